// What happened to a lot in plain words: extensions, pauses, outages, disqualifications, each with its ledger entry.
import './events.css';
import type { ComponentChildren } from 'preact';
import type { HistoryPoint, LotEvent } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { millis } from '../lib/time';
import { useExtensionCause } from './extension';
import { foldEvents } from './fold';

const texts = dictionary(
  {
    opened: 'Lelang dimulai',
    advanced: 'Tahap berikutnya',
    folded: (n: string, from: string, to: string) => `${n} tahap berturut-turut, dari ${from} sampai ${to}`,
    each: 'Satu per satu',
    unsealed: 'Penawaran tersegel dibuka',
    closed: 'Lelang ditutup',
    settled: 'Gabungan paket ditetapkan',
    cancelled: 'Lot dibatalkan',
    paused: 'Dijeda, jam berhenti',
    resumed: (length: string) => `Dilanjutkan setelah jeda ${length}`,
    extended: (length: string, why: string) => `Diperpanjang ${length}: ${why}`,
    outage: (length: string, from: string, to: string) => `Penawaran tidak dapat diterima selama ${length}, dari ${from} sampai ${to}`,
    planned: (at: string) => `Lot sebelumnya selesai; lot ini dibuka ${at}`,
    disqualified: (who: string) => `${who} didiskualifikasi`,
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    someone: 'Satu penyedia',
    end: (before: string, after: string) => `Akhir lelang ${after}, tadinya ${before}.`,
    endStays: 'Akhir lelang tidak berubah.',
    reason: (reason: string) => `Alasan petugas: ${reason}`,
    entry: (seq: string) => `Catatan buku besar nomor ${seq}`,
    none: 'Belum ada yang terjadi.',
    list: 'Yang terjadi',
    older: (count: string) => `${count} yang lebih lama tidak ditampilkan di sini.`,
  },
  {
    opened: 'Auction started',
    advanced: 'Next stage',
    folded: (n: string, from: string, to: string) => `${n} stages in a row, from ${from} to ${to}`,
    each: 'One by one',
    unsealed: 'Sealed bids opened',
    closed: 'Auction closed',
    settled: 'Packages settled',
    cancelled: 'Lot cancelled',
    paused: 'Paused, the clock stopped',
    resumed: (length: string) => `Resumed after a pause of ${length}`,
    extended: (length: string, why: string) => `Extended by ${length}: ${why}`,
    outage: (length: string, from: string, to: string) => `No bids could be taken for ${length}, from ${from} to ${to}`,
    planned: (at: string) => `The lot before it is over; this one opens ${at}`,
    disqualified: (who: string) => `${who} was disqualified`,
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    someone: 'One bidder',
    end: (before: string, after: string) => `The auction ends ${after} instead of ${before}.`,
    endStays: 'The end of the auction did not move.',
    reason: (reason: string) => `The officer’s reason: ${reason}`,
    entry: (seq: string) => `Ledger entry ${seq}`,
    none: 'Nothing has happened yet.',
    list: 'What happened',
    older: (count: string) => `${count} earlier ones are not shown here.`,
  },
);

const shownAtMost = 200;

/** An event in a sentence, and what else there is to say of it. */
export function useEventWords(): (event: LotEvent, zone: string, bidder?: (pseudonym: string) => string) => { title: string; more: string[] } {
  const text = useText(texts);
  const format = useFormat();
  const cause = useExtensionCause();
  return (event, zone, bidder = text.bidder) => {
    const { kind, from, to, end, reason, pseudonym, seq, start } = event;
    const length = (a: string, b: string): string => format.duration((millis(b) - millis(a)) / 1000);
    const clock = (time: string): string => format.clock(time, zone);
    const title = ((): string => {
      switch (kind) {
        case 'resumed':
          return text.resumed(from && to ? length(from, to) : '');
        case 'extended':
          return text.extended(end ? length(end.from, end.to) : '', cause(event.rule ?? null, event.cause));
        case 'outage':
          return from && to ? text.outage(length(from, to), clock(from), clock(to)) : '';
        case 'planned':
          return text.planned(start ? clock(start) : '');
        case 'disqualified':
          return text.disqualified(pseudonym ? bidder(pseudonym) : text.someone);
        default:
          return text[kind];
      }
    })();
    return {
      title,
      more: [
        ...(reason ? [text.reason(reason)] : []),
        ...(end ? [text.end(clock(end.from), clock(end.to))] : kind === 'outage' ? [text.endStays] : []),
        text.entry(format.number(seq)),
      ],
    };
  };
}

/** Bids that floors made share the entry that set them off. */
export const pointKey = ({ seq, automatic, pseudonym = '' }: HistoryPoint): string => (automatic ? `${seq} ${pseudonym}` : String(seq));

export interface LotEventsProps {
  events: readonly LotEvent[];
  zone: string;
  bidder?: (pseudonym: string) => string;
  /** Bids to stand among them, and how each reads. */
  points?: readonly HistoryPoint[];
  bid?: (point: HistoryPoint) => ComponentChildren;
}

/** Newest first. */
export function LotEvents({ events, zone, bidder, points = [], bid }: LotEventsProps) {
  const text = useText(texts);
  const format = useFormat();
  const words = useEventWords();
  // A bid and the extension it brought are one entry: the bid reads first.
  const rows = [
    // What floors answered to it is part of it as well, and reads after it.
    ...[...points].reverse().map((point) => ({ seq: point.seq, at: point.at, key: `bid ${pointKey(point)}`, after: point.automatic ? 0.5 : 0, show: (): ComponentChildren => bid?.(point) })),
    ...foldEvents(events, points.map(({ seq }) => seq)).map(({ event, all }) => ({
      seq: event.seq,
      at: event.at,
      key: `event ${event.seq}`,
      after: 1,
      show: (): ComponentChildren => {
        if (all.length > 1) {
          return (
            <>
              <strong>{text.folded(format.number(all.length), format.clock(all[0]!.at, zone), format.clock(event.at, zone))}</strong>
              <details class="small quiet">
                <summary>{text.each}</summary>
                <ol class="event-folded">
                  {all.map(({ seq, at }) => (
                    <li key={seq}>
                      <span class="figures">{format.clock(at, zone)}</span>, {text.entry(format.number(seq))}
                    </li>
                  ))}
                </ol>
              </details>
            </>
          );
        }
        const { title, more } = words(event, zone, bidder);
        return (
          <>
            <strong>{title}</strong>
            {more.map((line) => (
              <span key={line} class="small quiet">
                {line}
              </span>
            ))}
          </>
        );
      },
    })),
  ].sort((a, b) => b.seq - a.seq || b.after - a.after);
  if (rows.length === 0) return <p class="quiet">{text.none}</p>;
  return (
    <>
      <ol class="event-list" tabIndex={0} aria-label={text.list}>
        {rows.slice(0, shownAtMost).map(({ key, at, show }) => (
          <li key={key}>
            <span class="quiet small figures">{format.clock(at, zone)}</span>
            <span class="stack tight">{show()}</span>
          </li>
        ))}
      </ol>
      {rows.length > shownAtMost && <p class="quiet small">{text.older(format.number(rows.length - shownAtMost))}</p>}
    </>
  );
}
