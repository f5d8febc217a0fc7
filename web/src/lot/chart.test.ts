import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LotEvent } from '../api/views';
import { bandsOf, seriesOf } from './chart';

const names = { lowest: 'lowest', bidder: (pseudonym: string) => `B${pseudonym}` };
const at = (n: number): string => `2026-12-01T03:00:0${n}.000000Z`;

test('without pseudonyms there is one line, and it only falls', () => {
  const points = ['10', '12', '9', '9.50', '8'].map((amount, n) => ({ seq: n, at: at(n), amount, verdict: 'accepted' }));
  assert.deepEqual(seriesOf(points, 'IDR', names).map((line) => line.points.map((point) => point.amount)), [['10', '9', '8']]);
});

test('with pseudonyms there is a line each, best first, refused bids left out', () => {
  const points = [
    { seq: 1, at: at(1), amount: '10', pseudonym: '7', verdict: 'accepted' },
    { seq: 2, at: at(2), amount: '9', pseudonym: '8', verdict: 'accepted' },
    { seq: 3, at: at(3), amount: '1', pseudonym: '7', verdict: 'confirm_needed' },
  ];
  assert.deepEqual(seriesOf(points, 'IDR', names).map((line) => [line.name, line.points.length]), [['B8', 1], ['B7', 1]]);
});

test('hidden amounts make no line', () => {
  assert.deepEqual(seriesOf([{ seq: 1, at: at(1), verdict: 'accepted' }], 'IDR', names), []);
});

test('a bidder sees his own line first and the price that everybody sees', () => {
  const points = [
    { seq: 1, at: at(1), amount: '10', pseudonym: '7', verdict: 'accepted' },
    { seq: 2, at: at(2), amount: '9', verdict: 'accepted' },
  ];
  assert.deepEqual(seriesOf(points, 'IDR', names, '7').map((line) => line.name), ['B7', 'lowest']);
});

test('who was disqualified comes last, however low', () => {
  const points = [
    { seq: 1, at: at(1), amount: '5', pseudonym: '7', verdict: 'accepted' },
    { seq: 2, at: at(2), amount: '9', pseudonym: '8', verdict: 'accepted' },
  ];
  assert.deepEqual(seriesOf(points, 'IDR', names, undefined, new Set(['7'])).map((line) => line.name), ['B8', 'B7']);
});

test('every pause and outage is a band, those that are not over up to now', () => {
  const events: LotEvent[] = [
    { seq: 1, at: at(1), kind: 'opened', cause: 'clock' },
    { seq: 2, at: at(3), kind: 'resumed', cause: 'officer', from: at(2), to: at(3) },
    { seq: 3, at: at(5), kind: 'outage', cause: 'outage', from: at(4), to: at(5) },
    { seq: 4, at: at(6), kind: 'paused', cause: 'officer' },
  ];
  assert.deepEqual(bandsOf(events, at(6), undefined, at(9), { pause: 'p', outage: 'o' }), [
    { from: at(2), to: at(3), name: 'p' },
    { from: at(4), to: at(5), name: 'o' },
    { from: at(6), to: at(9), name: 'p' },
  ]);
  assert.deepEqual(bandsOf([], undefined, at(8), at(9), { pause: 'p', outage: 'o' }), [{ from: at(8), to: at(9), name: 'o' }]);
});
