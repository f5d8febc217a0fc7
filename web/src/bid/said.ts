// What was sent, in words: an amount, or what a format knows beside one.
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import type { OutFrame } from './outbox';
import { percentOf } from './share';
import type { OfferContent } from './sign';

const texts = dictionary(
  {
    kinds: { leave: 'Keluar dari lelang', withdraw: 'Tarik kembali', proxy: 'Batas penawaran otomatis', schedule: 'Daftar harga dan jumlah', package_terms: 'Batas dan potongan', esco: 'Kontrak kinerja energi', commit: 'Penawaran tersegel' },
    package: (name: string, parts: string, amount: string) => `Paket ${name}: ${parts} bagian, ${amount}`,
    withdrawPackage: (name: string) => `Tarik paket ${name}`,
    esco: (share: string, years: string, days: string) => `Kontrak: bagian ${share}, ${years} tahun ${days} hari`,
    commit: (version: string) => `Penawaran tersegel, versi ${version}`,
    schedule: (units: string, steps: number) => `${units} satuan dalam ${steps} langkah`,
    proxy: (floor: string) => `Penawaran otomatis sampai ${floor}`,
    other: (kind: string) => `Pernyataan (${kind})`,
  },
  {
    kinds: { leave: 'Leave the auction', withdraw: 'Take back', proxy: 'Automatic bidding', schedule: 'Prices and quantities', package_terms: 'Limits and discount', esco: 'Energy-performance contract', commit: 'Sealed bid' },
    package: (name: string, parts: string, amount: string) => `Package ${name}: ${parts} parts, ${amount}`,
    withdrawPackage: (name: string) => `Withdraw package ${name}`,
    esco: (share: string, years: string, days: string) => `Contract: share ${share}, ${years} ${years === '1' ? 'year' : 'years'} ${days} ${days === '1' ? 'day' : 'days'}`,
    commit: (version: string) => `Sealed bid, version ${version}`,
    schedule: (units: string, steps: number) => `${units} units in ${steps} ${steps === 1 ? 'step' : 'steps'}`,
    proxy: (floor: string) => `Automatic bids down to ${floor}`,
    other: (kind: string) => `Statement (${kind})`,
  },
);

export function useContentWords(): (content: OfferContent, currency: string) => string {
  const text = useText(texts);
  const format = useFormat();
  return (content, currency) => {
    const { kind, steps, floor, version } = content;
    if (kind === 'schedule' && Array.isArray(steps)) {
      const units = (steps as { quantity?: unknown }[]).reduce((sum, { quantity }) => sum + (typeof quantity === 'number' ? quantity : 0), 0);
      return text.schedule(format.number(units), steps.length);
    }
    if (kind === 'esco' && typeof content.share === 'string') return text.esco(format.percent(percentOf(content.share)), String(content.years), String(content.days));
    if (kind === 'commit' && typeof version === 'number') return text.commit(format.number(version));
    if (kind === 'proxy' && typeof floor === 'string') return text.proxy(format.money(floor, currency));
    const { name, parts, amount } = content;
    if (kind === 'package' && typeof name === 'string' && Array.isArray(parts) && typeof amount === 'string') return text.package(name, format.number(parts.length), format.money(amount, currency));
    if (kind === 'withdraw_package' && typeof name === 'string') return text.withdrawPackage(name);
    return (text.kinds as Record<string, string>)[kind] ?? text.other(kind);
  };
}

export function useSaid(): (frame: OutFrame, currency: string) => string {
  const format = useFormat();
  const content = useContentWords();
  return (frame, currency) => ('amount' in frame ? format.money(frame.amount, currency) : content(frame.content, currency));
}
