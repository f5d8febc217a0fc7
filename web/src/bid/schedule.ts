// A supply schedule in the making: what is wrong with it, what it adds up to. auction/formats/supply.md.
import type { Rules, SupplyStep } from '../api/views';
import { amountOf, minorOf } from '../lib/money';

/** As it is written: either may still be empty. */
export interface DraftStep {
  unit_price: string | undefined;
  quantity: number | undefined;
  whole: boolean;
}

export type StepProblem = 'no_price' | 'no_quantity' | 'off_tick' | 'above_ceiling' | 'not_rising' | 'below_min_award' | 'too_large' | 'indivisible';

const mostUnits = 1e12;

/** The first thing wrong with each step, as the auction would see it. */
export function stepProblems(steps: readonly DraftStep[], rules: Rules, ceiling: string | null, currency: string): (StepProblem | undefined)[] {
  let before: bigint | undefined;
  let sum = 0;
  return steps.map(({ unit_price: price, quantity, whole }, at) => {
    if (price === undefined) return 'no_price';
    const minor = minorOf(price, currency);
    const falls = before !== undefined && minor < before;
    before = minor;
    if (rules.tick && minor % minorOf(rules.tick, currency) !== 0n) return 'off_tick';
    if (ceiling !== null && minor > minorOf(ceiling, currency)) return 'above_ceiling';
    if (quantity === undefined || quantity < 1) return 'no_quantity';
    sum += quantity;
    if (sum > mostUnits) return 'too_large';
    if (falls) return 'not_rising';
    if (whole && !(rules.margin?.all_or_nothing && (rules.margin.rule ?? 'time_priority') === 'time_priority')) return 'indivisible';
    if (at === 0 && quantity < (rules.margin?.min_award ?? 1)) return 'below_min_award';
    return undefined;
  });
}

export function stepsOf(steps: readonly DraftStep[]): SupplyStep[] {
  return steps.map(({ unit_price, quantity, whole }) => ({ unit_price: unit_price!, quantity: quantity!, ...(whole && { all_or_nothing: true }) }));
}

export interface Total {
  units: number;
  amount: string;
}

/** Units so far after each step, and what all of them would cost at their own prices. */
export function totalsOf(steps: readonly SupplyStep[], currency: string): Total[] {
  let units = 0;
  let sum = 0n;
  return steps.map(({ unit_price, quantity }) => {
    units += quantity;
    sum += minorOf(unit_price, currency) * BigInt(quantity);
    return { units, amount: amountOf(sum, currency) };
  });
}
