import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenderDocument } from '../../api/views';
import { changesBetween, leafKind, ruleChanges } from './changes';

const document = (ceiling: string): TenderDocument => ({
  title: 'Laptop', description: 'Tanpa adaptor', buyer: { id: 'b', name: 'B' }, category: 'goods', contact: { name: 'S', email: 's@c.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
  schedule: { auction_starts_at: '2026-11-22T03:00:00.000000Z', auction_ends_at: '2026-11-22T04:00:00.000000Z' },
  lots: [{ id: '1', title: 'Laptop guru', items: [{ description: 'Laptop', quantity: '10', unit: 'unit' }], rules: { type: 'english_reverse', ceiling, tick: '1000' } }],
});

test('what differs is told leaf by leaf, what one of them lacks is missing there', () => {
  assert.deepEqual(changesBetween({ a: 1, b: { c: 'x' }, d: [1, 2] }, { a: 1, b: { c: 'y', e: true }, d: [1] }), [
    { path: '/b/c', before: 'x', after: 'y' },
    { path: '/b/e', after: true },
    { path: '/d/1', before: 2 },
  ]);
  assert.deepEqual(changesBetween({ rules: null }, { rules: { type: 'package' } }), [{ path: '/rules', before: null }, { path: '/rules/type', after: 'package' }]);
  assert.deepEqual(changesBetween({ 'a/b~c': 1 }, { 'a/b~c': 2 }), [{ path: '/a~1b~0c', before: 1, after: 2 }]);
  assert.deepEqual(changesBetween(document('5000'), document('5000')), []);
});

test('rules are compared as sentences, in the reader’s language', () => {
  assert.deepEqual(ruleChanges('en', document('5000'), document('5000')), []);
  const [lot, ...more] = ruleChanges('en', document('5000'), document('4000'));
  assert.equal(more.length, 0);
  assert.match(lot!.gone.join(), /higher than Rp\s5,000/);
  assert.match(lot!.come.join(), /higher than Rp\s4,000/);
  assert.ok(lot!.same > 0);
});

test('a value is written as what it is', () => {
  assert.equal(leafKind('/lots/0/rules/ceiling', '5000'), 'money');
  assert.equal(leafKind('/lots/0/rules/confirm_drop_percent', '20'), 'percent');
  assert.equal(leafKind('/lots/0/rules/turn_seconds', 60), 'seconds');
  assert.equal(leafKind('/schedule/auction_ends_at', '2026-11-22T04:00:00.000000Z'), 'time');
  assert.equal(leafKind('/contact/phone', '5000'), 'text');
  assert.equal(leafKind('/lots/0/rules/proxy', true), 'boolean');
});
