// Amounts in words, exact for every amount the platform can hold.
import type { Language } from '../i18n/language';
import { exponentOf, minorOf } from './money';

const idUnits = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas'];
const idScales = ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun', 'kuintiliun'];
const enUnits = [
  '', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen',
  'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
];
const enTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const enScales = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion', 'quintillion'];

function idBelowThousand(n: number): string[] {
  if (n >= 200) return [idUnits[Math.floor(n / 100)]!, 'ratus', ...idBelowThousand(n % 100)];
  if (n >= 100) return ['seratus', ...idBelowThousand(n % 100)];
  if (n >= 20) return [idUnits[Math.floor(n / 10)]!, 'puluh', ...idBelowThousand(n % 10)];
  if (n >= 12) return [idUnits[n - 10]!, 'belas'];
  return n === 0 ? [] : [idUnits[n]!];
}

function enBelowThousand(n: number): string[] {
  if (n >= 100) return [enUnits[Math.floor(n / 100)]!, 'hundred', ...enBelowThousand(n % 100)];
  if (n >= 20) return [enTens[Math.floor(n / 10)]! + (n % 10 === 0 ? '' : `-${enUnits[n % 10]!}`)];
  return n === 0 ? [] : [enUnits[n]!];
}

function groupsOf(value: bigint): number[] {
  const groups: number[] = [];
  for (let rest = value; rest > 0n; rest /= 1000n) groups.push(Number(rest % 1000n));
  return groups;
}

/** A whole number in words. */
export function numberInWords(language: Language, value: bigint): string {
  if (value === 0n) return language === 'id' ? 'nol' : 'zero';
  const words: string[] = [];
  const groups = groupsOf(value);
  for (let i = groups.length - 1; i >= 0; i -= 1) {
    const group = groups[i]!;
    if (group === 0) continue;
    if (language === 'en') words.push(...enBelowThousand(group), enScales[i]!);
    else if (group === 1 && i === 1) words.push('seribu');
    else words.push(...idBelowThousand(group), idScales[i]!);
  }
  return words.filter((word) => word !== '').join(' ');
}

const names: Record<string, Record<Language, [major: string, minor: string]>> = {
  IDR: { id: ['rupiah', 'sen'], en: ['rupiah', 'sen'] },
  INR: { id: ['rupee India', 'paisa'], en: ['Indian rupees', 'paise'] },
  USD: { id: 'dolar Amerika Serikat,sen'.split(',') as [string, string], en: ['US dollars', 'cents'] },
  EUR: { id: ['euro', 'sen'], en: ['euros', 'cents'] },
  JPY: { id: ['yen', ''], en: ['yen', ''] },
};

/** An amount in words with its currency: "satu miliar dua ratus lima puluh juta rupiah". */
export function amountInWords(language: Language, amount: string, currency: string): string {
  const scale = 10n ** BigInt(exponentOf(currency));
  const minor = minorOf(amount, currency);
  const [whole, fraction] = [minor / scale, minor % scale];
  const [major, cents] = names[currency]?.[language] ?? [currency, `/ ${scale}`];
  const parts: string[] = [];
  if (whole > 0n || fraction === 0n) parts.push(`${numberInWords(language, whole)} ${major}`);
  if (fraction > 0n) parts.push(`${numberInWords(language, fraction)} ${cents}`);
  return parts.join(language === 'en' ? ' and ' : ' ');
}
