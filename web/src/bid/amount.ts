// Arithmetic around a bid that is being decided. Exact: minor units in BigInt, percentages as rationals.
import { amountOf, exponentOf, minorOf } from '../lib/money';

/** A percentage or factor as the rules write it, "2.5" or "1/3". */
export interface Ratio {
  num: bigint;
  den: bigint;
}

export function ratioOf(text: string): Ratio | undefined {
  const rational = /^(\d+)\/([1-9]\d*)$/.exec(text);
  if (rational) return { num: BigInt(rational[1]!), den: BigInt(rational[2]!) };
  const decimal = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!decimal) return undefined;
  const fraction = decimal[2] ?? '';
  return { num: BigInt(decimal[1]! + fraction), den: 10n ** BigInt(fraction.length) };
}

export interface Decrement {
  amount?: string;
  percent?: string;
}

/** The part of a lot's rules that a bidder's arithmetic needs. */
export interface BidRules {
  tick?: string;
  ceiling?: string;
  decrement?: { own?: Decrement; leader?: Decrement };
  confirm_drop_percent?: string;
}

function up(minor: bigint, tick: bigint): bigint {
  return ((minor + tick - 1n) / tick) * tick;
}

function tickOf(rules: BidRules, currency: string): bigint {
  return rules.tick ? minorOf(rules.tick, currency) : 1n;
}

/** 1, 2 or 5 times a power of ten, not above `minor`. */
function roundStep(minor: bigint): bigint {
  if (minor < 1n) return 1n;
  const power = 10n ** BigInt(minor.toString().length - 1);
  const lead = minor / power;
  return (lead >= 5n ? 5n : lead >= 2n ? 2n : 1n) * power;
}

/** How much lower "one step" is: the largest decrement of the rules at this price; without one a round half percent. */
export function stepAt(price: string, rules: BidRules, currency: string): string {
  const at = minorOf(price, currency);
  const tick = tickOf(rules, currency);
  let step = 0n;
  for (const decrement of [rules.decrement?.own, rules.decrement?.leader]) {
    if (!decrement) continue;
    const ratio = decrement.percent === undefined ? undefined : ratioOf(decrement.percent);
    const value = decrement.amount !== undefined
      ? minorOf(decrement.amount, currency)
      : ratio ? (at * ratio.num + ratio.den * 100n - 1n) / (ratio.den * 100n) : 0n;
    if (value > step) step = value;
  }
  if (step === 0n) step = roundStep(at / 200n);
  // Nobody bids cents of large amounts: without a tick a step of a hundred units and more is whole units.
  const whole = 10n ** BigInt(exponentOf(currency));
  const grain = tick === 1n && step >= 100n * whole ? whole : tick;
  return amountOf(up(step < 1n ? 1n : step, grain), currency);
}

/** The next valid bid, one and two steps below it; fewer where they would not be positive. */
export function quickChoices(nextValid: string, rules: BidRules, currency: string): string[] {
  const first = minorOf(nextValid, currency);
  const step = minorOf(stepAt(nextValid, rules, currency), currency);
  return [first, first - step, first - 2n * step].filter((minor) => minor > 0n).map((minor) => amountOf(minor, currency));
}

export type BidProblem = { name: 'amount_off_tick'; tick: string; near: string } | { name: 'too_high'; atMost: string };

/** What the auction would refuse for certain, said before it is sent. `nextValid` is the newest the server told. */
export function problemOf(amount: string, nextValid: string | null, rules: BidRules, currency: string): BidProblem | undefined {
  const minor = minorOf(amount, currency);
  const tick = tickOf(rules, currency);
  const most = nextValid ?? rules.ceiling;
  if (most !== undefined && minor > minorOf(most, currency)) return { name: 'too_high', atMost: most };
  if (minor % tick !== 0n) {
    const below = minor - (minor % tick);
    return { name: 'amount_off_tick', tick: rules.tick!, near: amountOf(below > 0n ? below : tick, currency) };
  }
  return undefined;
}

/** Whether the rules will ask back: below the greatest possible bid by more than the slip cap. */
export function needsConfirm(amount: string, nextValid: string | null, rules: BidRules, currency: string): boolean {
  const cap = rules.confirm_drop_percent === undefined ? undefined : ratioOf(rules.confirm_drop_percent);
  const most = nextValid;
  if (!cap || most === null) return false;
  // amount < most × (1 − cap/100), multiplied out
  const hundred = cap.den * 100n;
  return hundred > cap.num && minorOf(amount, currency) * hundred < minorOf(most, currency) * (hundred - cap.num);
}

/**
 * "Is a zero missing?": asked where an amount is a fifth of what it is compared with, or less. `likely` is the amount with
 * the zeros that bring it near, null where zeros alone do not explain it; undefined where nothing looks wrong.
 */
export function farOff(amount: string, reference: string | null | undefined, currency: string): { likely: string | null } | undefined {
  if (!reference) return undefined;
  const [given, usual] = [minorOf(amount, currency), minorOf(reference, currency)];
  if (given <= 0n || given * 5n > usual) return undefined;
  let likely = given;
  while (likely * 10n <= usual) likely *= 10n;
  return { likely: likely !== given && likely * 2n >= usual ? amountOf(likely, currency) : null };
}
