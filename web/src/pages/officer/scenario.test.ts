import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDocument, presetRules } from './editor/model';
import { rulesFor } from '../../rules/defaults';
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

test('each format has inventions that fit it', () => {
  const base = { ...document.lots[0]!, estimate: '1250000000', rules: {}, items: [{ description: 'Beras', quantity: '1000', unit: 'ton', unit_estimate: '15000' }] };
  const commands = (type: 'dutch_reverse' | 'japanese_reverse' | 'supply_schedule', more: object = {}): Record<string, unknown>[] => {
    const lot = { ...base, rules: { ...rulesFor(type, document, base), ...more } };
    return (scenarioOf(document, lot, invent(document, lot, ['A', 'B', 'C'])) as { commands: Record<string, unknown>[] }).commands;
  };
  const dutch = commands('dutch_reverse');
  assert.deepEqual(dutch.map(({ bidder, amount }) => [bidder, amount]), [['A', '800000000'], ['B', '800000000'], ['A', '800000000']]);
  assert.equal(commands('dutch_reverse', { winners: 2 }).length, 4);
  const japanese = commands('japanese_reverse');
  assert.deepEqual(japanese.filter((command) => command.do === 'offer').map(({ bidder, content, amount }) => [bidder, content, amount]), [['C', { kind: 'leave' }, undefined]]);
  assert.equal(japanese.filter((command) => command.do === 'bid').length, 9);
  const supply = commands('supply_schedule');
  assert.ok(supply.every((command) => command.do === 'offer'));
  assert.deepEqual(supply[0]!.content, { kind: 'schedule', steps: [{ unit_price: '12000', quantity: 300 }, { unit_price: '13500', quantity: 200 }] });
  assert.deepEqual(commands('dutch_reverse', { start: undefined }), []);
});
