import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../render';
import { Clock } from './clock';

const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const clock = (phase: 'scheduled' | 'live' | 'paused' | 'closed', ends: number, remainingSeconds?: number) => (
  <Clock phase={phase} startsAt={at(-60)} endsAt={at(ends)} zone="Asia/Jakarta" remainingSeconds={remainingSeconds} />
);

test('the time left, by the phase', () => {
  assert.match(words(clock('live', 90)), /^Time left 01:30 Ends .+ WIB$/);
  assert.match(words(clock('live', -1)), /^Time is up, waiting for the server to close 00:00/);
  assert.equal(words(clock('paused', 500, 451)), 'Paused. Time that is kept 07:31');
  assert.match(words(clock('closed', -30)), /^Auction closed Closed .+ WIB$/);
});
