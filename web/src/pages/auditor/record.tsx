// A tender's record, entry by entry, for whoever reads it: what is not disclosed to him is there without its content.
import './auditor.css';
import '../../style/row_list.css';
import { useEffect, useRef } from 'preact/hooks';
import { session } from '../../api/session';
import type { TenderDocument } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { Empty } from '../../parts/empty/empty';
import { SelectField } from '../../parts/field/more_fields';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Pager } from '../../parts/pager/pager';
import { Problem } from '../../parts/problem/problem';
import { navigate, type PageProps } from '../../router';
import { ask } from './ask';
import { type Entry, gather, lotsOf } from './audit';
import { EntryItem, useEntryWords } from './entry_item';
import { entryKinds, entryTexts } from './entry_texts';
import { TenderPage } from './tender_pages';
import { WatchButton } from './watch_button';

const texts = dictionary(
  {
    title: 'Riwayat',
    lead: 'Semua yang tercatat tentang tender ini, dari yang paling awal. Isi yang belum boleh Anda baca ditandai; tempatnya tetap terlihat.',
    hushed: 'Selama penawaran masih tersegel, sebagian catatan tidak ditampilkan: jumlahnya saja sudah memberi tahu terlalu banyak. Semuanya muncul setelah segel dibuka.',
    kind: 'Jenis catatan',
    every: 'Semua jenis',
    withheld: 'Isi belum dibuka atau dihapus',
    lot: 'Lot',
    everyLot: 'Semua lot',
    none: 'Tidak ada catatan yang cocok',
    noneYet: 'Belum ada catatan yang terbuka bagi Anda',
    noneHelp: 'Ubah pilihan jenis atau lot, atau mulai dari awal riwayat.',
    range: (from: string, to: string, n: string) => `Catatan ${from}–${to} (${n})`,
    filter: 'Saring riwayat',
  },
  {
    title: 'Record',
    lead: 'Everything recorded about this tender, oldest first. Content that you may not read yet is marked; its place can be seen all the same.',
    hushed: 'While bids are sealed some entries are not shown: their number alone would tell too much. All of them appear once the seals are opened.',
    kind: 'Kind of entry',
    every: 'Every kind',
    withheld: 'Content not disclosed or erased',
    lot: 'Lot',
    everyLot: 'Every lot',
    none: 'No entry fits',
    noneYet: 'No entries are open to you yet',
    noneHelp: 'Change the kind or the lot, or start from the beginning of the record.',
    range: (from: string, to: string, n: string) => `Entries ${from}–${to} (${n})`,
    filter: 'Filter the record',
  },
);

/** Of entries that were erased: which entry did it. */
function erasures(entries: readonly Entry[]): Map<number, number> {
  return new Map(entries.flatMap(({ seq, kind, data }) => (kind === 'entry.erased' && Array.isArray(data?.erased) ? (data.erased as number[]).map((erased) => [erased, seq] as const) : [])));
}

function addressOf(id: string, now: URLSearchParams, change: Record<string, string>): string {
  const query = new URLSearchParams([...now].filter(([, value]) => value));
  for (const [name, value] of Object.entries(change)) if (value) query.set(name, value);
    else query.delete(name);
  return `/tender/${id}/record${query.size ? `?${query}` : ''}`;
}

function Entries({ id, query, document }: { id: string; query: URLSearchParams; document: TenderDocument }) {
  const text = useText(texts);
  const format = useFormat();
  const names = useText(entryTexts).names as Record<string, string>;
  const wordsOf = useEntryWords(document);
  const who = useStore(session);
  const [kind, lot, after] = [query.get('kind') ?? '', query.get('lot') ?? '', query.get('after')];
  const from = after !== null && /^\d+$/.test(after) ? Number(after) : undefined;
  const fits = (entry: Entry): boolean => (!kind || (kind === 'withheld' ? entry.withheld !== null : entry.kind === kind)) && (!lot || lotsOf(entry).includes(lot));
  const { value, problem, again, loading } = useLoad((signal) => gather((start) => ask.entries(id, start, signal), from, fits), [id, after, kind, lot, who?.account]);
  const jumped = useRef('');
  // The browser looked for the address's #seq before the entries were there.
  useEffect(() => {
    const hash = window.location.hash.slice(1);
    if (!value || !/^\d+$/.test(hash) || jumped.current === hash) return;
    jumped.current = hash;
    const entry = window.document.getElementById(hash);
    entry?.scrollIntoView({ block: 'start' });
    entry?.focus({ preventScroll: true });
  }, [value]);
  const entries = value?.entries ?? [];
  const erased = erasures(entries);
  return (
    <>
      <div class="record-filters no-print" role="group" aria-label={text.filter}>
        <SelectField label={text.kind} value={kind} empty={text.every} choices={[{ value: 'withheld', label: text.withheld }, ...entryKinds.map((one) => ({ value: one, label: names[one] ?? one }))]} onChange={(value) => navigate(addressOf(id, query, { kind: value, after: '' }))} />
        {document.lots.length > 1 && (
          <SelectField label={text.lot} value={lot} empty={text.everyLot} choices={document.lots.map((one) => ({ value: one.id, label: `${one.id}: ${one.title}` }))} onChange={(value) => navigate(addressOf(id, query, { lot: value, after: '' }))} />
        )}
      </div>
      {value?.hushed && (
        <Notice>
          <p>{text.hushed}</p>
        </Notice>
      )}
      {!value ? (
        problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />
      ) : entries.length === 0 ? (
        <Empty title={kind || lot ? text.none : text.noneYet}>{kind || lot ? text.noneHelp : undefined}</Empty>
      ) : (
        <ol class="record row-list" aria-busy={loading ? 'true' : undefined}>
          {entries.map((entry) => (
            <EntryItem key={entry.seq} entry={entry} tender={id} zone={document.time_zone} words={wordsOf(entry)} erasedBy={erased.get(entry.seq)} receipts={!!who && who.role !== 'bidder'} />
          ))}
        </ol>
      )}
      {value && (entries.length > 0 || value.next !== null) && (
        <Pager
          previous={from === undefined ? undefined : addressOf(id, query, { after: '' })}
          next={value.next === null ? undefined : addressOf(id, query, { after: String(value.next) })}
          summary={entries.length ? text.range(format.number(entries[0]!.seq), format.number(entries[entries.length - 1]!.seq), format.number(entries.length)) : ''}
        />
      )}
    </>
  );
}

export default function RecordPage({ params, query }: PageProps) {
  const text = useText(texts);
  const id = params.id!;
  return (
    <TenderPage id={id} title={text.title}>
      {(document) => (
        <>
          <div class="row spread">
            <p>{text.lead}</p>
            <WatchButton tender={id} />
          </div>
          <Entries id={id} query={query} document={document} />
        </>
      )}
    </TenderPage>
  );
}
