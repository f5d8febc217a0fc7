import type { Story } from '../story';
import { Section, SummaryList } from './headings';

export const stories: Story[] = [
  {
    name: 'section with summary list',
    render: (l) => (
      <Section
        title={l === 'id' ? 'Ringkasan' : 'Summary'}
        aside={<a href="/style">{l === 'id' ? 'Lihat semua' : 'See all'}</a>}
      >
        <SummaryList
          items={[
            { key: l === 'id' ? 'Pembeli' : 'Buyer', value: 'Dinas Kesehatan Kabupaten Contoh' },
            { key: l === 'id' ? 'Nilai perkiraan' : 'Estimate', value: 'Rp 1.250.000.000', action: <a href="/style">{l === 'id' ? 'Ubah' : 'Change'}</a> },
            null,
          ]}
        />
      </Section>
    ),
  },
];
