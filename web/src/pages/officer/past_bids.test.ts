import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDocument, presetRules } from './editor/model';
import { fromPast, mostPastBids, type Past, playable } from './past_bids';

const document = newDocument({ id: 'd', name: 'D' }, 'id', Date.parse('2026-11-22T03:20:00Z'));
const starts = Date.parse(document.schedule.auction_starts_at);
const seconds = (Date.parse(document.schedule.auction_ends_at) - starts) / 1000;
const lot = { ...document.lots[0]!, estimate: '2000', rules: { ...presetRules('plain', '2000'), tick: '10' } };
const at = (second: number): string => new Date(Date.UTC(2026, 0, 5, 2) + second * 1000).toISOString();
const past: Past = {
  currency: 'IDR',
  view: { starts_at: at(0), ends_at: at(1000) },
  top: '1000',
  points: [
    { seq: 9, at: at(500), amount: '633', pseudonym: '417', rank: 1 },
    { seq: 7, at: at(0), amount: '950', pseudonym: '417' },
    { seq: 8, at: at(100), amount: '700', pseudonym: '88', verdict: 'accepted' },
    { seq: 10, at: at(600), amount: '9999', pseudonym: '88', verdict: 'above_ceiling' },
    { seq: 11, at: at(700), amount: '600' },
    { seq: 12, at: at(1000), amount: '0', pseudonym: '88' },
  ],
};
const name = (pseudonym: string): string => `P${pseudonym}`;

test('accepted bids with an amount and a bidder are played, oldest first', () => {
  assert.deepEqual(playable(past.points).map(({ seq }) => seq), [7, 8, 9]);
  const many = Array.from({ length: mostPastBids + 5 }, (_, n) => ({ seq: n, at: at(n), amount: '1', pseudonym: '1' }));
  assert.equal(playable(many).length, mostPastBids);
});

test('past bids keep their share of the time and of the ceiling, on the tick', () => {
  const { bidders, bids } = fromPast(document, lot, past, { scale: true, name });
  assert.deepEqual(bidders, ['P417', 'P88']);
  assert.deepEqual(bids.map(({ amount }) => amount), ['1900', '1400', '1260']);
  assert.deepEqual(bids.map(({ second }) => second), [0, Math.floor(seconds / 10), Math.floor(seconds / 2)]);
  assert.ok(bids.every(({ confirm }) => confirm));
});

test('unscaled amounts stay, but for the tick', () => {
  assert.deepEqual(fromPast(document, lot, past, { scale: false, name }).bids.map(({ amount }) => amount), ['950', '700', '630']);
});

test('without a ceiling there, the highest bid is what amounts are measured by; none is after the end', () => {
  const late = { ...past, top: null, view: { starts_at: at(0), ends_at: at(400) } };
  const { bids } = fromPast(document, lot, late, { scale: true, name });
  assert.equal(bids[0]!.amount, '2000');
  assert.ok(bids.every(({ second }) => second >= 0 && second < seconds));
});
