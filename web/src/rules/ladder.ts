// The prices that a clock offers one after the other: auction/formats/dutch.md and japanese.md. Exact, in minor units.
import type { Rules } from '../api/views';
import { amountOf, minorOf } from '../lib/money';

export interface Ladder {
  /** Prices from the first to the last; at most `mostPrices` are ever valid. */
  count: number;
  first: string;
  last: string;
  /** Price n, from 1; undefined beyond the last. */
  price: (n: number) => string | undefined;
  interval: number;
}

export const mostPrices = 10_000;

/** Undefined where a member is missing or is not an amount, and for formats without a clock of prices. */
export function ladderOf(rules: Rules, currency: string): Ladder | undefined {
  const rising = rules.type === 'dutch_reverse';
  if (!rising && rules.type !== 'japanese_reverse') return undefined;
  const { start, step, interval_seconds: interval } = rules;
  try {
    if (!start || !step || typeof interval !== 'number' || interval < 1) return undefined;
    const [from, by] = [minorOf(start, currency), minorOf(step, currency)];
    const end = rising ? (rules.highest ?? rules.ceiling) : rules.floor;
    if (rising && !end) return undefined;
    const to = end ? minorOf(end, currency) : 1n;
    const way = rising ? to - from : from - to;
    if (by <= 0n || from <= 0n || way < 0n) return undefined;
    const count = Number(way / by) + 1;
    const price = (n: number): string | undefined => (n < 1 || n > count ? undefined : amountOf(from + (rising ? 1n : -1n) * by * BigInt(n - 1), currency));
    return { count, first: price(1)!, last: price(count)!, price, interval };
  } catch {
    return undefined;
  }
}
