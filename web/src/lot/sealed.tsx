// Sealed bids for officers and for everybody: that they are sealed and until when; then what was in them and what is paid.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { LotView, Opened } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { Amount } from '../parts/amount/amount';
import { Button } from '../parts/button/button';
import { Section, SummaryList } from '../parts/headings/headings';
import { Notice } from '../parts/notice/notice';
import { Table } from '../parts/table/table';
import { Time } from '../parts/time/time';
import { useDefect } from './defects';
import { sealedState, sealedUntil } from './sealing';
import { LotWinners } from './stage';

const texts = dictionary(
  {
    before: 'Penawarannya akan tersegel',
    sealed: 'Penawaran tersegel',
    until: 'Dibuka bersama-sama setelah',
    nobody: 'Sampai saat itu tidak ada yang melihat apakah ada yang menawar, siapa, dan berapa; petugas pun tidak.',
    platform: 'Dalam mode ini platform sendiri dapat membuka penawaran sebelum waktunya.',
    opening: 'Penawaran sedang dibuka',
    openingHelp: 'Batas waktu sudah lewat. Semua penawaran dibuka bersama-sama; hasilnya muncul di sini.',
    never: 'Penawaran lot ini tidak dibuka.',
    opened: 'Penawaran yang dibuka',
    none: 'Tidak ada penawaran.',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    who: 'Penyedia',
    amount: 'Penawaran',
    invalid: 'tidak dihitung',
    you: 'Anda',
    winner: 'Pemenang menurut lelang',
    noWinner: 'tidak ada',
    later: 'Lot ini punya harga batas yang dirahasiakan: siapa yang menang baru diumumkan saat penetapan.',
    bid: 'Penawarannya',
    paid: 'Harga yang dibayar',
    second: 'Yang terendah menang, dan dibayar harga tertinggi yang masih membuatnya menang: setinggi penawaran berikutnya, paling tinggi batas harga lot.',
    showAll: (all: string) => `Tampilkan semua ${all}`,
  },
  {
    before: 'Bids will be sealed',
    sealed: 'Bids are sealed',
    until: 'They are opened all at once after',
    nobody: 'Until then nobody sees whether anyone has bid, who, or how much; officers neither.',
    platform: 'In this mode the platform itself could open a bid early.',
    opening: 'The bids are being opened',
    openingHelp: 'The deadline has passed. All bids are opened at once; the result appears here.',
    never: 'The bids of this lot are not opened.',
    opened: 'The bids as opened',
    none: 'There were no bids.',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    who: 'Bidder',
    amount: 'Bid',
    invalid: 'does not count',
    you: 'You',
    winner: 'Winner by the auction',
    noWinner: 'nobody',
    later: 'This lot has a secret limit: who wins is made public with the award.',
    bid: 'Their bid',
    paid: 'Price to be paid',
    second: 'The lowest bid wins, and is paid the highest price with which it would still have won: what the next one asked, at most the limit of the lot.',
    showAll: (all: string) => `Show all ${all}`,
  },
);

/** Nothing once the bids are opened. */
export function SealedNotice({ view, zone, children }: { view: LotView; zone: string; children?: ComponentChildren }) {
  const text = useText(texts);
  const state = sealedState(view);
  if (state === undefined || state === 'opened') return null;
  if (state === 'never') return <p class="quiet">{text.never}</p>;
  if (state === 'opening') {
    return (
      <Notice kind="info" title={text.opening} live="status">
        <p>{text.openingHelp}</p>
        {children}
      </Notice>
    );
  }
  return (
    <Notice kind="info" title={state === 'before' ? text.before : text.sealed}>
      <p>
        {text.until} <Time at={sealedUntil(view)} zone={zone} seconds />. {text.nobody}
      </p>
      <p>{text.platform}</p>
      {children}
    </Notice>
  );
}

/** The sentence that every screen of a sealed lot carries. */
export function usePlatformSentence(): string {
  return useText(texts).platform;
}

const shownAtMost = 200;

/** Every bid with its amount, or why it does not count. */
export function OpenedList({ view, bidder, you }: { view: LotView; bidder?: ((pseudonym: string) => string) | undefined; you?: string }) {
  const text = useText(texts);
  const format = useFormat();
  const defect = useDefect();
  const [whole, setWhole] = useState(false);
  const all = view.opened ?? [];
  const who = (row: Opened): string => {
    const name = (bidder ?? text.bidder)(row.bidder);
    return row.bidder === you ? `${text.you} (${name})` : name;
  };
  if (all.length === 0) return <p class="quiet">{text.none}</p>;
  return (
    <>
      <Table
        caption={text.opened}
        hideCaption
        file={`terang-${view.tender}-lot-${view.lot}-opened`}
        rows={whole ? all : all.slice(0, shownAtMost)}
        rowKey={(row) => row.bidder}
        mark={(row) => row.bidder === you}
        columns={[
          { id: 'who', name: text.who, lead: true, cell: who, text: who },
          {
            id: 'amount',
            name: text.amount,
            numeric: true,
            cell: (row) =>
              row.amount ? (
                <Amount amount={row.amount} currency={view.currency} />
              ) : (
                <>
                  {defect(row.defect ?? '')} <span class="quiet">({text.invalid})</span>
                </>
              ),
            text: (row) => row.amount ?? row.defect ?? '',
          },
        ]}
      />
      {!whole && all.length > shownAtMost && (
        <p>
          <Button small onClick={() => setWhole(true)}>
            {text.showAll(format.number(all.length))}
          </Button>
        </p>
      )}
    </>
  );
}

/** Who won by the opened bids and what is paid; nothing of a hybrid lot, whose live round decides. */
function Outcome({ view, bidder }: { view: LotView; bidder: (pseudonym: string) => string }) {
  const text = useText(texts);
  const { result, currency } = view;
  if (view.format === 'hybrid') return null;
  if (!result) return view.opened?.some(({ amount }) => amount) ? <p>{text.later}</p> : null;
  const second = view.format === 'sealed_second_price';
  const own = view.opened?.find((one) => one.bidder === result.winner)?.amount;
  return (
    <>
      {(result.winners ?? []).length > 1 ? (
        <LotWinners view={view} bidder={bidder} />
      ) : (
        <SummaryList
          items={[
            { key: text.winner, value: result.winner ? <strong>{bidder(result.winner)}</strong> : text.noWinner },
            result.winner && own ? { key: text.bid, value: <Amount amount={own} currency={currency} /> } : null,
            result.amount ? { key: text.paid, value: <Amount amount={result.amount} currency={currency} words /> } : null,
          ]}
        />
      )}
      {second && result.winner && <p class="small">{text.second}</p>}
    </>
  );
}

export function SealedResult({ view, bidder, you, level = 3 }: { view: LotView; bidder?: (pseudonym: string) => string; you?: string; level?: 2 | 3 }) {
  const text = useText(texts);
  if (sealedState(view) !== 'opened') return null;
  const names = new Map(view.standings.map(({ pseudonym, name }) => [pseudonym, name]));
  const of = (pseudonym: string): string => {
    const name = names.get(pseudonym);
    return name ? `${name} (${text.bidder(pseudonym)})` : text.bidder(pseudonym);
  };
  return (
    <Section title={text.opened} level={level}>
      <Outcome view={view} bidder={bidder ?? of} />
      <OpenedList view={view} bidder={bidder ?? of} {...(you !== undefined && { you })} />
    </Section>
  );
}
