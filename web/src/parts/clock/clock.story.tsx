import type { Story } from '../story';
import { Clock, type ClockProps } from './clock';

const from = (seconds: number): string => new Date(Math.floor(Date.now() / 1000) * 1000 + seconds * 1000).toISOString();
const state = (name: string, props: () => Partial<ClockProps>, note?: [string, string]): Story => ({
  name,
  render: (l) => (
    <Clock phase="live" zone="Asia/Jakarta" startsAt={from(-600)} endsAt={from(754)} note={note?.[l === 'id' ? 0 : 1]} {...props()} />
  ),
});

export const stories: Story[] = [
  state('scheduled', () => ({ phase: 'scheduled', startsAt: from(3 * 86400 + 7272) })),
  state('live, extended', () => ({}), ['+2 menit: penawaran terbaik baru pada 14.58.31', '+2 min: new best bid at 14:58:31']),
  state('last minute', () => ({ endsAt: from(42) })),
  state('paused', () => ({ phase: 'paused', remainingSeconds: 451 })),
  state('closed', () => ({ phase: 'closed', endsAt: '2026-11-22T03:00:00.000000Z' })),
  state('cancelled', () => ({ phase: 'cancelled' })),
];
