// Bids of an auction that was held, played again under other rules.
import type { DocumentLot, HistoryPoint, LotView, TenderDocument } from '../../api/views';
import { amountOf, minorOf } from '../../lib/money';
import type { Invented, InventedBid } from './scenario';

/** More would take longer to read than they teach. */
export const mostPastBids = 500;

export interface Past {
  currency: string;
  view: Pick<LotView, 'starts_at' | 'ends_at'>;
  /** What amounts are measured by: its ceiling, else its estimate, else the highest bid. */
  top?: string | null;
  /** As its history tells them; those without an amount, a bidder or acceptance are left out. */
  points: readonly HistoryPoint[];
}

export interface PastOptions {
  /** Amounts in proportion to this lot's top instead of as they were. */
  scale: boolean;
  /** Whom a pseudonym is called. */
  name: (pseudonym: string) => string;
}

const isAmount = (amount: string | null | undefined): amount is string => !!amount && /^\d+(\.\d+)?$/.test(amount) && !/^0+(\.0+)?$/.test(amount);

/** The bids that can be played: accepted ones with bidder and amount, oldest first. */
export function playable(points: readonly HistoryPoint[]): (HistoryPoint & { amount: string; pseudonym: string })[] {
  return points
    .filter((point): point is HistoryPoint & { amount: string; pseudonym: string } => isAmount(point.amount) && !!point.pseudonym && (point.verdict ?? 'accepted') === 'accepted')
    .sort((a, b) => a.seq - b.seq)
    .slice(0, mostPastBids);
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * The past bids as inventions for a lot: at the same share of its time as of theirs, in whole seconds, and (scaled) at the
 * same share of its ceiling or estimate, rounded down to its tick.
 */
export function fromPast(document: TenderDocument, lot: DocumentLot, past: Past, { scale, name }: PastOptions): Invented {
  const bids = playable(past.points);
  const starts = Date.parse(lot.rules.starts_at ?? document.schedule.auction_starts_at);
  const ends = Date.parse(lot.rules.ends_at ?? document.schedule.auction_ends_at);
  const began = Date.parse(past.view.starts_at);
  const took = Math.max(1000, Date.parse(past.view.ends_at) - began);
  const tick = isAmount(lot.rules.tick) ? minorOf(lot.rules.tick, document.currency) : 1n;
  const top = isAmount(lot.rules.ceiling) ? lot.rules.ceiling : isAmount(lot.estimate) ? lot.estimate : undefined;
  const highest = bids.reduce((most, { amount }) => larger(most, minorOf(amount, past.currency)), 1n);
  const was = isAmount(past.top) ? minorOf(past.top, past.currency) : highest;
  const amountFor = (amount: string): string => {
    const minor = minorOf(amount, past.currency);
    const now = scale && top ? (minor * minorOf(top, document.currency)) / was : minor;
    return amountOf(larger(tick, now - (now % tick)), document.currency);
  };
  const played = bids.map(
    ({ at, amount, pseudonym }): InventedBid => ({
      second: Math.max(0, Math.min(Math.floor((ends - starts) / 1000) - 1, Math.floor(((Date.parse(at) - began) / took) * ((ends - starts) / 1000)))),
      bidder: name(pseudonym),
      amount: amountFor(amount),
      confirm: true,
    }),
  );
  return { bidders: [...new Set(played.map(({ bidder }) => bidder))], bids: played };
}
