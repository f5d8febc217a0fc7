import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf } from './lot_chart';

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
