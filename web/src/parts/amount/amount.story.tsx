import type { Story } from '../story';
import { Amount } from './amount';

export const stories: Story[] = [
  { name: 'plain', render: () => <Amount amount="1250000000" currency="IDR" /> },
  { name: 'large, in words', render: () => <Amount amount="1250000000" currency="IDR" words size="large" /> },
];
