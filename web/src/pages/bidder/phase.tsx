import type { LotPhase, TenderState } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { Pill, type PillKind } from '../../parts/pill/pill';
import type { IconName } from '../../parts/icon';

const texts = dictionary(
  {
    draft: 'Konsep',
    published: 'Diumumkan',
    scheduled: 'Terjadwal',
    live: 'Berlangsung',
    paused: 'Dijeda',
    closed: 'Ditutup',
    awarded: 'Pemenang ditetapkan',
    cancelled: 'Dibatalkan',
  },
  {
    draft: 'Draft',
    published: 'Published',
    scheduled: 'Scheduled',
    live: 'Live',
    paused: 'Paused',
    closed: 'Closed',
    awarded: 'Awarded',
    cancelled: 'Cancelled',
  },
);
const looks: Record<TenderState, [PillKind, IconName]> = {
  draft: ['neutral', 'half'],
  published: ['info', 'info'],
  scheduled: ['info', 'clock'],
  live: ['good', 'play'],
  paused: ['warning', 'pause'],
  closed: ['neutral', 'lock'],
  awarded: ['primary', 'check'],
  cancelled: ['danger', 'cross'],
};

/** The state of a tender or a lot as a pill. */
export function StatePill({ state }: { state: TenderState | LotPhase | string }) {
  const text = useText(texts);
  const [kind, icon] = looks[state as TenderState] ?? ['neutral', 'ring'];
  return (
    <Pill kind={kind} icon={icon}>
      {(text as Record<string, string>)[state] ?? state}
    </Pill>
  );
}
