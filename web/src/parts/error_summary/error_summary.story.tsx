import type { Story } from '../story';
import { ErrorSummary } from './error_summary';

export const stories: Story[] = [
  {
    name: 'two errors',
    render: (l) => (
      <ErrorSummary
        errors={[
          { field: 'style-title', message: l === 'id' ? 'Isi judul tender' : 'Enter the title of the tender' },
          { message: l === 'id' ? 'Waktu mulai harus di masa depan' : 'The start must be in the future' },
        ]}
      />
    ),
  },
];
