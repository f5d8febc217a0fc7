import './connection.css';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { useFormat } from '../../i18n/format';
import { Pill } from '../pill/pill';

const texts = dictionary(
  {
    open: 'Tersambung',
    connecting: 'Menyambung…',
    lost: 'Sambungan terputus',
    again: (length: string) => `Mencoba lagi dalam ${length}.`,
    trying: 'Sedang mencoba menyambung lagi.',
    meanwhile: 'Waktu lelang terus berjalan di server. Penawaran Anda yang sudah diterima tetap berlaku.',
  },
  {
    open: 'Connected',
    connecting: 'Connecting…',
    lost: 'Connection lost',
    again: (length: string) => `Trying again in ${length}.`,
    trying: 'Trying to connect again.',
    meanwhile: 'The auction’s clock goes on at the server. A bid of yours that was accepted stands.',
  },
);

export type ConnectionState = 'connecting' | 'open' | 'lost';

export function ConnectionPill({ state }: { state: ConnectionState }) {
  const text = useText(texts);
  if (state === 'open') return <Pill kind="good" icon="signal">{text.open}</Pill>;
  if (state === 'connecting') return <Pill icon="signal">{text.connecting}</Pill>;
  return <Pill kind="danger" icon="signal">{text.lost}</Pill>;
}

function Countdown({ until }: { until: number }) {
  const text = useText(texts);
  const format = useFormat();
  useServerNow(1000);
  const seconds = Math.ceil((until - Date.now()) / 1000);
  return <>{seconds > 0 ? text.again(format.duration(seconds)) : text.trying}</>;
}

/** What a lost connection means for the clock and for a bid that stands. `retryAt` is on the device's own clock. */
export function ConnectionBanner({ state, retryAt }: { state: ConnectionState; retryAt?: number | undefined }) {
  const text = useText(texts);
  if (state !== 'lost') return null;
  return (
    <div class="connection-banner">
      {/* Only the fact is announced; the seconds would be read out one by one. */}
      <strong role="alert">{text.lost}</strong> <span>{retryAt ? <Countdown until={retryAt} /> : text.trying}</span>
      <p class="small">{text.meanwhile}</p>
    </div>
  );
}
