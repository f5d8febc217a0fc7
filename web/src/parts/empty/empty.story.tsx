import { Button } from '../button/button';
import type { Story } from '../story';
import { Empty } from './empty';

export const stories: Story[] = [
  {
    name: 'empty',
    render: (l) => (
      <Empty
        title={l === 'id' ? 'Tidak ada tender yang cocok' : 'No tender fits'}
        action={<Button href="/">{l === 'id' ? 'Hapus semua saringan' : 'Clear all filters'}</Button>}
      >
        {l === 'id' ? 'Coba kata lain atau kurangi saringan.' : 'Try other words or fewer filters.'}
      </Empty>
    ),
  },
];
