// An invented auction for a lot's rules: bids that show what the rules do, mistakes included.
import type { DocumentLot, LotResult, Opened, Stage, TenderDocument } from '../../api/views';
import { quickChoices, stepAt } from '../../bid/amount';
import { amountOf, minorOf } from '../../lib/money';
import type { OfferContent } from '../../bid/sign';
import { roundPrice } from './editor/model';
import { inventFor } from './scenario_formats';

export interface InventedBid {
  /** Seconds after the start, before it where negative; the form counts like this. */
  second: number;
  bidder: string;
  amount: string;
  confirm: boolean;
  /** Said instead of the amount. */
  content?: OfferContent;
}

export interface Invented {
  bidders: string[];
  bids: InventedBid[];
}

function times(document: TenderDocument, lot: DocumentLot): { starts: number; ends: number } {
  return {
    starts: Date.parse(lot.rules.starts_at ?? document.schedule.auction_starts_at),
    ends: Date.parse(lot.rules.ends_at ?? document.schedule.auction_ends_at),
  };
}

/** Three bidders who go down by steps, a bid above the ceiling, one that is too close, a slip, and one close to the end. */
export function invent(document: TenderDocument, lot: DocumentLot, bidders: string[]): Invented {
  const other = inventFor(document, lot, [bidders[0] ?? 'A', bidders[1] ?? 'B', bidders[2] ?? 'C']);
  if (other) return other;
  const { currency } = document;
  const { starts, ends } = times(document, lot);
  const length = Math.max(60, Math.floor((ends - starts) / 1000));
  const valid = (amount: string | null | undefined): amount is string => !!amount && /^\d+(\.\d+)?$/.test(amount);
  const top = valid(lot.rules.ceiling) ? lot.rules.ceiling : valid(lot.estimate) ? lot.estimate : roundPrice(currency);
  const tick = valid(lot.rules.tick) ? minorOf(lot.rules.tick, currency) : 1n;
  const onTick = (minor: bigint): string => amountOf(minor < tick ? tick : minor - (minor % tick), currency);
  const start = onTick(minorOf(top, currency));
  const step = (from: string, n: number): string => {
    let amount = from;
    for (let i = 0; i < n; i += 1) amount = quickChoices(amount, lot.rules, currency)[1] ?? amount;
    return onTick(minorOf(amount, currency));
  };
  const at = (share: number): number => Math.floor(length * share);
  const near = lot.rules.soft_close ? Math.max(1, length - Math.max(1, Math.floor(lot.rules.soft_close.window_seconds / 2))) : at(0.95);
  const [a = 'A', b = 'B', c = 'C'] = bidders;
  const above = onTick(minorOf(start, currency) + minorOf(stepAt(start, lot.rules, currency), currency) + tick);
  const bids: InventedBid[] = [
    { second: at(0.05), bidder: a, amount: above, confirm: false },
    { second: at(0.1), bidder: a, amount: start, confirm: false },
    { second: at(0.2), bidder: b, amount: step(start, 2), confirm: false },
    ...(lot.rules.proxy ? [{ second: at(0.25), bidder: b, amount: '', confirm: false, content: { kind: 'proxy', floor: step(start, 5) } }] : []),
    { second: at(0.3), bidder: c, amount: onTick(minorOf(step(start, 2), currency) - tick), confirm: false },
    { second: at(0.4), bidder: c, amount: step(start, 4), confirm: false },
    { second: at(0.5), bidder: a, amount: onTick(minorOf(start, currency) / 10n), confirm: false },
    { second: at(0.6), bidder: a, amount: step(start, 6), confirm: false },
    { second: near, bidder: b, amount: step(start, 8), confirm: false },
    { second: length + 3600 * 24, bidder: c, amount: step(start, 10), confirm: false },
  ];
  return { bidders: [a, b, c], bids: bids.sort((x, y) => x.second - y.second) };
}

/** The scenario file that `terang rehearse` would take: auction/README.md. */
export function scenarioOf(document: TenderDocument, lot: DocumentLot, invented: Invented): Record<string, unknown> {
  const { starts } = times(document, lot);
  const rules = {
    currency: document.currency,
    starts_at: lot.rules.starts_at ?? document.schedule.auction_starts_at,
    ends_at: lot.rules.ends_at ?? document.schedule.auction_ends_at,
    ...lot.rules,
    ...(lot.reserve ? { reserve: lot.reserve } : {}),
  };
  return {
    rules,
    bidders: invented.bidders,
    commands: [...invented.bids]
      .sort((a, b) => a.second - b.second)
      .map(({ second, bidder, amount, confirm, content }) => ({
        at: new Date(starts + second * 1000).toISOString(),
        ...(content ? { do: 'offer', bidder, content } : { do: 'bid', bidder, amount, confirm }),
      })),
  };
}

export interface RehearsalStep {
  at: string;
  /** The entry of the ledger, where it is played from one. */
  seq?: number;
  do: string;
  command?: number;
  bidder?: string;
  amount?: string;
  verdict: string;
  rank?: number;
  leader?: string | null;
  ends_at?: string;
  at_most?: string;
  extended?: { cause: string; trigger?: string };
  content?: OfferContent;
  stage?: Stage;
  ranking?: { rank: number; bidder: string; amount: string }[];
}

export interface Rehearsal {
  steps: RehearsalStep[];
  lots: { id: string; phase: string; ends_at: string; bids: number; refused: number; extensions: unknown[]; result?: LotResult | null; opened?: Opened[] }[];
}

/** Of each bidder, the prices as the ranking has them: what is still pending, or was taken back, never stood. */
export function linesOf(steps: readonly RehearsalStep[]): { id: string; name: string; points: { at: string; amount: string }[] }[] {
  const lines = new Map<string, { id: string; name: string; points: { at: string; amount: string }[] }>();
  for (const { at, ranking = [] } of steps) {
    for (const { bidder, amount } of ranking) {
      const line = lines.get(bidder) ?? { id: bidder, name: bidder, points: [] };
      lines.set(bidder, line);
      if (line.points[line.points.length - 1]?.amount !== amount) line.points.push({ at, amount });
    }
  }
  return [...lines.values()];
}
