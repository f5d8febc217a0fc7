import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDocument, presetRules } from './editor/model';
import { invent, scenarioOf } from './scenario';

const document = newDocument({ id: 'd', name: 'D' }, 'id', Date.parse('2026-11-22T03:20:00Z'));

test('invented bids are in order, on the tick, below the ceiling but for the one that is not', () => {
  const lot = { ...document.lots[0]!, rules: { ...presetRules('open', '1250050000'), tick: '100000' } };
  const { bids, bidders } = invent(document, lot, ['A', 'B', 'C']);
  assert.deepEqual(bidders, ['A', 'B', 'C']);
  assert.deepEqual(bids, [...bids].sort((a, b) => a.second - b.second));
  for (const { amount } of bids) assert.equal(BigInt(amount) % 100000n, 0n);
  assert.equal(bids.filter(({ amount }) => BigInt(amount) > 1250050000n).length, 1);
  assert.ok(bids.every(({ amount }) => BigInt(amount) > 0n));
});

test('a scenario carries the times, the currency and the reserve that the document has elsewhere', () => {
  const lot = { ...document.lots[0]!, reserve: '900', rules: presetRules('plain', '1000') };
  const scenario = scenarioOf(document, lot, invent(document, lot, ['A', 'B', 'C'])) as { rules: Record<string, unknown>; commands: { at: string }[] };
  assert.equal(scenario.rules.currency, 'IDR');
  assert.equal(scenario.rules.reserve, '900');
  assert.equal(scenario.rules.starts_at, document.schedule.auction_starts_at);
  assert.deepEqual(scenario.commands, [...scenario.commands].sort((a, b) => (a.at < b.at ? -1 : 1)));
});
