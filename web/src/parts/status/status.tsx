import type { LotPhase } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import type { IconName } from '../icon';
import { Pill, type PillKind } from '../pill/pill';

const texts = dictionary(
  {
    tender: {
      draft: 'Draf', planned: 'Direncanakan', published: 'Diumumkan', scheduled: 'Lelang dijadwalkan', live: 'Lelang berlangsung',
      paused: 'Lelang dijeda', closed: 'Lelang ditutup', awarded: 'Pemenang ditetapkan', unsuccessful: 'Gagal', cancelled: 'Dibatalkan',
    },
    lot: { scheduled: 'Belum mulai', live: 'Berlangsung', paused: 'Dijeda', closed: 'Ditutup', cancelled: 'Dibatalkan' },
    category: { goods: 'Barang', works: 'Pekerjaan konstruksi', services: 'Jasa' },
  },
  {
    tender: {
      draft: 'Draft', planned: 'Planned', published: 'Published', scheduled: 'Auction scheduled', live: 'Auction live',
      paused: 'Auction paused', closed: 'Auction closed', awarded: 'Awarded', unsuccessful: 'Unsuccessful', cancelled: 'Cancelled',
    },
    lot: { scheduled: 'Not started', live: 'Live', paused: 'Paused', closed: 'Closed', cancelled: 'Cancelled' },
    category: { goods: 'Goods', works: 'Works', services: 'Services' },
  },
);

export const tenderStatuses = [
  'published', 'scheduled', 'live', 'paused', 'closed', 'awarded', 'planned', 'unsuccessful', 'cancelled',
] as const;
export const categories = ['goods', 'works', 'services'] as const;

const looks: Record<string, [PillKind, IconName?]> = {
  draft: ['neutral'], planned: ['neutral'], published: ['info'], scheduled: ['info', 'clock'], live: ['primary', 'play'], paused: ['warning', 'pause'],
  closed: ['neutral', 'lock'], awarded: ['good'], unsuccessful: ['neutral', 'cross'], cancelled: ['danger'],
};

/** Words for states that come as codes; an unknown code is shown as it is. */
export function useStatusNames(): { tender: (state: string) => string; lot: (phase: LotPhase) => string; category: (code: string) => string } {
  const text = useText(texts);
  return {
    tender: (state) => (text.tender as Record<string, string>)[state] ?? state,
    lot: (phase) => text.lot[phase],
    category: (code) => (text.category as Record<string, string>)[code] ?? code,
  };
}

export function TenderStatus({ state }: { state: string }) {
  const names = useStatusNames();
  const [kind, icon] = looks[state] ?? ['neutral'];
  return (
    <Pill kind={kind} icon={icon}>
      {names.tender(state)}
    </Pill>
  );
}

export function LotStatus({ phase }: { phase: LotPhase }) {
  const names = useStatusNames();
  const [kind, icon] = looks[phase] ?? ['neutral'];
  return (
    <Pill kind={phase === 'scheduled' ? 'neutral' : kind} icon={icon}>
      {names.lot(phase)}
    </Pill>
  );
}
