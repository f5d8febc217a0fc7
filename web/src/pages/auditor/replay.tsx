// An auction played from its ledger: the state at any entry, with the chart.
import './auditor.css';
import { session } from '../../api/session';
import type { TenderDocument } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { SelectField } from '../../parts/field/more_fields';
import { later } from '../../parts/later/later';
import { Loading } from '../../parts/loading/loading';
import { Problem } from '../../parts/problem/problem';
import { navigate, type PageProps } from '../../router';
import { ask } from './ask';
import { TenderPage } from './tender_pages';

const texts = dictionary(
  {
    title: 'Putar ulang',
    lead: 'Lelang ini dijalankan lagi dari buku besar, dengan aturan yang sama. Geser ke langkah mana saja; tombol panah kiri dan kanan melangkah satu catatan.',
    lot: 'Lot',
    live: 'Lot ini belum selesai. Putar ulangnya terbuka bagi semua setelah lelang berakhir; yang terlihat di sini adalah yang boleh Anda lihat sekarang.',
  },
  {
    title: 'Replay',
    lead: 'This auction is run again from the ledger, by the same rules. Go to any step; the left and right arrow keys go one entry at a time.',
    lot: 'Lot',
    live: 'This lot is not over. Its replay opens to everyone once the auction has ended; what you see here is what you may see now.',
  },
);

const Played = later(() => import('../officer/rehearsal_result').then((module) => module.RehearsalResult));

function Lot({ id, lot, at, document }: { id: string; lot: string; at: number | undefined; document: TenderDocument }) {
  const text = useText(texts);
  const who = useStore(session);
  const { value, problem, again } = useLoad((signal) => ask.replay(id, lot, signal), [id, lot, who?.account]);
  if (problem !== undefined) return <Problem problem={problem} own={{ not_disclosed: text.live }} retry={again} />;
  if (!value) return <Loading />;
  return <Played key={`${lot}:${at ?? ''}`} document={document} rehearsal={value} record={{ tender: id, ...(at !== undefined && { at }) }} />;
}

export default function ReplayPage({ params, query }: PageProps) {
  const text = useText(texts);
  const id = params.id!;
  return (
    <TenderPage id={id} title={text.title}>
      {(document) => {
        const lot = document.lots.find((one) => one.id === query.get('lot'))?.id ?? document.lots[0]!.id;
        const seq = query.get('seq') ?? '';
        return (
          <>
            <p>{text.lead}</p>
            {document.lots.length > 1 && (
              <SelectField label={text.lot} value={lot} choices={document.lots.map((one) => ({ value: one.id, label: `${one.id}: ${one.title}` }))} onChange={(value) => navigate(`/tender/${id}/replay?lot=${value}`)} />
            )}
            <Lot key={lot} id={id} lot={lot} at={/^\d+$/.test(seq) ? Number(seq) : undefined} document={document} />
          </>
        );
      }}
    </TenderPage>
  );
}
