import './clock.css';
import type { ComponentChildren } from 'preact';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { localZone, millis } from '../../lib/time';
import { Icon } from '../icon';

const texts = dictionary(
  {
    waits: (lot: string) => `Dibuka setelah lot ${lot} selesai`,
    planned: (time: string) => `Direncanakan ${time}`,
    starts: 'Mulai dalam',
    left: 'Sisa waktu',
    closing: 'Waktu habis, menunggu penutupan oleh server',
    paused: 'Dijeda. Sisa waktu yang disimpan',
    closed: 'Lelang ditutup',
    cancelled: 'Lelang dibatalkan',
    startsAt: (time: string) => `Mulai ${time}`,
    endsAt: (time: string) => `Berakhir ${time}`,
    endedAt: (time: string) => `Ditutup ${time}`,
  },
  {
    waits: (lot: string) => `Opens after lot ${lot}`,
    planned: (time: string) => `Planned for ${time}`,
    starts: 'Starts in',
    left: 'Time left',
    closing: 'Time is up, waiting for the server to close',
    paused: 'Paused. Time that is kept',
    closed: 'Auction closed',
    cancelled: 'Auction cancelled',
    startsAt: (time: string) => `Starts ${time}`,
    endsAt: (time: string) => `Ends ${time}`,
    endedAt: (time: string) => `Closed ${time}`,
  },
);

export interface ClockProps {
  phase: 'scheduled' | 'live' | 'paused' | 'closed' | 'cancelled';
  startsAt: string;
  endsAt: string;
  /** The lot that this one waits for: there is no countdown then. */
  opensAfter?: string | null | undefined;
  /** While paused: what will be left after the pause. */
  remainingSeconds?: number | undefined;
  zone?: string;
  /** An extension and its reason: "+2 min: new best bid at 14.58.31". */
  note?: ComponentChildren;
}

/** The countdown, on the server's clock. */
export function Clock({ phase, startsAt, endsAt, remainingSeconds, opensAfter, zone = localZone(), note }: ClockProps) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(1000);
  const target = phase === 'scheduled' ? millis(startsAt) : millis(endsAt);
  const left = phase === 'paused' ? (remainingSeconds ?? 0) * 1000 : target - now;
  const over = phase === 'closed' || phase === 'cancelled';
  const urgent = phase === 'live' && left < 60_000;
  const waits = phase === 'scheduled' && opensAfter ? opensAfter : undefined;
  const label = over ? text[phase] : waits ? text.waits(waits) : phase === 'scheduled' ? text.starts : phase === 'paused' ? text.paused : left > 0 ? text.left : text.closing;
  return (
    <div class={`clock ${phase}${urgent ? ' urgent' : ''}`}>
      <p class="clock-label">
        <Icon name={phase === 'paused' ? 'pause' : phase === 'closed' ? 'lock' : over ? 'cross' : 'clock'} /> {label}
      </p>
      {!over && !waits && (
        <p class="clock-time figures" role="timer">
          {format.countdown(left)}
        </p>
      )}
      <p class="clock-at figures">
        {waits && text.planned(format.dateTime(startsAt, zone, true))}
        {phase === 'scheduled' && !waits && text.startsAt(format.dateTime(startsAt, zone, true))}
        {phase === 'live' && text.endsAt(format.dateTime(endsAt, zone, true))}
        {phase === 'closed' && text.endedAt(format.dateTime(endsAt, zone, true))}
      </p>
      {note && <p class="clock-note">{note}</p>}
    </div>
  );
}
