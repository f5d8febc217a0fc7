// Invented bids for the formats beside the English auction: each shows what its rules do, mistakes included.
import type { DocumentLot, TenderDocument } from '../../api/views';
import { amountOf, minorOf } from '../../lib/money';
import { type PackagePart, partsOf } from '../../lot/packages';
import { ladderOf } from '../../rules/ladder';
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

/** Undefined where the English auction's inventions fit, or nothing is known of the format. */
export function inventFor(document: TenderDocument, lot: DocumentLot, bidders: [string, string, string]): Invented | undefined {
  const make = { dutch_reverse: dutch, japanese_reverse: japanese, supply_schedule: supply, package: packages }[lot.rules.type ?? ''];
  return make && { bidders, bids: make(document, lot, bidders).sort((x, y) => x.second - y.second) };
}
