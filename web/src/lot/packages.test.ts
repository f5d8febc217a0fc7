import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byPart, ceilingOf, freshName } from './packages';

const parts = [{ id: 'road', ceiling: '900' }, { id: 'lamps', units: 4, ceiling: '12.50' }, { id: 'free' }];

test('the ceiling of a package is that of its parts together, by units', () => {
  assert.equal(ceilingOf(new Map([['road', 1], ['lamps', 3]]), parts, 'IDR'), '937.50');
  assert.equal(ceilingOf(new Map([['road', 1], ['free', 1]]), parts, 'IDR'), undefined);
});

test('new packages get a name that is not taken', () => {
  assert.equal(freshName([]), 'P1');
  assert.equal(freshName(['P1', 'P3']), 'P2');
});

test('each part with who supplies it, and what stays without anybody', () => {
  const rows = byPart(
    {
      scenario: 'cheapest', status: 'optimal', solver: 'x', ties_settled: true,
      accepted: [{ bidder: '101', package: 'a', amount: '5', parts: ['road', { part: 'lamps', units: 3 }] }],
      unawarded: [{ part: 'lamps', units: 1 }, { part: 'free', units: 1 }],
    },
    parts,
  );
  assert.deepEqual(rows.map(({ part, winners, missing }) => [part.id, winners.map(({ units }) => units), missing]), [['road', [1], 0], ['lamps', [3], 1], ['free', [], 1]]);
});
