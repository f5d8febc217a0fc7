import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataOf } from './chart_data';

const at = (second: number): string => `2026-12-01T03:00:${String(second).padStart(2, '0')}Z`;
const from = Date.parse(at(0)) / 1000;
const series = [
  { id: 'a', name: 'a', points: [{ at: at(1), amount: '10' }, { at: at(3), amount: '8' }] },
  { id: 'b', name: 'b', points: [{ at: at(2), amount: '9' }] },
];

test('a price holds until the next one, and the last to the end of the axis', () => {
  const [times, ...lines] = dataOf({ series, from: at(0), to: at(9) });
  assert.deepEqual(times.map((time) => time - from), [0, 1, 2, 3, 9]);
  assert.deepEqual(lines, [[undefined, 10, undefined, 8, 8], [undefined, undefined, 9, undefined, 9]]);
});

test('nothing is drawn beyond the moment that is known, though the axis goes on', () => {
  for (const [until, wanted] of [[5, [[undefined, 10, undefined, 8, 8, null], [undefined, undefined, 9, undefined, 9, null]]], [3, [[undefined, 10, undefined, 8, null], [undefined, undefined, 9, 9, null]]]] as const) {
    assert.deepEqual(dataOf({ series, from: at(0), to: at(9), until: at(until) }).slice(1), wanted);
  }
});
