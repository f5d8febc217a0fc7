// How the lots of a tender follow each other (tender/README.md): their planned times, and what it means in plain words.
import type { LotSequence, TenderDocument } from '../api/views';
import { formatFor } from '../i18n/format';
import { dictionary, type Language } from '../i18n/language';

const texts = dictionary(
  {
    parallel: 'Semua lot berjalan bersamaan.',
    serial: (gap: string) => `Lot berjalan satu per satu: lot berikutnya dibuka ${gap} setelah lot sebelumnya selesai, dan berlangsung selama yang pertama direncanakan.`,
    serialAtOnce: 'Lot berjalan satu per satu: lot berikutnya dibuka begitu lot sebelumnya selesai, dan berlangsung selama yang pertama direncanakan.',
    serialMoves: 'Perpanjangan, jeda atau gangguan sebuah lot menunda lot sesudahnya. Bila sebuah lot dibatalkan, lot berikutnya mengambil tempatnya.',
    staggered: (every: string) => `Semua lot dibuka bersamaan dan berakhir satu per satu, berjarak ${every}.`,
    move: (every: string) => `Bila akhir sebuah lot bergeser, lot sesudahnya ikut bergeser agar jaraknya tidak pernah kurang dari ${every}.`,
    keep: 'Bila akhir sebuah lot bergeser, lot lain tetap berakhir sesuai rencana.',
  },
  {
    parallel: 'All lots run at the same time.',
    serial: (gap: string) => `The lots run one after the other: the next opens ${gap} after the one before is over, and lasts as long as the first is planned to.`,
    serialAtOnce: 'The lots run one after the other: the next opens as soon as the one before is over, and lasts as long as the first is planned to.',
    serialMoves: 'An extension, a pause or an outage of one lot delays those behind it. Where a lot is cancelled, the next takes its place.',
    staggered: (every: string) => `All lots open together and end one by one, ${every} apart.`,
    move: (every: string) => `Where the end of one moves, those behind it move along, so that they are never less than ${every} apart.`,
    keep: 'Where the end of one moves, the others still end as planned.',
  },
);

/** One sentence each; nothing to say of a single lot. */
export function summariseSequence(language: Language, sequence: LotSequence | undefined, lots: number): string[] {
  if (lots < 2) return [];
  const text = texts[language];
  const length = (seconds: number): string => formatFor(language).duration(seconds);
  if (sequence?.kind === 'serial') return [sequence.gap_seconds > 0 ? text.serial(length(sequence.gap_seconds)) : text.serialAtOnce, text.serialMoves];
  if (sequence?.kind === 'staggered') {
    const every = length(sequence.every_seconds);
    return [text.staggered(every), sequence.when_extended === 'keep' ? text.keep : text.move(every)];
  }
  return [text.parallel];
}

/** When the lot at this position is planned to run, before anything of its own rules. */
export function plannedTimes(schedule: TenderDocument['schedule'], position: number): { starts_at: string; ends_at: string } {
  const { auction_starts_at: starts_at, auction_ends_at: ends_at, sequence } = schedule;
  const starts = Date.parse(starts_at);
  const ends = Date.parse(ends_at);
  if (!sequence || position === 0 || !(ends > starts)) return { starts_at, ends_at };
  const iso = (time: number): string => new Date(time).toISOString();
  if (sequence.kind === 'serial') {
    const by = position * (ends - starts + sequence.gap_seconds * 1000);
    return { starts_at: iso(starts + by), ends_at: iso(ends + by) };
  }
  return sequence.kind === 'staggered' ? { starts_at, ends_at: iso(ends + position * sequence.every_seconds * 1000) } : { starts_at, ends_at };
}
