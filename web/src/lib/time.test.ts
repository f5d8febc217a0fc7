import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock, formatCountdown, formatDateTime, formatDuration, formatRelative, fromWallTime, wallTime, zoneName } from './time';

const at = '2026-11-22T03:00:00.000000Z';

test('times carry their zone, in both languages', () => {
  assert.equal(formatDateTime('id', at, 'Asia/Jakarta'), '22 November 2026, 10.00\u00a0WIB');
  assert.equal(formatDateTime('en', at, 'Asia/Makassar'), '22 November 2026, 11:00\u00a0WITA');
  assert.equal(formatDateTime('id', at, 'Asia/Jayapura', true), '22 November 2026, 12.00.00\u00a0WIT');
  assert.equal(formatDateTime('en', '2026-11-22T03:00:07.5Z', 'Asia/Jakarta'), '22 November 2026, 10:00:07\u00a0WIB');
  assert.equal(formatClock('id', at, 'Asia/Jakarta'), '10.00.00');
  assert.equal(formatClock('en', '2026-11-21T17:00:00Z', 'Asia/Jakarta'), '00:00:00');
});

test('zones without a name of their own show their offset', () => {
  assert.equal(zoneName('Europe/Paris', Date.parse(at)), 'UTC+1');
  assert.equal(zoneName('Asia/Kolkata', Date.parse(at)), 'UTC+5:30');
  assert.equal(zoneName('UTC', Date.parse(at)), 'UTC');
});

test('lengths of time', () => {
  assert.equal(formatDuration('id', 120), '2 menit');
  assert.equal(formatDuration('en', 5400), '1 hour 30 minutes');
  assert.equal(formatCountdown('en', 0), '00:00');
  assert.equal(formatCountdown('en', 1), '00:01');
  assert.equal(formatCountdown('id', 252_000), '04:12');
  assert.equal(formatCountdown('id', 7_452_000), '02:04:12');
  assert.equal(formatCountdown('id', 3 * 86_400_000 + 1000), '3 hari 00:00:01');
  assert.equal(formatRelative('en', at, Date.parse(at) - 300_000), 'in 5 minutes');
  assert.equal(formatRelative('id', at, Date.parse(at) + 3 * 86_400_000), '3 hari yang lalu');
});

test('wall clocks of a zone and moments', () => {
  assert.equal(wallTime(at, 'Asia/Jakarta'), '2026-11-22T10:00');
  assert.equal(fromWallTime('2026-11-22T10:00', 'Asia/Jakarta'), at);
  assert.equal(fromWallTime('2026-03-29T03:30', 'Europe/Paris'), '2026-03-29T01:30:00.000000Z');
  assert.equal(fromWallTime('soon', 'Asia/Jakarta'), undefined);
});
