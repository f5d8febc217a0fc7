import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import type { Extension } from '../api/views';

const texts = dictionary(
  {
    rules: {
      any_bid: 'ada penawaran baru',
      leader_change: 'ada harga terbaik baru',
      any_rank_change: 'urutan berubah',
      top_k_change: 'urutan teratas berubah',
      soft_close: 'ada penawaran menjelang akhir',
      outage: 'ganti waktu gangguan platform',
      opening: 'pembukaan penawaran belum selesai',
      officer: 'diperpanjang petugas',
      sequence: 'lot sebelumnya berakhir lebih lambat',
    },
    note: (length: string, why: string, at: string) => `+${length}: ${why} pada ${at}`,
    because: (why: string, reason: string) => `${why} (${reason})`,
  },
  {
    rules: {
      any_bid: 'new bid',
      leader_change: 'new best bid',
      any_rank_change: 'the order changed',
      top_k_change: 'the top places changed',
      soft_close: 'bid close to the end',
      outage: 'time given back after an outage',
      opening: 'the opening of bids was not done',
      officer: 'extended by the officer',
      sequence: 'the lot before it ends later',
    },
    note: (length: string, why: string, at: string) => `+${length}: ${why} at ${at}`,
    because: (why: string, reason: string) => `${why} (${reason})`,
  },
);

/** Why the end moved, in words. */
export function useExtensionCause(): (rule: string | null, cause: string | null | undefined) => string {
  const text = useText(texts);
  return (rule, cause) => (text.rules as Record<string, string>)[rule ?? cause ?? 'officer'] ?? text.rules.officer;
}

/** "+2 min: new best bid at 14.58.31". */
export function useExtension(): (extension: Extension, zone: string) => string {
  const text = useText(texts);
  const format = useFormat();
  const causeOf = useExtensionCause();
  return ({ at, by_seconds, rule, cause, reason }, zone) => {
    const why = causeOf(rule, cause);
    return text.note(format.duration(by_seconds), reason ? text.because(why, reason) : why, format.clock(at, zone));
  };
}
