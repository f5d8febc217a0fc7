import type { Story } from '../story';
import { Time } from './time';

const at = '2026-11-22T03:00:00.000000Z';

export const stories: Story[] = [
  { name: 'plain', render: () => <Time at={at} zone="Asia/Jakarta" /> },
  { name: 'relative, all zones', render: () => <Time at={at} zone="Asia/Jakarta" relative zones /> },
];
