import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../render';
import { flatten, PriceChart } from './chart';

const at = (n: number): string => `2026-12-01T03:00:0${n}.000000Z`;
const series = [
  { id: 'a', name: 'A', points: [{ at: at(1), amount: '9' }, { at: at(3), amount: '7' }] },
  { id: 'b', name: 'B', points: [{ at: at(2), amount: '8' }] },
];

test('keyboard and table walk through all bids in the order of time', () => {
  assert.deepEqual(flatten(series).map((point) => `${point.name}${point.amount}`), ['A9', 'B8', 'A7']);
});

test('more than six lines: the rest is named together', () => {
  const many = Array.from({ length: 9 }, (_, n) => ({ id: String(n), name: `N${n}`, points: [{ at: at(n), amount: '5' }] }));
  const text = words(<PriceChart title="T" file="f" currency="IDR" series={many} from={at(0)} to={at(9)} />);
  assert.match(text, /N5 Others \(3\)/);
  assert.match(words(<PriceChart title="T" file="f" currency="IDR" series={[]} from={at(0)} to={at(9)} />), /No bids yet/);
});
