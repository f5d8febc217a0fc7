// Who could see which entry from when on, and who has fetched evidence.
import './auditor.css';
import { dictionary, useText } from '../../i18n/language';
import { useLoad } from '../../lib/use_load';
import { Empty } from '../../parts/empty/empty';
import { Section } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Pager } from '../../parts/pager/pager';
import { Problem } from '../../parts/problem/problem';
import { Table } from '../../parts/table/table';
import { Time } from '../../parts/time/time';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { ask } from './ask';
import { placeOf } from './audit';
import { entryTexts } from './entry_texts';
import { TenderPage } from './tender_pages';

const texts = dictionary(
  {
    title: 'Siapa melihat apa',
    disclosures: 'Yang terbuka, dan bagi siapa',
    disclosuresHelp: 'Menurut tabel keterbukaan yang berlaku saat tender diumumkan. Tanpa waktu: belum terbuka.',
    reads: 'Bukti yang diambil',
    readsHelp: 'Siapa mengambil bundel, tanda terima, dokumen, atau riwayat tender ini, dan kapan. Pembaca umum tanpa akun tidak dicatat.',
    noReads: 'Belum ada bukti yang diambil',
    noDisclosures: 'Belum ada catatan',
    entry: 'Catatan',
    kind: 'Jenis',
    audience: 'Bagi siapa',
    audiences: { party: 'yang bersangkutan', officers: 'petugas pembeli', auditors: 'auditor', public: 'semua orang' },
    at: 'Sejak',
    notYet: 'belum',
    rule: 'Aturan',
    when: 'Waktu',
    account: 'Akun',
    role: 'Peran',
    what: 'Apa',
    whats: { bundle: 'bundel tender', receipt: 'tanda terima', document: 'dokumen', entries: 'riwayat' },
  },
  {
    title: 'Who saw what',
    disclosures: 'What is open, and to whom',
    disclosuresHelp: 'By the table of disclosure that held when the tender was published. Without a time: not open yet.',
    reads: 'Evidence that was fetched',
    readsHelp: 'Who fetched the bundle, receipts, documents or the record of this tender, and when. Readers without an account are not recorded.',
    noReads: 'No evidence has been fetched yet',
    noDisclosures: 'No entries yet',
    entry: 'Entry',
    kind: 'Kind',
    audience: 'To whom',
    audiences: { party: 'those concerned', officers: 'the buyer’s officers', auditors: 'auditors', public: 'everyone' },
    at: 'Since',
    notYet: 'not yet',
    rule: 'Rule',
    when: 'Time',
    account: 'Account',
    role: 'Role',
    what: 'What',
    whats: { bundle: 'tender bundle', receipt: 'receipt', document: 'document', entries: 'record' },
  },
);

function Accesses({ id, zone, after }: { id: string; zone: string; after: number | undefined }) {
  const text = useText(texts);
  const entry = useText(entryTexts);
  const names = entry.names as Record<string, string>;
  const roles = entry.who as unknown as Record<string, string>;
  const { value, problem, again } = useLoad((signal) => ask.access(id, after, signal), [id, after]);
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  const place = (seq: number) => <a href={placeOf(id, seq)}>#{seq}</a>;
  return (
    <>
      <Section title={text.disclosures}>
        <p>{text.disclosuresHelp}</p>
        <Table
          caption={text.disclosures}
          hideCaption
          file={`terang-${id}-disclosures`}
          rows={value.disclosures.map((one, n) => ({ ...one, n }))}
          rowKey={(row) => row.n}
          sorted={{ column: 'seq' }}
          empty={<Empty title={text.noDisclosures} />}
          columns={[
            { id: 'seq', name: text.entry, numeric: true, cell: (row) => place(row.seq), sort: (row) => row.seq, text: (row) => String(row.seq) },
            { id: 'kind', name: text.kind, lead: true, cell: (row) => names[row.kind] ?? row.kind, sort: (row) => row.kind, text: (row) => row.kind },
            { id: 'audience', name: text.audience, cell: (row) => text.audiences[row.audience] ?? row.audience, sort: (row) => row.audience, text: (row) => row.audience },
            { id: 'at', name: text.at, cell: (row) => (row.at ? <Time at={row.at} zone={zone} seconds /> : <span class="quiet">{text.notYet}</span>), sort: (row) => row.at ?? '9', text: (row) => row.at ?? '' },
            { id: 'rule', name: text.rule, cell: (row) => <code class="small">{row.rule}</code>, text: (row) => row.rule },
          ]}
        />
        <Pager previous={after === undefined ? undefined : `/tender/${id}/access`} next={typeof value.next === 'number' ? `/tender/${id}/access?after=${value.next}` : undefined} />
      </Section>
      <Section title={text.reads}>
        <p>{text.readsHelp}</p>
        <Table
          caption={text.reads}
          hideCaption
          file={`terang-${id}-reads`}
          rows={value.reads.map((one, n) => ({ ...one, n }))}
          rowKey={(row) => row.n}
          sorted={{ column: 'at', down: true }}
          empty={<Empty title={text.noReads} />}
          columns={[
            { id: 'at', name: text.when, cell: (row) => <Time at={row.at} zone={zone} seconds />, sort: (row) => row.at, text: (row) => row.at },
            { id: 'account', name: text.account, lead: true, cell: (row) => <>{row.name} <code class="quiet">{row.account}</code></>, sort: (row) => row.account, text: (row) => row.account },
            { id: 'role', name: text.role, cell: (row) => roles[row.role] ?? row.role, text: (row) => row.role },
            { id: 'what', name: text.what, cell: (row) => text.whats[row.what] ?? row.what, sort: (row) => row.what, text: (row) => row.what },
            { id: 'seq', name: text.entry, numeric: true, cell: (row) => (row.seq === null ? '' : place(row.seq)), text: (row) => String(row.seq ?? '') },
          ]}
        />
      </Section>
    </>
  );
}

export default function AccessPage({ params, query }: PageProps) {
  const text = useText(texts);
  const id = params.id!;
  const after = query.get('after') ?? '';
  return (
    <Guard roles={['auditor', 'officer']}>
      {() => (
        <TenderPage id={id} title={text.title}>
          {(document) => <Accesses id={id} zone={document.time_zone} after={/^\d+$/.test(after) ? Number(after) : undefined} />}
        </TenderPage>
      )}
    </Guard>
  );
}
