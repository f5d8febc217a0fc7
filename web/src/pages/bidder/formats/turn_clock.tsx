// Where the timetable of stepped rounds stands: which stage, whose turn, how long, and when one's own comes.
import './format.css';
import type { LotView, OwnLine, Rules } from '../../../api/views';
import { useFormat } from '../../../i18n/format';
import { dictionary, one, useText } from '../../../i18n/language';
import { useServerNow } from '../../../lib/server_clock';
import { stageLeft, turnAhead } from '../../../lot/stage_time';
import { Announcer } from '../../../parts/connection/announcer';
import { ClockLeft } from './price_clock';

const texts = dictionary(
  {
    label: 'Jalannya lelang',
    round: (n: string, of: string) => `Babak ${n} dari ${of}`,
    stages: {
      opening_pause: 'Penawaran awal dibuka. Babak pertama segera mulai',
      pause: 'Jeda sebelum babak berikutnya',
      pre_announcement: 'Semua giliran selesai. Hasil segera diumumkan',
      announcement: 'Lelang selesai',
    },
    yours: 'Giliran Anda',
    turn: (who: string) => `Giliran ${who}`,
    bidder: (n: string) => `Penyedia #${n}`,
    left: 'sisa',
    ahead: (n: string, time: string) => `Giliran Anda setelah ${n} giliran lagi, sekitar ${time}.`,
    first: (time: string) => `Giliran Anda yang pertama, mulai ${time}.`,
    next: (time: string) => `Sesudah ini giliran Anda, mulai ${time}.`,
    done: 'Giliran Anda di babak ini sudah lewat.',
    soon: (seconds: string) => `Giliran Anda: ${seconds} detik lagi.`,
    said: (stage: string) => `${stage}.`,
    begun: (length: string) => `Giliran Anda sekarang, ${length}.`,
  },
  {
    label: 'Course of the auction',
    round: (n: string, of: string) => `Round ${n} of ${of}`,
    stages: {
      opening_pause: 'Initial offers are open. The first round begins soon',
      pause: 'Pause before the next round',
      pre_announcement: 'All turns are over. The result is announced soon',
      announcement: 'The auction is over',
    },
    yours: 'Your turn',
    turn: (who: string) => `${who} has the turn`,
    bidder: (n: string) => `Bidder #${n}`,
    left: 'for',
    ahead: (n: string, time: string) => `Your turn comes after ${n} more ${one(Number(n), 'turn', 'turns')}, at about ${time}.`,
    first: (time: string) => `Your turn is the first, from ${time}.`,
    next: (time: string) => `Your turn is next, from ${time}.`,
    done: 'Your turn of this round is over.',
    soon: (seconds: string) => `Your turn: ${seconds} seconds left.`,
    said: (stage: string) => `${stage}.`,
    begun: (length: string) => `It is your turn now, for ${length}.`,
  },
);

/** "#2", or the pseudonym where the format has given no number yet. */
export function numberOf(view: Pick<LotView, 'standings'>, pseudonym: string): string {
  const number = view.standings.find((row) => row.pseudonym === pseudonym)?.number;
  return number === undefined ? pseudonym : String(number);
}

export function TurnClock({ view, own, rules, zone }: { view: LotView; own: OwnLine; rules: Rules; zone: string }) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(1000);
  const { stage, phase } = view;
  const left = stageLeft(view, now);
  // Until the opening the lot's own clock says it all.
  if (!stage || phase === 'scheduled') return null;
  const mine = stage.turn === own.pseudonym;
  const held = phase === 'paused';
  const title = mine ? text.yours : stage.turn ? text.turn(text.bidder(numberOf(view, stage.turn))) : ((text.stages as Record<string, string>)[stage.name] ?? '');
  const ahead = own.disqualified ? undefined : turnAhead(view, own.pseudonym, rules);
  const takesPart = own.best !== null && !own.disqualified;
  // Said at thirty and at ten seconds, not every second.
  const mark = mine && !held && left !== undefined && left > 0 ? [10, 30].find((seconds) => left <= seconds * 1000) : undefined;
  return (
    <section class={`price-clock turn-clock${mine ? ' mine' : ''}${held ? ' held' : mine && left !== undefined && left < 10_000 ? ' urgent' : ''}`} aria-label={text.label}>
      {stage.round !== undefined && <p class="price-clock-name">{text.round(format.number(stage.round), format.number(stage.rounds ?? stage.round))}</p>}
      <p class="turn-clock-title">{title}</p>
      <ClockLeft left={left} held={held} word={text.left} />
      {!held && !mine && ahead && <p>{ahead.before === 0 ? text.first(format.clock(ahead.at, zone)) : ahead.before === 1 && stage.turn ? text.next(format.clock(ahead.at, zone)) : text.ahead(format.number(ahead.before), format.clock(ahead.at, zone))}</p>}
      {takesPart && !mine && !ahead && stage.turn && <p>{text.done}</p>}
      <Announcer
        message={mark !== undefined ? text.soon(String(mark)) : text.said(title)}
        urgent={mine && !held ? text.begun(format.duration(rules.turn_seconds ?? 120)) : ''}
        every={1000}
      />
    </section>
  );
}
