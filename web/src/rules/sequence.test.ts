import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plannedTimes, summariseSequence } from './sequence';

const schedule = { auction_starts_at: '2026-12-01T03:00:00.000Z', auction_ends_at: '2026-12-01T04:00:00.000Z' };

test('the planned times of lots that follow each other', () => {
  assert.deepEqual(plannedTimes(schedule, 2), { starts_at: schedule.auction_starts_at, ends_at: schedule.auction_ends_at });
  const serial = { ...schedule, sequence: { kind: 'serial', gap_seconds: 300 } as const };
  assert.deepEqual(plannedTimes(serial, 0), { starts_at: schedule.auction_starts_at, ends_at: schedule.auction_ends_at });
  assert.deepEqual(plannedTimes(serial, 2), { starts_at: '2026-12-01T05:10:00.000Z', ends_at: '2026-12-01T06:10:00.000Z' });
  const staggered = { ...schedule, sequence: { kind: 'staggered', every_seconds: 60, when_extended: 'move' } as const };
  assert.deepEqual(plannedTimes(staggered, 2), { starts_at: schedule.auction_starts_at, ends_at: '2026-12-01T04:02:00.000Z' });
});

test('a sequence in plain words', () => {
  assert.deepEqual(summariseSequence('en', { kind: 'serial', gap_seconds: 300 }, 1), []);
  assert.deepEqual(summariseSequence('en', undefined, 2), ['All lots run at the same time.']);
  assert.match(summariseSequence('en', { kind: 'serial', gap_seconds: 300 }, 2).join(' '), /one after the other: the next opens 5 min/);
  assert.match(summariseSequence('en', { kind: 'serial', gap_seconds: 0 }, 2).join(' '), /as soon as/);
  assert.match(summariseSequence('id', { kind: 'staggered', every_seconds: 60, when_extended: 'keep' }, 2).join(' '), /tetap berakhir sesuai rencana/);
  assert.match(summariseSequence('id', { kind: 'staggered', every_seconds: 60, when_extended: 'move' }, 2).join(' '), /ikut bergeser/);
});
