import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LotView } from '../api/views';
import { goesOn, isLiveRound, sealedState, sealedUntil } from './sealing';

const seen = (more: Partial<LotView>): LotView => ({ format: 'sealed_first_price', phase: 'live', stage: { name: 'sealed' }, ends_at: 'end', ...more }) as LotView;

test('the state of a sealed lot follows its phase, its stage and what is opened', () => {
  assert.equal(sealedState(seen({ format: 'english_reverse' })), undefined);
  assert.equal(sealedState(seen({ phase: 'scheduled', stage: null })), 'before');
  assert.equal(sealedState(seen({})), 'sealed');
  assert.equal(sealedState(seen({ phase: 'paused' })), 'sealed');
  assert.equal(sealedState(seen({ phase: 'closed', stage: { name: 'opening' } })), 'opening');
  assert.equal(sealedState(seen({ phase: 'closed', stage: null, opened: [] })), 'opened');
  assert.equal(sealedState(seen({ phase: 'closed', stage: null })), 'opened');
  assert.equal(sealedState(seen({ phase: 'cancelled', stage: null })), 'never');
  assert.equal(sealedState(seen({ phase: 'cancelled', stage: null, opened: [{ bidder: '1', amount: '2' }] })), 'opened');
});

test('a hybrid lot is sealed, then opened while it is live, then an English auction', () => {
  const hybrid = (more: Partial<LotView>): LotView => seen({ format: 'hybrid', ...more });
  const can = { can_bid: true, disqualified: null };
  assert.equal(sealedState(hybrid({ stage: { name: 'opening' } })), 'opening');
  const opened = hybrid({ stage: { name: 'opening' }, opened: [{ bidder: '417', amount: '5' }] });
  assert.deepEqual([sealedState(opened), isLiveRound(opened), goesOn(opened, can)], ['opened', false, true]);
  const live = hybrid({ stage: { name: 'live' }, opened: [] });
  assert.deepEqual([isLiveRound(live), goesOn(live, can), goesOn(live, { ...can, can_bid: false })], [true, true, false]);
  assert.equal(goesOn(live, { ...can, disqualified: { reason: 'x' } }), false);
  assert.equal(goesOn(hybrid({}), can), undefined);
  assert.equal(goesOn(hybrid({ phase: 'closed', stage: null, opened: [] }), can), undefined);
  assert.equal(isLiveRound(hybrid({})), false);
});

test('the deadline that counts now is the one that pauses and extensions moved', () => {
  const sealing = { mode: 'server', server_key: '', deadline: 'published' };
  assert.equal(sealedUntil(seen({ sealing })), 'end');
  assert.equal(sealedUntil(seen({ format: 'hybrid', sealing, stage: { name: 'sealed', until: 'moved' } })), 'moved');
  assert.equal(sealedUntil(seen({ format: 'hybrid', sealing, stage: { name: 'live', until: 'end' } })), 'published');
});
