// One entry of a record: the sentence, and behind it all that is there.
import type { TenderDocument } from '../../api/views';
import { useContentWords } from '../../bid/said';
import { useVerdict } from '../../bid/verdicts';
import { dictionary, type Language, useLanguage, useText } from '../../i18n/language';
import { Hash } from '../../parts/hash/hash';
import { SummaryList } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { Pill } from '../../parts/pill/pill';
import { Time } from '../../parts/time/time';
import { type Disclosure, type Entry, lotsOf, placeOf } from './audit';
import { type EntryWorld, wordsOf } from './entry_words';

const texts = dictionary(
  {
    details: 'Rincian',
    withheldTitle: 'Isi belum dibuka',
    erasedTitle: 'Isi dihapus',
    withheld: 'Catatan ini ada dan tempatnya terbukti, tetapi isinya belum boleh Anda baca.',
    erased: 'Isi catatan ini dihapus. Sidik jarinya tetap, sehingga semua bukti masih berlaku.',
    erasedBy: (seq: number) => `Alasannya: catatan ${seq}`,
    erasedWhere: 'Siapa dan mengapa tertulis dalam catatan “Isi catatan dihapus” di riwayat ini.',
    discloses: {
      at_once: 'Terbuka bagi semua sejak dicatat.', at_turn_end: 'Terbuka saat giliran penawarnya berakhir.', at_publication: 'Terbuka bagi semua saat tender diumumkan.', at_opening: 'Terbuka bagi semua saat penawaran dibuka.',
      at_award: 'Terbuka bagi semua saat pemenang ditetapkan.', at_end: 'Terbuka bagi semua saat pemenang ditetapkan atau tender dibatalkan.', never: 'Tidak pernah terbuka bagi umum.',
    },
    when: 'Keterbukaan',
    rule: 'Aturan keterbukaan',
    basis: 'Atas dasar',
    seq: 'Nomor dalam log',
    tseq: 'Nomor dalam tender',
    leaf: 'Sidik jari (daun pohon)',
    kind: 'Jenis',
    lots: 'Lot',
    raw: 'Isi seperti tertulis',
    receipt: 'Tanda terima',
    verify: 'Periksa tanda terima',
    here: (seq: string) => `Tautan ke catatan ${seq}`,
    replay: 'Lihat lelang pada saat ini',
    document: 'Bandingkan dokumen ini',
  },
  {
    details: 'Details',
    withheldTitle: 'Content not disclosed yet',
    erasedTitle: 'Content erased',
    withheld: 'This entry is there and its place is proved, but you may not read its content yet.',
    erased: 'The content of this entry was erased. Its fingerprint remains, so every proof still holds.',
    erasedBy: (seq: number) => `The reason: entry ${seq}`,
    erasedWhere: 'Who did it and why stands in the entry “Content erased” of this record.',
    discloses: {
      at_once: 'Open to everyone as soon as it is recorded.', at_turn_end: 'Open when its bidder’s turn is over.', at_publication: 'Open to everyone when the tender is published.', at_opening: 'Open to everyone when the bids are opened.',
      at_award: 'Open to everyone when the tender is awarded.', at_end: 'Open to everyone when the tender is awarded or cancelled.', never: 'Never open to the public.',
    },
    when: 'Disclosure',
    rule: 'Rule of disclosure',
    basis: 'On what ground',
    seq: 'Number in the log',
    tseq: 'Number in the tender',
    leaf: 'Fingerprint (leaf of the tree)',
    kind: 'Kind',
    lots: 'Lots',
    raw: 'Content as written',
    receipt: 'Receipt',
    verify: 'Verify the receipt',
    here: (seq: string) => `Link to entry ${seq}`,
    replay: 'See the auction at this moment',
    document: 'Compare this document',
  },
);

export function useDisclosureWords(): (discloses: Disclosure) => string {
  const text = useText(texts);
  return (discloses) => text.discloses[discloses] ?? discloses;
}

/** Everything a sentence needs of the tender and of the reader's language. */
export function useEntryWords(document: TenderDocument): (entry: Entry) => ReturnType<typeof wordsOf> {
  const language: Language = useLanguage();
  const verdict = useVerdict();
  const content = useContentWords();
  const world: EntryWorld = {
    currency: document.currency,
    zone: document.time_zone,
    lotTitle: (id) => document.lots.find((lot) => lot.id === id)?.title ?? '',
    verdict: (name) => verdict(name).title,
    content: (said) => content(said, document.currency),
  };
  return (entry) => wordsOf(language, entry, world);
}

export interface EntryItemProps {
  entry: Entry;
  tender: string;
  zone: string;
  words: ReturnType<typeof wordsOf>;
  /** The entry that erased this one, where it is known. */
  erasedBy?: number | undefined;
  /** Receipts are for those concerned and for auditors. */
  receipts: boolean;
}

const acts = /^(bid|offer|lot)\./;

export function EntryItem({ entry, tender, zone, words, erasedBy, receipts }: EntryItemProps) {
  const text = useText(texts);
  const disclosure = useDisclosureWords();
  const { seq, withheld, kind } = entry;
  const lots = lotsOf(entry);
  const place = placeOf(tender, seq);
  return (
    <li id={String(seq)} class={`entry${withheld ? ' withheld' : ''}`} tabIndex={-1}>
      <p class="entry-when small">
        <a class="figures" href={place} aria-label={text.here(String(seq))}>
          #{seq}
        </a>
        <Time at={entry.at} zone={zone} seconds />
      </p>
      <div class="stack tight">
        <p class="row">
          {withheld === 'erased' ? <Pill kind="warning">{text.erasedTitle}</Pill> : withheld ? <Pill icon="lock">{text.withheldTitle}</Pill> : <strong>{words.name}</strong>}
          {withheld && kind && <span class="quiet">{words.name}</span>}
        </p>
        {withheld ? (
          <p>
            {text[withheld === 'erased' ? 'erased' : 'withheld']} {withheld === 'undisclosed' && entry.discloses && disclosure(entry.discloses)}
            {withheld === 'erased' && (erasedBy === undefined ? text.erasedWhere : <a href={placeOf(tender, erasedBy)}>{text.erasedBy(erasedBy)}</a>)}
          </p>
        ) : (
          <p class="entry-says">{words.says}</p>
        )}
        <details class="fold entry-details">
          <summary>
            {text.details} <Icon name="down" size={12} />
          </summary>
          <div class="stack tight">
            <SummaryList
              narrow
              items={[
                withheld ? null : { key: text.basis, value: `${words.who}. ${words.basis}` },
                kind ? { key: text.kind, value: <code>{kind}</code> } : null,
                lots.length ? { key: text.lots, value: lots.join(', ') } : null,
                { key: text.seq, value: seq },
                entry.tseq === null ? null : { key: text.tseq, value: entry.tseq },
                { key: text.leaf, value: <Hash value={entry.leaf} name={text.leaf} length={16} /> },
                entry.discloses ? { key: text.when, value: disclosure(entry.discloses) } : null,
                { key: text.rule, value: <code>{entry.rule}</code> },
              ]}
            />
            {entry.data && (
              <>
                <p class="small quiet">{text.raw}</p>
                <pre class="entry-raw small" tabIndex={0}>{JSON.stringify(entry.data, null, 2)}</pre>
              </>
            )}
            <p class="row no-print">
              {receipts && <a href={`/verify?receipt=${seq}`}>{text.verify}</a>}
              {receipts && (
                <a href={`/api/v1/receipts/${seq}`} download={`terang-receipt-${seq}.txt`}>
                  {text.receipt}
                </a>
              )}
              {kind && acts.test(kind) && lots.length === 1 && <a href={`/tender/${tender}/replay?lot=${lots[0]!}&seq=${seq}`}>{text.replay}</a>}
              {(kind === 'tender.published' || kind === 'tender.amended') && <a href={`/tender/${tender}/compare?to=${seq}`}>{text.document}</a>}
            </p>
          </div>
        </details>
      </div>
    </li>
  );
}
