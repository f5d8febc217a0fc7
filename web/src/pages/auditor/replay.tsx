// An auction played from its ledger: the state at any entry, with the chart.
import './auditor.css';
import { session } from '../../api/session';
import type { TenderDocument } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { Empty } from '../../parts/empty/empty';
import { SelectField } from '../../parts/field/more_fields';
import { later } from '../../parts/later/later';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Problem } from '../../parts/problem/problem';
import { navigate, type PageProps } from '../../router';
import { ask } from './ask';
import { placeOf } from './audit';
import { TenderPage } from './tender_pages';

const texts = dictionary(
  {
    title: 'Putar ulang',
    lead: 'Lelang ini dijalankan lagi dari buku besar, dengan aturan yang sama. Geser ke langkah mana saja; tombol panah kiri dan kanan melangkah satu catatan.',
    lot: 'Lot',
    live: 'Putar ulang ini terbuka bagi semua setelah pemenang ditetapkan. Auditor dan petugas pembeli boleh melihatnya lebih awal, tetapi tidak selama ada penawaran yang masih tersegel.',
    large: 'Lelang ini terlalu panjang untuk diputar di sini. Unduh bundelnya dan putar dengan program “terang replay”.',
    differs: (seq: string) => `Catatan ${seq} tidak sama dengan hasil aturannya`,
    differsHelp: (path: string, expected: string, found: string) => `Pada ${path} seharusnya ${expected}, ternyata ${found}. Jalankan terang-verify pada bundel tender ini.`,
    cut: 'Hanya langkah-langkah pertama yang diputar di sini; semuanya ada dalam riwayat.',
    nothing: 'Belum ada yang terjadi pada lot ini.',
  },
  {
    title: 'Replay',
    lead: 'This auction is run again from the ledger, by the same rules. Go to any step; the left and right arrow keys go one entry at a time.',
    lot: 'Lot',
    live: 'This replay opens to everyone with the award. Auditors and the buyer’s officers may see it earlier, but not while bids are still sealed.',
    large: 'This auction is too long to be played here. Download its bundle and play it with the program “terang replay”.',
    differs: (seq: string) => `Entry ${seq} is not what its rules come to`,
    differsHelp: (path: string, expected: string, found: string) => `At ${path} it should be ${expected}, but is ${found}. Run terang-verify on this tender’s bundle.`,
    cut: 'Only the first steps are played here; the record has all of them.',
    nothing: 'Nothing has happened on this lot yet.',
  },
);

const Played = later(() => import('../officer/rehearsal_result').then((module) => module.RehearsalResult));

function Lot({ id, lot, at, document }: { id: string; lot: string; at: number | undefined; document: TenderDocument }) {
  const text = useText(texts);
  const who = useStore(session);
  const { value, problem, again } = useLoad((signal) => ask.replay(id, lot, signal), [id, lot, who?.account]);
  if (problem !== undefined) return <Problem problem={problem} own={{ not_disclosed: text.live, replay_too_large: text.large }} retry={again} />;
  if (!value) return <Loading />;
  const { mismatch, next } = value;
  return (
    <>
      {mismatch && (
        <Notice kind="danger" title={text.differs(String(mismatch.seq))}>
          <p>{text.differsHelp(mismatch.path, mismatch.expected, mismatch.found)}</p>
          <p>
            <a href={placeOf(id, mismatch.seq)}>#{mismatch.seq}</a>
          </p>
        </Notice>
      )}
      {typeof next === 'number' && <p class="quiet">{text.cut}</p>}
      {value.steps.length === 0 ? <Empty title={text.nothing} /> : <Played key={`${lot}:${at ?? ''}`} document={document} rehearsal={value} record={{ tender: id, ...(at !== undefined && { at }) }} />}
    </>
  );
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
