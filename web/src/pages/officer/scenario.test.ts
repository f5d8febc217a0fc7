import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDocument, presetRules } from './editor/model';
import type { FormatType } from '../../api/views';
import { rulesFor } from '../../rules/defaults';
import { invent, linesOf, scenarioOf } from './scenario';

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
  const commands = (type: FormatType, more: object = {}): Record<string, unknown>[] => {
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
  const stepped = commands('stepped_rounds');
  const starts = document.schedule.auction_starts_at;
  assert.equal(stepped.filter(({ at }) => Date.parse(at as string) < Date.parse(starts)).length, 4, 'initial offers, one of them above the ceiling');
  assert.deepEqual(stepped.find(({ do: what }) => what === 'offer')?.content, { kind: 'withdraw' });
  const contracts = commands('stepped_rounds', { step: undefined, ceiling: undefined, esco: { notice: '2026-10-01', discount_percent: '10', step_percent: '0.5' } });
  assert.ok(contracts.every((command) => command.do === 'offer'));
  assert.equal((contracts[0]!.content as { reductions: string[] }).reductions.length, 21);
  const proxy = commands('english_reverse', { proxy: true });
  assert.deepEqual(proxy.filter((command) => command.do === 'offer').map(({ bidder, content }) => [bidder, (content as { kind: string }).kind]), [['B', 'proxy']]);
  assert.deepEqual(commands('dutch_reverse', { start: undefined }), []);
});

test('a line of the rehearsal’s chart has what stood, not what was said', () => {
  const at = (second: number): string => `2026-12-01T03:00:0${second}Z`;
  const row = (bidder: string, amount: string, rank = 1): { rank: number; bidder: string; amount: string } => ({ rank, bidder, amount });
  const lines = linesOf([
    { at: at(0), do: 'open', verdict: 'accepted', ranking: [row('A', '100'), row('B', '110', 2)] },
    { at: at(1), do: 'bid', bidder: 'B', amount: '90', verdict: 'accepted', ranking: [row('A', '100'), row('B', '110', 2)] },
    { at: at(2), do: 'advance', verdict: 'accepted', ranking: [row('B', '90'), row('A', '100', 2)] },
  ]);
  assert.deepEqual(lines.map(({ id, points }) => [id, points.map(({ amount }) => amount)]), [['A', ['100']], ['B', ['110', '90']]]);
});

test('sealed lots are rehearsed with plain amounts: replaced, taken back, above the ceiling, late, then live', () => {
  const base = { ...document.lots[0]!, estimate: '1000000', rules: {} };
  const made = (type: 'sealed_first_price' | 'hybrid'): { do: string; bidder: string; amount?: string; at: string }[] => {
    const lot = { ...base, rules: rulesFor(type, document, base) };
    return (scenarioOf(document, lot, invent(document, lot, ['A', 'B', 'C'])) as { commands: { do: string; bidder: string; amount?: string; at: string }[] }).commands;
  };
  const sealed = made('sealed_first_price');
  assert.deepEqual(sealed.map(({ bidder, amount }) => [bidder, amount]), [['A', '960000'], ['B', '930000'], ['C', '1050000'], ['A', '910000'], ['B', undefined], ['B', '940000'], ['C', '900000']]);
  assert.ok(sealed[6]!.at >= document.schedule.auction_ends_at.slice(0, 19));
  const hybrid = made('hybrid');
  assert.equal(hybrid.length, 10);
  assert.deepEqual(hybrid, [...hybrid].sort((x, y) => (x.at < y.at ? -1 : 1)));
});
