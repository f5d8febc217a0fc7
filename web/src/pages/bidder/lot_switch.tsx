import { useState } from 'preact/hooks';
import type { OutBid } from '../../bid/outbox';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { millis } from '../../lib/time';
import type { LotState } from './bid';
import { StatePill } from './phase';

const texts = dictionary(
  {
    lots: 'Lot Anda',
    all: (n: number) => `Semua lot Anda (${n})`,
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    leads: 'Anda memimpin',
    rank: (n: string) => `Peringkat ${n}`,
    none: 'Belum menawar',
    sealed: 'Penawaran tersegel tercatat',
    waiting: 'Belum dijawab',
  },
  {
    lots: 'Your lots',
    all: (n: number) => `All your lots (${n})`,
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    leads: 'You lead',
    rank: (n: string) => `Rank ${n}`,
    none: 'No bid yet',
    sealed: 'Sealed bid recorded',
    waiting: 'Unanswered',
  },
);

function Left({ endsAt }: { endsAt: string }) {
  const format = useFormat();
  const now = useServerNow(1000);
  return <span class="figures">{format.countdown(millis(endsAt) - now)}</span>;
}

/** Every lot one takes part in, with its state and one's own position; folded away on a phone where there are many. */
export function LotSwitch({ id, lots, current, bids }: { id: string; lots: LotState[]; current: string; bids: OutBid[] }) {
  const text = useText(texts);
  const [wide] = useState(() => matchMedia('(min-width: 960px)').matches);
  const list = (
    <ul>
      {lots.map(({ view, own }) => {
        const waiting = bids.some(({ frame, answer }) => frame.tender === id && frame.lot === view.lot && !answer);
        const position = waiting ? text.waiting : own.leads ? text.leads : own.rank ? text.rank(String(own.rank)) : own.committed ? text.sealed : own.bids === 0 ? text.none : '';
        return (
          <li key={view.lot}>
            <a href={`/tender/${id}/bid?lot=${view.lot}`} aria-current={view.lot === current ? 'page' : undefined}>
              <span class="lot-switch-title">{text.lot(view.lot, view.title)}</span>
              {view.phase === 'live' ? <Left endsAt={view.ends_at} /> : <StatePill state={view.phase} />}
              <span class={`small lot-switch-position${own.leads ? ' leads' : own.rank ? ' behind' : ''}`}>{position}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
  return (
    <nav class="lot-switch" aria-label={text.lots}>
      {lots.length > 3 && !wide ? (
        <details>
          <summary>{text.all(lots.length)}</summary>
          {list}
        </details>
      ) : (
        list
      )}
    </nav>
  );
}
