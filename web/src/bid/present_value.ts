// The net present value of an energy-performance contract with its workings, exact: auction/formats/stepped_rounds.md.
import { exponentOf, minorOf } from '../lib/money';
import { type Ratio, ratioOf } from './amount';

export interface Contract {
  /** As the wire has it: "0.85". */
  share: string;
  years: number;
  days: number;
  /** 21, in major units. */
  reductions: readonly string[];
}

export interface Period {
  /** The calendar year that it lies in. */
  year: number;
  days: number;
  /** Days of the contract's term in it. */
  term: number;
  /** Decimal strings of major units, for people. */
  payment: string;
  income: string;
  /** The income, discounted. */
  present: string;
}

export interface PresentValue {
  periods: Period[];
  value: string;
  /** What the contract costs: all payments together, rounded half up. */
  cost: string;
  positive: boolean;
}

export const periodCount = 21;
const year = 365;

function common(a: bigint, b: bigint): bigint {
  return b === 0n ? a : common(b, a % b);
}
function ratio(num: bigint, den: bigint): Ratio {
  const shared = common(num < 0n ? -num : num, den) || 1n;
  return { num: num / shared, den: den / shared };
}
const add = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den + b.num * a.den, a.den * b.den);
const times = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.num, a.den * b.den);
const less = (a: Ratio, b: Ratio): Ratio => add(a, { num: -b.num, den: b.den });

/** Rounded half up, as the server writes it, but for trailing zeros. */
function text({ num, den }: Ratio, currency: string, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const whole = den * 10n ** BigInt(exponentOf(currency));
  const rounded = (2n * (num < 0n ? -num : num) * scale + whole) / (2n * whole);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${num < 0n && rounded !== 0n ? '-' : ''}${digits.slice(0, -decimals)}${fraction && `.${fraction}`}`;
}

/** Days from the notice to 31 December: 0 … 365. */
export function firstDays(notice: string): number {
  const at = Date.parse(`${notice}T00:00:00Z`);
  return Math.round((Date.UTC(new Date(at).getUTCFullYear(), 11, 31) - at) / 86_400_000);
}

export function presentValue(contract: Contract, notice: string, discountPercent: string, currency: string): PresentValue | undefined {
  const share = ratioOf(contract.share);
  const discount = ratioOf(discountPercent);
  const first = firstDays(notice);
  if (!share || !discount || !Number.isInteger(first) || contract.reductions.length !== periodCount) return undefined;
  let left = contract.years * year + contract.days;
  let growth: Ratio = { num: 1n, den: 1n };
  let sum: Ratio = { num: 0n, den: 1n };
  let paid: Ratio = { num: 0n, den: 1n };
  const periods: Period[] = [];
  for (let i = 0; i < periodCount; i += 1) {
    const days = i === 0 ? first : i === periodCount - 1 ? year - first : year;
    const term = Math.min(left, days);
    left -= term;
    const reduction = { num: minorOf(contract.reductions[i]!, currency), den: 1n };
    const payment = days === 0 ? { num: 0n, den: 1n } : times(times(share, reduction), ratio(BigInt(term), BigInt(days)));
    const saved = i === 0 ? reduction : times(reduction, ratio(BigInt(days), BigInt(year)));
    const income = less(saved, payment);
    growth = times(growth, add({ num: 1n, den: 1n }, ratio(discount.num * BigInt(days), discount.den * 100n * BigInt(year))));
    const present = times(income, { num: growth.den, den: growth.num });
    sum = add(sum, present);
    paid = add(paid, payment);
    periods.push({ year: Number(notice.slice(0, 4)) + i, days, term, payment: text(payment, currency, 2), income: text(income, currency, 2), present: text(present, currency, 2) });
  }
  const cost = (2n * paid.num + paid.den) / (2n * paid.den);
  return { periods, value: text(sum, currency, 6), cost: text({ num: cost, den: 1n }, currency, 2), positive: sum.num > 0n };
}

/** For comparing values, which have six decimals. */
export function millionths(value: string): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  return BigInt(whole + fraction.padEnd(6, '0').slice(0, 6));
}
