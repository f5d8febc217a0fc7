import type { Story } from '../story';
import { Hash } from './hash';

export const stories: Story[] = [
  {
    name: 'short, with copy',
    render: (l) => <Hash value="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" name={l === 'id' ? 'sidik jari' : 'fingerprint'} />,
  },
];
