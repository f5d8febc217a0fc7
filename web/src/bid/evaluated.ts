// The evaluated price, exact, as the server writes it: a decimal where there is a finite one, else "12 1/3".
import type { Adjustment } from '../api/views';
import { formatFor } from '../i18n/format';
import type { Language } from '../i18n/language';
import { exponentOf, minorOf } from '../lib/money';
import { ratioOf } from './amount';

function common(a: bigint, b: bigint): bigint {
  return b === 0n ? a : common(b, a % b);
}

/** amount × factor + add − subtract. */
export function evaluatedOf(amount: string, adjustment: Adjustment, currency: string): string {
  const factor = ratioOf(adjustment.factor ?? '1') ?? { num: 1n, den: 1n };
  const plus = minorOf(adjustment.add ?? '0', currency) - minorOf(adjustment.subtract ?? '0', currency);
  const scale = 10n ** BigInt(exponentOf(currency));
  let num = minorOf(amount, currency) * factor.num + plus * factor.den;
  let den = factor.den * scale;
  const sign = num < 0n ? '-' : '';
  if (num < 0n) num = -num;
  const shared = common(num, den);
  [num, den] = [num / shared, den / shared];
  const [whole, rest] = [num / den, num % den];
  if (rest === 0n) return sign + whole;
  let [twos, fives, left] = [0, 0, den];
  for (; left % 2n === 0n; left /= 2n) twos += 1;
  for (; left % 5n === 0n; left /= 5n) fives += 1;
  if (left !== 1n) return `${sign}${whole} ${rest}/${den}`;
  const digits = Math.max(twos, fives);
  return `${sign}${whole}.${((rest * 10n ** BigInt(digits)) / den).toString().padStart(digits, '0')}`;
}

/** "Rp 364 7/9": also values that no decimal writes. */
export function evaluatedText(language: Language, value: string, currency: string): string {
  const [whole = '', fraction] = value.split(' ');
  const text = formatFor(language).money(whole, currency);
  return fraction ? `${text}\u00a0${fraction}` : text;
}
