import type { Story } from '../story';
import { Timeline } from './timeline';

export const stories: Story[] = [
  {
    name: 'past, now, to come',
    render: (l) => (
      <Timeline
        steps={[
          { title: l === 'id' ? 'Diumumkan' : 'Published', when: '20 November 2026, 10.00 WIB', state: 'past' },
          { title: l === 'id' ? 'Lelang berlangsung' : 'Auction is live', when: '22 November 2026, 10.00 WIB', state: 'now' },
          { title: l === 'id' ? 'Penetapan pemenang' : 'Award', state: 'next' },
        ]}
      />
    ),
  },
  {
    name: 'stopped',
    render: (l) => (
      <Timeline
        steps={[
          { title: l === 'id' ? 'Diumumkan' : 'Published', when: '20 November 2026, 10.00 WIB', state: 'past' },
          { title: l === 'id' ? 'Tender dibatalkan' : 'Tender cancelled', when: '21 November 2026, 16.30 WIB', state: 'problem' },
        ]}
      />
    ),
  },
];
