import type { Story } from '../story';
import { Pill } from './pill';

export const stories: Story[] = [
  {
    name: 'all kinds',
    render: (l) => (
      <div class="row">
        <Pill>{l === 'id' ? 'Draf' : 'Draft'}</Pill>
        <Pill kind="primary">{l === 'id' ? 'Sedang berlangsung' : 'Live'}</Pill>
        <Pill kind="good">{l === 'id' ? 'Pemenang ditetapkan' : 'Awarded'}</Pill>
        <Pill kind="warning">{l === 'id' ? 'Dijeda' : 'Paused'}</Pill>
        <Pill kind="danger">{l === 'id' ? 'Dibatalkan' : 'Cancelled'}</Pill>
        <Pill kind="info">{l === 'id' ? 'Diumumkan' : 'Published'}</Pill>
      </div>
    ),
  },
];
