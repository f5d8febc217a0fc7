import assert from 'node:assert/strict';
import { test } from 'node:test';
import { japaneseState, nextPrice, stageLeft, steppedState, turnAhead } from './stage_time';

const stage = { name: 'price', number: 2, of: 3, price: '650000', since: '2026-12-01T03:01:00Z', until: '2026-12-01T03:02:00Z' };
const at = (time: string): number => Date.parse(time);

test('a stage’s time stands still while the lot is paused, and never goes below nothing', () => {
  const now = at('2026-12-01T03:01:45Z');
  assert.equal(stageLeft({ stage, phase: 'live', paused: null }, now), 15_000);
  assert.equal(stageLeft({ stage, phase: 'paused', paused: { at: '2026-12-01T03:01:30Z', reason: '' } }, now + 600_000), 30_000);
  assert.equal(stageLeft({ stage, phase: 'live', paused: null }, now + 60_000), 0);
  assert.equal(stageLeft({ stage: null, phase: 'live', paused: null }, now), undefined);
});

test('the next price is the ladder’s, none after the last', () => {
  const rules = { type: 'dutch_reverse', start: '600000', step: '50000', highest: '700000', interval_seconds: 60 };
  assert.equal(nextPrice({ stage, currency: 'IDR' }, rules), '700000');
  assert.equal(nextPrice({ stage: { ...stage, number: 3 }, currency: 'IDR' }, rules), undefined);
  assert.equal(nextPrice({ stage: null, currency: 'IDR' }, rules), undefined);
});

test('in a Japanese auction one is asked, has stayed, or is out', () => {
  const view = { stage, phase: 'live' as const, currency: 'IDR' };
  const own = { best: null, can_bid: true, disqualified: null };
  assert.equal(japaneseState(view, own), 'asked');
  assert.equal(japaneseState(view, { ...own, can_bid: false, best: '650000' }), 'stayed');
  assert.equal(japaneseState(view, { ...own, can_bid: false, best: '700000' }), 'out');
  assert.equal(japaneseState(view, { ...own, can_bid: false }), 'out');
  assert.equal(japaneseState(view, { ...own, disqualified: { reason: '' } }), 'out');
  assert.equal(japaneseState({ ...view, phase: 'scheduled' }, { ...own, can_bid: false }), 'waiting');
  assert.equal(japaneseState({ ...view, phase: 'closed' }, own), 'over');
});

test('in stepped rounds one offers first, then waits for a turn and has it', () => {
  const turn = { name: 'turn', round: 1, rounds: 3, number: 2, of: 3, turn: '417', until: '2026-12-01T03:02:00Z' };
  const own = { pseudonym: '417', best: '900', disqualified: null };
  assert.equal(steppedState({ stage: null, phase: 'scheduled' }, { ...own, best: null }), 'initial');
  assert.equal(steppedState({ stage: turn, phase: 'live' }, own), 'turn');
  assert.equal(steppedState({ stage: turn, phase: 'paused' }, own), 'turn');
  assert.equal(steppedState({ stage: turn, phase: 'live' }, { ...own, pseudonym: '205' }), 'waiting');
  assert.equal(steppedState({ stage: turn, phase: 'live' }, { ...own, best: null }), 'none');
  assert.equal(steppedState({ stage: turn, phase: 'live' }, { ...own, disqualified: { reason: '' } }), 'out');
  assert.equal(steppedState({ stage: turn, phase: 'closed' }, own), 'over');
});

test('how far off one’s turn is follows from the order of the round', () => {
  const turns = ['205', '417', '903'];
  const until = '2026-12-01T03:02:00Z';
  const rules = { turn_seconds: 120 };
  const running = { turns, stage: { name: 'turn', turn: '205', until } };
  assert.deepEqual(turnAhead(running, '417', rules), { before: 1, at: at(until) });
  assert.deepEqual(turnAhead(running, '903', rules), { before: 2, at: at(until) + 120_000 });
  assert.equal(turnAhead(running, '205', rules), undefined);
  assert.deepEqual(turnAhead({ turns, stage: { name: 'pause', until } }, '417', rules), { before: 1, at: at(until) + 120_000 });
  assert.equal(turnAhead({ turns: null, stage: { name: 'pre_announcement', until } }, '417', rules), undefined);
});
