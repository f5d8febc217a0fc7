import type { Story } from '../story';
import { ConnectionBanner, ConnectionPill } from './connection';

export const stories: Story[] = [
  {
    name: 'pills',
    render: () => (
      <div class="row">
        <ConnectionPill state="open" />
        <ConnectionPill state="connecting" />
        <ConnectionPill state="lost" />
      </div>
    ),
  },
  { name: 'lost', render: () => <ConnectionBanner state="lost" retryAt={Date.now() + 8000} /> },
];
