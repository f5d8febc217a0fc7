// What the file tells beside entries: documents that came with it, keys of the log that were changed or distrusted, content
// that was erased, by whom and why.
import type { ComponentChildren } from 'preact';
import { useFormat } from '../../i18n/format';
import { dictionary, one, useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { useSize } from '../../parts/file_drop/file_drop';
import { Section, SummaryList } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { Time } from '../../parts/time/time';
import type { DocumentWord, ErasureWord, KeyWord, NamedKeys } from '../../verify/report';

const texts = dictionary(
  {
    keys: 'Kunci log',
    keysHelp: 'Log sendiri mencatat pergantian kuncinya. Kunci baru hanya berlaku bila kunci lama ikut menandatangani pergantian itu; ini sudah diperiksa.',
    unproved: 'Karena ada yang tidak cocok, catatan ini belum terbukti.',
    named: (keys: string) => `Berkas ini menyebut ${keys} kunci log, semuanya sesuai dengan catatan di dalamnya.`,
    namedByWord: (keys: string, word: string) => `Berkas ini menyebut ${keys} kunci log; ${word} di antaranya hanya menurut kata berkas itu sendiri, karena catatan yang mengatakannya tidak ada di dalamnya.`,
    rotated: 'Kunci diganti',
    compromised: 'Kunci tidak lagi dipercaya',
    old: 'Kunci lama',
    next: 'Kunci baru',
    key: 'Kunci',
    until: 'Keduanya berlaku sampai',
    from: 'Tidak dipercaya untuk',
    size: (count: string) => `pernyataan atas ${count} catatan atau lebih`,
    erasures: 'Isi yang dihapus',
    erasuresHelp: 'Isi catatan ini dihapus dengan alasan yang tercatat. Tempatnya dalam buku besar tetap terbukti.',
    entry: 'Catatan',
    at: 'Waktu',
    by: 'Oleh',
    reason: 'Alasan',
    erased: 'Yang dihapus',
    erasedOf: (_count: number, seqs: string) => `Isi catatan ${seqs}`,
    tender: 'Tender',
    more: (count: string) => `Masih ada ${count} lagi; unduh laporan untuk semuanya.`,
    documents: 'Dokumen dalam berkas',
    documentsHelp: 'Setiap dokumen sama persis dengan yang disebut catatan: nama, ukuran dan SHA-256-nya.',
    documentSize: 'Ukuran',
    namedBy: 'Disebut catatan',
    withheld: 'Isinya tidak disertakan: hanya untuk pihak yang berhak.',
    hash: 'SHA-256',
  },
  {
    keys: 'Keys of the log',
    keysHelp: 'The log itself records changes of its key. A new key counts only if the old one signed the change too; this was checked.',
    unproved: 'As something does not fit, none of this is proved.',
    named: (keys: string) => `This file names ${keys} keys of the log, all as the entries in it say.`,
    namedByWord: (keys: string, word: string) => `This file names ${keys} ${one(Number(keys.replace(/\D/g, '')), 'key', 'keys')} of the log; of ${word} it has no entry that says so, only its own word.`,
    rotated: 'The key was changed',
    compromised: 'A key is no longer trusted',
    old: 'Old key',
    next: 'New key',
    key: 'Key',
    until: 'Both count until',
    from: 'Not trusted for',
    size: (count: string) => `statements over ${count} entries or more`,
    erasures: 'Erased content',
    erasuresHelp: 'The content of these entries was erased, for reasons on record. Their place in the ledger is proved all the same.',
    entry: 'Entry',
    at: 'Time',
    by: 'By',
    reason: 'Reason',
    erased: 'What was erased',
    erasedOf: (count: number, seqs: string) => `The content of ${one(count, 'entry', 'entries')} ${seqs}`,
    tender: 'Tender',
    more: (count: string) => `${count} more; download the report for all of them.`,
    documents: 'Documents in the file',
    documentsHelp: 'Each document is exactly the one that an entry names: its name, size and SHA-256.',
    documentSize: 'Size',
    namedBy: 'Named by entry',
    withheld: 'Its content is withheld: it is for those concerned alone.',
    hash: 'SHA-256',
  },
);

const shown = 20;

/** One key that nothing is to be said of is no news. */
export const tellsOf = ({ keys, shown: proved }: NamedKeys): boolean => keys > 1 || proved < keys;

/** 3, 5–9 */
export function ranges(numbers: readonly number[], number: (value: number) => string): string[] {
  const out: string[] = [];
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === sorted[end]! + 1) end += 1;
    out.push(end === at ? number(sorted[at]!) : `${number(sorted[at]!)}–${number(sorted[end]!)}`);
    at = end + 1;
  }
  return out;
}

function Told({ word, title, more }: { word: { seq: number; at: string; by: string; reason: string }; title?: string; more: ({ key: string; value: ComponentChildren } | null)[] }) {
  const text = useText(texts);
  const format = useFormat();
  return (
    <div class="stack tight">
      {title && <h3>{title}</h3>}
      <SummaryList
        items={[
          { key: text.entry, value: format.number(word.seq) },
          { key: text.at, value: <Time at={word.at} zone={localZone()} seconds /> },
          word.by ? { key: text.by, value: word.by } : null,
          word.reason ? { key: text.reason, value: word.reason } : null,
          ...more,
        ]}
      />
    </div>
  );
}

export function Words({ keys, erasures, documents, named, holds }: { keys: KeyWord[]; erasures: ErasureWord[]; documents: DocumentWord[]; named: NamedKeys | undefined; holds: boolean }) {
  const text = useText(texts);
  const octets = useSize();
  const more = named && tellsOf(named);
  const format = useFormat();
  const vkey = (value: string) => <code class="verify-value">{value}</code>;
  const rest = (list: unknown[]) => list.length > shown && <p class="quiet">{text.more(format.number(list.length - shown))}</p>;
  return (
    <>
      {!holds && (
        <Notice kind="warning">
          <p>{text.unproved}</p>
        </Notice>
      )}
      {documents.length > 0 && (
        <Section title={text.documents}>
          {holds && <p>{text.documentsHelp}</p>}
          {documents.slice(0, shown).map((word) => (
            <div key={`${word.tender} ${word.sha256}`} class="stack tight">
              <h3 class="file-name">{word.name}</h3>
              {word.withheld && <p>{text.withheld}</p>}
              <SummaryList
                items={[
                  { key: text.documentSize, value: octets(word.size) },
                  { key: text.tender, value: <a href={`/tender/${encodeURIComponent(word.tender)}`}>{word.tender}</a> },
                  { key: text.namedBy, value: format.number(word.seq) },
                  { key: text.hash, value: <code class="verify-value">{word.sha256}</code> },
                ]}
              />
            </div>
          ))}
          {rest(documents)}
        </Section>
      )}
      {(keys.length > 0 || more) && (
        <Section title={text.keys}>
          {more && <p>{named.shown < named.keys ? text.namedByWord(format.number(named.keys), format.number(named.keys - named.shown)) : text.named(format.number(named.keys))}</p>}
          {holds && keys.length > 0 && <p>{text.keysHelp}</p>}
          {keys.slice(0, shown).map((word) => (
            <Told
              key={word.seq}
              word={word}
              title={word.successor ? text.rotated : text.compromised}
              more={
                word.successor
                  ? [
                      { key: text.old, value: vkey(word.vkey) },
                      { key: text.next, value: vkey(word.successor.vkey) },
                      { key: text.until, value: <Time at={word.successor.until} zone={localZone()} seconds /> },
                    ]
                  : [
                      { key: text.key, value: vkey(word.vkey) },
                      { key: text.from, value: text.size(format.number(word.fromSize ?? 0)) },
                    ]
              }
            />
          ))}
          {rest(keys)}
        </Section>
      )}
      {erasures.length > 0 && (
        <Section title={text.erasures}>
          {holds && <p>{text.erasuresHelp}</p>}
          {erasures.slice(0, shown).map((word) => (
            <Told
              key={word.seq}
              word={word}
              more={[
                { key: text.erased, value: text.erasedOf(word.erased.length, format.list(ranges(word.erased, format.number))) },
                word.tender ? { key: text.tender, value: <a href={`/tender/${encodeURIComponent(word.tender)}`}>{word.tender}</a> } : null,
              ]}
            />
          ))}
          {rest(erasures)}
        </Section>
      )}
    </>
  );
}
