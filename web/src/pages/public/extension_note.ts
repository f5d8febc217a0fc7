import type { Extension } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';

const texts = dictionary(
  {
    note: (by: string, why: string, at: string) => `+${by}: ${why} pada ${at}`,
    rules: {
      any_bid: 'penawaran baru', leader_change: 'penyedia terdepan berganti', any_rank_change: 'peringkat berubah', top_k_change: 'peringkat teratas berubah',
      outage: 'pengganti gangguan sistem', officer: 'diperpanjang petugas',
    },
  },
  {
    note: (by: string, why: string, at: string) => `+${by}: ${why} at ${at}`,
    rules: {
      any_bid: 'new bid', leader_change: 'another bidder took the lead', any_rank_change: 'a rank changed', top_k_change: 'the first places changed',
      outage: 'to make up for a failure of the system', officer: 'extended by the officer',
    },
  },
);

/** "+2 minutes: another bidder took the lead at 14:58:31". */
export function useExtensionNote(): (extension: Extension, zone: string) => string {
  const text = useText(texts);
  const format = useFormat();
  return (extension, zone) => {
    const why = (text.rules as Record<string, string>)[extension.rule ?? 'officer'] ?? text.rules.officer;
    const reason = extension.reason ? `${why} (${extension.reason})` : why;
    return text.note(format.duration(extension.by_seconds), reason, format.clock(extension.at, zone));
  };
}
