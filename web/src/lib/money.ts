// Money is a whole number of minor units (BigInt) inside and a decimal string in major units on the wire. Never a float.
import type { Language } from '../i18n/language';

/** Digits after the point, ISO 4217; every currency not named here has two. */
const exponents: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};
const symbols: Record<string, string> = { IDR: 'Rp' };
const greatest = 2n ** 63n - 1n;

export type AmountProblem = 'empty' | 'malformed' | 'fractional' | 'overflow' | 'not_positive';

export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}

/** Minor units of a decimal string as the API writes it (a leading minus allowed, for differences). */
export function minorOf(amount: string, currency: string): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  const digits = exponentOf(currency);
  const fraction = parts?.[3] ?? '';
  // Sources that are not ours may write more zeros than the currency has digits; other digits beyond would be a loss.
  if (!parts || /[1-9]/.test(fraction.slice(digits))) throw new RangeError(`not an amount of ${currency}: ${amount}`);
  const minor = BigInt(parts[2]! + fraction.slice(0, digits).padEnd(digits, '0'));
  return parts[1] ? -minor : minor;
}

/** The canonical decimal string: no fraction if zero, else exactly the currency's digits. */
export function amountOf(minor: bigint, currency: string): string {
  const digits = exponentOf(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = digits === 0 ? text : text.slice(0, -digits);
  const fraction = digits === 0 ? '' : text.slice(-digits);
  return sign + whole + (/[1-9]/.test(fraction) ? `.${fraction}` : '');
}

export function compareAmounts(a: string, b: string, currency: string): number {
  const [x, y] = [minorOf(a, currency), minorOf(b, currency)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export function subtractAmounts(a: string, b: string, currency: string): string {
  return amountOf(minorOf(a, currency) - minorOf(b, currency), currency);
}

export function addAmounts(a: string, b: string, currency: string): string {
  return amountOf(minorOf(a, currency) + minorOf(b, currency), currency);
}

/** `part` as a percentage of `whole`, rounded half away from zero to `places`; undefined where whole is zero. */
export function percentOf(part: string, whole: string, currency: string, places = 2): string | undefined {
  const [p, w] = [minorOf(part, currency), minorOf(whole, currency)];
  if (w === 0n) return undefined;
  const scale = 10n ** BigInt(places);
  const negative = p < 0n !== w < 0n;
  const [a, b] = [p < 0n ? -p : p, w < 0n ? -w : w];
  const rounded = (2n * a * 100n * scale + b) / (2n * b);
  const text = rounded.toString().padStart(places + 1, '0');
  const fraction = places === 0 ? '' : text.slice(-places).replace(/0+$/, '');
  const value = (places === 0 ? text : text.slice(0, -places)) + (fraction ? `.${fraction}` : '');
  return negative && rounded !== 0n ? `-${value}` : value;
}

const marks: Record<Language, { group: string; decimal: string }> = {
  id: { group: '.', decimal: ',' },
  en: { group: ',', decimal: '.' },
};

/** Groups a decimal string for reading: 1250000.5 → 1.250.000,5 (id), 1,250,000.5 (en). */
export function groupDigits(language: Language, decimal: string): string {
  const { group, decimal: point } = marks[language];
  const [whole = '', fraction] = decimal.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (decimal.startsWith('-') ? '\u2212' : '') + grouped + (fraction === undefined ? '' : point + fraction);
}

/** With its currency and a no-break space: Rp 1.250.000.000. */
export function formatMoney(language: Language, amount: string, currency: string): string {
  const text = groupDigits(language, amount);
  const symbol = symbols[currency] ?? currency;
  return text.startsWith('\u2212') ? `\u2212${symbol}\u00a0${text.slice(1)}` : `${symbol}\u00a0${text}`;
}

export function currencySymbol(currency: string): string {
  return symbols[currency] ?? currency;
}

export type TypedAmount = { amount: string; problem?: undefined } | { amount?: undefined; problem: AmountProblem };

/** What a person typed, by the marks of the language: an amount in canonical form, or what is wrong with it. */
export function readTyped(language: Language, typed: string, currency: string): TypedAmount {
  const { group, decimal } = marks[language];
  const text = typed.replace(/^\s*(rp\.?|[A-Z]{3})\s*/i, '').replace(/[\s\u00a0]/g, '');
  if (text === '') return { problem: 'empty' };
  if (/^[-\u2212]/.test(text)) return { problem: 'not_positive' };
  const parts = text.split(decimal);
  const whole = (parts[0] ?? '').split(group).join('');
  const fraction = parts[1] ?? '';
  if (parts.length > 2 || !/^\d+$/.test(whole) || !/^\d*$/.test(fraction)) return { problem: 'malformed' };
  const digits = exponentOf(currency);
  if (/[1-9]/.test(fraction.slice(digits)) || fraction.length > Math.max(digits, 2)) return { problem: 'fractional' };
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (minor > greatest) return { problem: 'overflow' };
  if (minor === 0n) return { problem: 'not_positive' };
  return { amount: amountOf(minor, currency) };
}

/**
 * Groups digits while they are being typed and says where the caret belongs, so that it stays behind the same digit.
 * What is not an amount in the making is left alone, for the person to see and mend.
 */
export function groupWhileTyping(language: Language, typed: string, caret: number): { text: string; caret: number } {
  const { group, decimal } = marks[language];
  const clean = (part: string): string => part.split(group).join('').replace(/[\s\u00a0]/g, '');
  const raw = clean(typed);
  const parts = raw.split(decimal);
  if (parts.length > 2 || !parts.every((part) => /^\d*$/.test(part)) || raw === '') return { text: typed, caret };
  const before = clean(typed.slice(0, caret)).length;
  const text = groupDigits(language, (parts[0] ?? '').replace(/^0+(?=\d)/, '')) + (parts.length === 2 ? decimal + parts[1] : '');
  const dropped = (parts[0] ?? '').length - (parts[0] ?? '').replace(/^0+(?=\d)/, '').length;
  let left = Math.max(0, before - dropped);
  let at = 0;
  while (left > 0 && at < text.length) {
    if (text[at] !== group) left -= 1;
    at += 1;
  }
  return { text, caret: at };
}
