// Invented bids for the formats beside the English auction: each shows what its rules do, mistakes included.
import type { DocumentLot, TenderDocument } from '../../api/views';
import { amountOf, minorOf } from '../../lib/money';
import { type PackagePart, partsOf } from '../../lot/packages';
import { roundPrice } from './editor/model';
import { ladderOf } from '../../rules/ladder';
import { roundDefaults } from '../../rules/rounds';
import type { Invented, InventedBid } from './scenario';

function dutch(document: TenderDocument, lot: DocumentLot, [a, b, c]: [string, string, string]): InventedBid[] {
  const ladder = ladderOf({ ...lot.rules, ...(lot.rules.ceiling ? {} : { ceiling: lot.rules.highest }) }, document.currency);
  if (!ladder) return [];
  const n = Math.min(3, ladder.count);
  const at = (price: number, share: number): number => Math.floor((price - 1 + share) * ladder.interval);
  const winners = lot.rules.winners ?? 1;
  return [
    // Asks for more than is offered yet; then takes it, as many as may win, and one who comes too late.
    { second: at(1, 0.5), bidder: a, amount: ladder.price(n)!, confirm: false },
    { second: at(n, 0.3), bidder: b, amount: ladder.price(n)!, confirm: false },
    ...(winners > 1 ? [{ second: at(n, 0.4), bidder: c, amount: ladder.price(n)!, confirm: false }] : []),
    { second: at(n, 0.6), bidder: a, amount: ladder.price(n)!, confirm: false },
  ];
}

function japanese(document: TenderDocument, lot: DocumentLot, [a, b, c]: [string, string, string]): InventedBid[] {
  const ladder = ladderOf(lot.rules, document.currency);
  if (!ladder) return [];
  const bids: InventedBid[] = [];
  const say = (level: number, share: number, bidder: string, leaves = false): void => {
    const price = ladder.price(level);
    if (price) bids.push({ second: Math.floor((level - 1 + share) * ladder.interval), bidder, amount: price, confirm: false, ...(leaves && { content: { kind: 'leave' } }) });
  };
  for (const [n, who] of [a, b, c].entries()) say(1, 0.2 + n / 10, who);
  // One says twice what he said; one leaves; the last other is silent.
  say(1, 0.6, a);
  say(2, 0.2, a);
  say(2, 0.3, b);
  say(2, 0.5, c, true);
  say(3, 0.2, b);
  say(3, 0.4, c);
  say(4, 0.2, b);
  return bids;
}

function supply(document: TenderDocument, lot: DocumentLot, [a, b, c]: [string, string, string]): InventedBid[] {
  const { currency } = document;
  const { rules } = lot;
  const units = rules.demand?.units ?? 100;
  const top = rules.ceiling && /^\d+(\.\d+)?$/.test(rules.ceiling) ? minorOf(rules.ceiling, currency) : minorOf('10000', currency);
  const tick = rules.tick && /^\d+(\.\d+)?$/.test(rules.tick) ? minorOf(rules.tick, currency) : 1n;
  const price = (percent: bigint): string => {
    const minor = (top * percent) / 100n;
    return amountOf(minor < tick ? tick : minor - (minor % tick), currency);
  };
  const share = (percent: number): number => Math.max(rules.margin?.min_award ?? 1, Math.ceil((units * percent) / 100));
  const schedule = (second: number, bidder: string, steps: [bigint, number][]): InventedBid => ({
    second, bidder, amount: '', confirm: false,
    content: { kind: 'schedule', steps: steps.map(([percent, of]) => ({ unit_price: price(percent), quantity: share(of) })) },
  });
  return [
    schedule(60, a, [[80n, 30], [90n, 20]]),
    schedule(120, b, [[85n, 40]]),
    schedule(180, c, [[110n, 20]]),
    schedule(240, c, [[88n, 40]]),
    schedule(300, b, [[82n, 40]]),
  ];
}

function packages(document: TenderDocument, lot: DocumentLot, [a, b, c]: [string, string, string]): InventedBid[] {
  const { currency } = document;
  const parts = partsOf(lot.rules);
  const valid = (amount: string | null | undefined): amount is string => !!amount && /^\d+(\.\d+)?$/.test(amount);
  const tick = valid(lot.rules.tick) ? minorOf(lot.rules.tick, currency) : 1n;
  const whole = valid(lot.rules.ceiling) ? minorOf(lot.rules.ceiling, currency) : minorOf('10000', currency) * BigInt(parts.length);
  const of = (part: PackagePart): bigint => (valid(part.ceiling) ? minorOf(part.ceiling, currency) * BigInt(part.units ?? 1) : whole / BigInt(Math.max(1, parts.length)));
  const offer = (second: number, bidder: string, name: string, from: number, to: number, percent: bigint): InventedBid => {
    const some = parts.slice(from, to);
    const minor = (some.reduce((sum, part) => sum + of(part), 0n) * percent) / 100n;
    return { second, bidder, amount: '', confirm: false, content: { kind: 'package', name, parts: some.map(({ id }) => id), amount: amountOf(minor < tick ? tick : minor - (minor % tick), currency) } };
  };
  const half = Math.ceil(parts.length / 2);
  // All together, the two halves by others, an offer above the ceiling, and one replaced under its name.
  return [
    offer(60, a, 'P1', 0, parts.length, 88n),
    offer(120, b, 'P1', 0, half, 92n),
    offer(180, c, 'P1', half, parts.length, 120n),
    ...(half < parts.length ? [offer(240, c, 'P2', half, parts.length, 84n)] : []),
    offer(300, b, 'P1', 0, half, 86n),
  ];
}

/** Three bidders; one speaks out of turn, one takes too small a step, one sets a change and takes it back. */
function stepped(document: TenderDocument, lot: DocumentLot, [a, b, c]: [string, string, string]): InventedBid[] {
  const { currency } = document;
  const { rules } = lot;
  const of = { ...roundDefaults, ...rules };
  const turn = (round: number, place: number): number => of.opening_pause_seconds + (round - 1) * (3 * of.turn_seconds + of.pause_seconds) + (place - 1) * of.turn_seconds;
  const within = (from: number, share: number): number => Math.floor(from + of.turn_seconds * share);
  const back = { content: { kind: 'withdraw' }, amount: '', confirm: false };
  if (rules.esco) {
    const rest = (rules.esco.longest_days ?? 5475) % 365;
    const years = Math.min(10, Math.floor((rules.esco.longest_days ?? 5475) / 365));
    const contract = (second: number, bidder: string, yearly: string): InventedBid => ({
      second, bidder, amount: '', confirm: false,
      content: { kind: 'esco', share: rules.esco?.share?.at_least ?? '0.8', years, days: years === 0 ? rest : 0, reductions: ['0', ...Array<string>(20).fill(yearly)] },
    });
    return [
      contract(-300, a, '100000000'), contract(-240, b, '110000000'), contract(-180, c, '120000000'),
      contract(within(turn(1, 1), 0.2), b, '130000000'),
      contract(within(turn(1, 1), 0.5), a, '100000001'),
      contract(within(turn(1, 1), 0.6), a, '125000000'),
      contract(within(turn(1, 2), 0.3), b, '130000000'),
      { second: within(turn(1, 2), 0.7), bidder: b, ...back },
    ];
  }
  const minor = (amount: string | null | undefined, other: string): bigint => minorOf(amount && /^\d+(\.\d+)?$/.test(amount) ? amount : other, currency);
  const tick = minor(rules.tick, amountOf(1n, currency));
  const top = minor(rules.ceiling ?? lot.estimate, '1000000000');
  const first = top - (top % tick);
  const step = minor(rules.step, '1');
  const price = (steps: number): string => amountOf(first - BigInt(steps) * step > 0n ? first - BigInt(steps) * step : tick, currency);
  const bid = (second: number, bidder: string, amount: string): InventedBid => ({ second, bidder, amount, confirm: false });
  return [
    ...(rules.ceiling ? [bid(-360, a, amountOf(first + tick, currency))] : []),
    bid(-300, a, price(0)), bid(-240, b, price(2)), bid(-180, c, price(4)),
    // The worst begins: a, then b, then c.
    bid(within(turn(1, 1), 0.2), c, price(6)),
    ...(step > tick ? [bid(within(turn(1, 1), 0.4), a, amountOf(first - tick, currency))] : []),
    bid(within(turn(1, 1), 0.6), a, price(5)),
    bid(within(turn(1, 2), 0.3), b, price(7)),
    { second: within(turn(1, 2), 0.7), bidder: b, ...back },
    bid(within(turn(1, 3), 0.5), c, price(6)),
    // Then b, a, c.
    ...(of.rounds > 1 ? [bid(within(turn(2, 1), 0.5), b, price(8))] : []),
  ];
}

/** Plain amounts stand for what would be sealed. One is replaced, one taken back, one does not count when opened, one is late. */
function sealed(document: TenderDocument, lot: DocumentLot, [a, b, c]: [string, string, string]): InventedBid[] {
  const { currency } = document;
  const { rules } = lot;
  const readable = (amount: string | null | undefined): amount is string => !!amount && /^\d+(\.\d+)?$/.test(amount);
  const top = minorOf(readable(rules.ceiling) ? rules.ceiling : readable(lot.estimate) ? lot.estimate : roundPrice(currency), currency);
  const tick = readable(rules.tick) ? minorOf(rules.tick, currency) : 1n;
  const price = (thousandths: bigint): string => {
    const minor = (top * thousandths) / 1000n;
    return amountOf(minor < tick ? tick : minor - (minor % tick), currency);
  };
  const whole = (Date.parse(rules.ends_at ?? document.schedule.auction_ends_at) - Date.parse(rules.starts_at ?? document.schedule.auction_starts_at)) / 1000;
  const length = rules.type === 'hybrid' ? (rules.sealed_seconds ?? whole) : whole;
  const at = (share: number): number => Math.floor(length * share);
  const bid = (second: number, bidder: string, thousandths: bigint): InventedBid => ({ second, bidder, amount: price(thousandths), confirm: false });
  const bids = [
    bid(at(0.1), a, 960n),
    bid(at(0.2), b, 930n),
    bid(at(0.3), c, 1050n),
    bid(at(0.5), a, 910n),
    { ...bid(at(0.6), b, 930n), content: { kind: 'withdraw' } },
    bid(at(0.8), b, 940n),
  ];
  if (rules.type !== 'hybrid') return [...bids, bid(length, c, 900n)];
  // One bid too early for the live round, then the two who go on against each other; the third may only watch.
  const live = length + (rules.opening_seconds ?? 0);
  const then = (share: number): number => live + Math.floor((whole - live) * share);
  return [...bids, bid(length + 1, b, 880n), bid(then(0.2), b, 890n), bid(then(0.4), c, 880n), bid(then(0.6), a, 870n)];
}

/** Undefined where the English auction's inventions fit, or nothing is known of the format. */
export function inventFor(document: TenderDocument, lot: DocumentLot, bidders: [string, string, string]): Invented | undefined {
  const make = {
    dutch_reverse: dutch, japanese_reverse: japanese, stepped_rounds: stepped, supply_schedule: supply, package: packages,
    sealed_first_price: sealed, sealed_second_price: sealed, hybrid: sealed,
  }[lot.rules.type ?? ''];
  return make && { bidders, bids: make(document, lot, bidders).sort((x, y) => x.second - y.second) };
}
