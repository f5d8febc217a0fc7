// Two versions of a tender's document side by side, or this tender's and another's: what, before, after.
import './auditor.css';
import { useState } from 'preact/hooks';
import { session } from '../../api/session';
import type { TenderDocument, TenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, one, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { Button } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { TextField } from '../../parts/field/field';
import { SelectField } from '../../parts/field/more_fields';
import { Section } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Problem } from '../../parts/problem/problem';
import { Table } from '../../parts/table/table';
import { navigate, type PageProps } from '../../router';
import { useFormatName } from '../../rules/format_texts';
import { usePlaceName } from '../officer/editor/problems';
import { ask } from './ask';
import type { Entry } from './audit';
import { type Change, changesBetween, type Leaf, leafKind, ruleChanges } from './changes';
import { TenderPage, tenderOf } from './tender_pages';

const texts = dictionary(
  {
    title: 'Bandingkan',
    lead: 'Apa yang berbeda antara dua versi dokumen tender ini, atau antara tender ini dan tender lain. Setiap versi dibaca dari buku besar.',
    before: 'Sebelum',
    after: 'Sesudah',
    published: (seq: string, at: string) => `Diumumkan, ${at} (catatan ${seq})`,
    addendum: (seq: string, at: string) => `Adendum, ${at} (catatan ${seq})`,
    drafted: (seq: string, at: string) => `Konsep, ${at} (catatan ${seq})`,
    now: (title: string) => `Tender lain: ${title}`,
    other: 'Nomor tender lain',
    otherHint: 'Dokumennya yang berlaku sekarang dipakai sebagai “sesudah”.',
    otherDo: 'Bandingkan',
    ownDo: 'Kembali ke versi tender ini',
    one: 'Hanya ada satu versi',
    oneHelp: 'Tender ini belum mempunyai adendum. Anda tetap dapat membandingkannya dengan tender lain.',
    none: 'Belum ada versi yang terbuka bagi Anda',
    same: 'Tidak ada yang berbeda',
    rules: 'Aturan lelang dalam bahasa sehari-hari',
    lot: (id: string, title: string) => `Lot ${id}: ${title}`,
    gone: 'Tidak berlaku lagi',
    come: 'Berlaku sekarang',
    kept: (n: string) => `${n} kalimat lain tidak berubah.`,
    fields: (n: string) => `Setiap bagian yang berbeda (${n})`,
    field: 'Bagian',
    yes: 'ya',
    no: 'tidak',
    absent: 'tidak ada',
  },
  {
    title: 'Compare',
    lead: 'What differs between two versions of this tender’s document, or between this tender and another. Each version is read from the ledger.',
    before: 'Before',
    after: 'After',
    published: (seq: string, at: string) => `Published, ${at} (entry ${seq})`,
    addendum: (seq: string, at: string) => `Addendum, ${at} (entry ${seq})`,
    drafted: (seq: string, at: string) => `Draft, ${at} (entry ${seq})`,
    now: (title: string) => `Another tender: ${title}`,
    other: 'Number of another tender',
    otherHint: 'Its document as it stands is taken as “after”.',
    otherDo: 'Compare',
    ownDo: 'Back to this tender’s versions',
    one: 'There is only one version',
    oneHelp: 'This tender has no addendum yet. You can still compare it with another tender.',
    none: 'No version is open to you yet',
    same: 'Nothing differs',
    rules: 'The auction’s rules in plain words',
    lot: (id: string, title: string) => `Lot ${id}: ${title}`,
    gone: 'No longer holds',
    come: 'Holds now',
    kept: (n: string) => `${n} other ${one(Number(n), 'sentence is', 'sentences are')} unchanged.`,
    fields: (n: string) => `Every field that differs (${n})`,
    field: 'Field',
    yes: 'yes',
    no: 'no',
    absent: 'not there',
  },
);

type Kind = 'published' | 'addendum' | 'drafted';
interface Version {
  seq: number;
  at: string;
  kind: Kind;
  document: TenderDocument;
}

const kinds: Record<string, Kind> = { 'tender.published': 'published', 'tender.amended': 'addendum', 'tender.drafted': 'drafted' };
/** A tender is published near the beginning of its record. */
const pagesToPublication = 5;

function versionOf({ seq, at, kind, data }: Entry): Version[] {
  const named = kinds[kind ?? ''];
  return named && data?.document ? [{ seq, at, kind: named, document: data.document as TenderDocument }] : [];
}

/** The addenda are where the view says; what is before them, at the beginning of the record. */
async function versionsOf(view: TenderView, signal: AbortSignal): Promise<Version[]> {
  const found: Version[] = [];
  let after: number | undefined;
  for (let page = 0; page < pagesToPublication && !found.some(({ kind }) => kind === 'published'); page += 1) {
    const { entries, next } = await ask.entries(view.id, after, signal);
    found.push(...entries.flatMap(versionOf));
    if (next === null) break;
    after = next;
  }
  const missing = view.addenda.filter(({ seq }) => !found.some((version) => version.seq === seq));
  const addenda = await Promise.all(missing.map(async ({ seq }) => (await ask.entries(view.id, seq - 1, signal, 1)).entries.flatMap(versionOf)));
  return [...found, ...addenda.flat()].sort((a, b) => a.seq - b.seq);
}

function useLeafWords(document: TenderDocument): (path: string, value: Leaf | undefined) => string {
  const text = useText(texts);
  const format = useFormat();
  const formatName = useFormatName();
  return (path, value) => {
    if (value === undefined || value === null) return text.absent;
    switch (leafKind(path, value)) {
      case 'money': return format.money(String(value), document.currency);
      case 'percent': return format.percent(String(value));
      case 'seconds': return format.duration(Number(value));
      case 'time': return format.dateTime(String(value), document.time_zone, true);
      case 'format': return formatName(String(value));
      case 'number': return format.number(String(value));
      case 'boolean': return value ? text.yes : text.no;
      case 'text': return String(value);
    }
  };
}

function Differences({ before, after, file }: { before: TenderDocument; after: TenderDocument; file: string }) {
  const text = useText(texts);
  const format = useFormat();
  const place = usePlaceName();
  const wordsBefore = useLeafWords(before);
  const wordsAfter = useLeafWords(after);
  const changes = changesBetween(before, after);
  const rules = ruleChanges(format.language, before, after);
  const nameOf = ({ path }: Change): string => {
    const lot = /^\/lots\/(\d+)/.exec(path);
    const own = place(path) || path.split('/').pop()!;
    return lot ? `Lot ${Number(lot[1]) + 1}, ${own}` : own;
  };
  if (changes.length === 0) return <Empty title={text.same} />;
  return (
    <>
      {rules.length > 0 && (
        <Section title={text.rules}>
          {rules.map((lot) => (
            <div key={lot.lot} class="stack tight">
              <h3>{text.lot(lot.lot, lot.title)}</h3>
              {(['gone', 'come'] as const).map((which) => lot[which].length > 0 && (
                <div key={which}>
                  <p class="quiet small">{text[which]}</p>
                  <ul>
                    {lot[which].map((sentence) => (
                      <li key={sentence}>{which === 'gone' ? <del>{sentence}</del> : <ins>{sentence}</ins>}</li>
                    ))}
                  </ul>
                </div>
              ))}
              {lot.same > 0 && <p class="quiet small">{text.kept(format.number(lot.same))}</p>}
            </div>
          ))}
        </Section>
      )}
      <Section title={text.fields(format.number(changes.length))}>
        <Table
          caption={text.fields(format.number(changes.length))}
          hideCaption
          file={file}
          rows={changes}
          rowKey={(row) => row.path}
          columns={[
            { id: 'field', name: text.field, lead: true, cell: (row) => <>{nameOf(row)} <code class="quiet small">{row.path}</code></>, text: (row) => row.path },
            { id: 'before', name: text.before, cell: (row) => <span class="difference">{wordsBefore(row.path, row.before)}</span>, text: (row) => String(row.before ?? '') },
            { id: 'after', name: text.after, cell: (row) => <span class="difference">{wordsAfter(row.path, row.after)}</span>, text: (row) => String(row.after ?? '') },
          ]}
        />
      </Section>
    </>
  );
}

function Versions({ view, query }: { view: TenderView; query: URLSearchParams }) {
  const text = useText(texts);
  const format = useFormat();
  const who = useStore(session);
  const other = query.get('with') ?? '';
  const [typed, setTyped] = useState(other);
  const own = useLoad((signal) => versionsOf(view, signal), [view.id, who?.account]);
  const foreign = useLoad(async (signal) => (other ? (await tenderOf(other, signal)).document : undefined), [other]);
  if (!own.value) return own.problem !== undefined ? <Problem problem={own.problem} retry={own.again} /> : <Loading />;
  const versions = own.value;
  if (versions.length === 0) return <Empty title={text.none} />;
  const chosen = (name: string, otherwise: number): Version => versions.find(({ seq }) => String(seq) === query.get(name)) ?? versions[otherwise]!;
  const after = chosen('to', versions.length - 1);
  const at = versions.indexOf(after);
  const before = chosen('from', other ? versions.length - 1 : Math.max(0, at - 1));
  const go = (change: Record<string, string>): void => navigate(`/tender/${view.id}/compare?${new URLSearchParams({ from: String(before.seq), ...(other ? { with: other } : { to: String(after.seq) }), ...change })}`);
  const choices = versions.map(({ seq, at: time, kind }) => ({ value: String(seq), label: text[kind](format.number(seq), format.dateTime(time, view.document.time_zone)) }));
  return (
    <>
      <div class="record-filters no-print">
        <SelectField label={text.before} value={String(before.seq)} choices={choices} onChange={(value) => go({ from: value })} />
        {!other && <SelectField label={text.after} value={String(after.seq)} choices={choices} onChange={(value) => go({ to: value })} />}
        {other && foreign.value && <p>{text.now(foreign.value.title)}</p>}
      </div>
      <form
        class="record-filters no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) navigate(`/tender/${view.id}/compare?with=${encodeURIComponent(typed.trim())}`);
        }}
      >
        <TextField
          label={text.other}
          hint={text.otherHint}
          value={typed}
          onInput={setTyped}
          size="medium"
          spellcheck={false}
          after={<Button type="submit">{text.otherDo}</Button>}
        />
        {other && (
          <p>
            <a href={`/tender/${view.id}/compare`}>{text.ownDo}</a>
          </p>
        )}
      </form>
      {other ? (
        foreign.problem !== undefined ? <Problem problem={foreign.problem} retry={foreign.again} /> : foreign.value ? <Differences before={before.document} after={foreign.value} file={`terang-${view.id}-${other}`} /> : <Loading />
      ) : versions.length === 1 ? (
        <Empty title={text.one}>{text.oneHelp}</Empty>
      ) : (
        <>
          <p class="quiet">{`${choices[versions.indexOf(before)]!.label} → ${choices[at]!.label}`}</p>
          <Differences before={before.document} after={after.document} file={`terang-${view.id}-${before.seq}-${after.seq}`} />
        </>
      )}
    </>
  );
}

export default function ComparePage({ params, query }: PageProps) {
  const text = useText(texts);
  return (
    <TenderPage id={params.id!} title={text.title}>
      {(_, view) => (
        <>
          <p>{text.lead}</p>
          <Versions view={view} query={query} />
        </>
      )}
    </TenderPage>
  );
}
