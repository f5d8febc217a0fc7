import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farOff, needsConfirm, problemOf, quickChoices, ratioOf, stepAt } from './amount';

test('ratios are read exactly', () => {
  assert.deepEqual(ratioOf('2.5'), { num: 25n, den: 10n });
  assert.deepEqual(ratioOf('1/3'), { num: 1n, den: 3n });
  assert.equal(ratioOf('1/0'), undefined);
  assert.equal(ratioOf('-1'), undefined);
  assert.equal(ratioOf('1e3'), undefined);
});

test('a step is the largest decrement of the rules, rounded up to the tick', () => {
  const rules = { tick: '100000', decrement: { own: { amount: '1000000' }, leader: { percent: '0.5' } } };
  assert.equal(stepAt('1250000000', rules, 'IDR'), '6300000');
  assert.equal(stepAt('100000000', rules, 'IDR'), '1000000');
  assert.equal(stepAt('1000000000', { decrement: { leader: { percent: '1/3' } } }, 'IDR'), '3333334');
  assert.equal(stepAt('59401500', { decrement: { leader: { percent: '0.5' } } }, 'IDR'), '297008');
  assert.equal(stepAt('10.00', { decrement: { leader: { percent: '1/3' } } }, 'USD'), '0.04');
});

test('without a decrement a step is a round half percent', () => {
  assert.equal(stepAt('1250000000', {}, 'IDR'), '5000000');
  assert.equal(stepAt('0.05', {}, 'USD'), '0.01');
});

test('quick choices go down by steps and stay positive', () => {
  const rules = { tick: '1', decrement: { own: { amount: '40' } } };
  assert.deepEqual(quickChoices('1000', rules, 'IDR'), ['1000', '960', '920']);
  assert.deepEqual(quickChoices('70', rules, 'IDR'), ['70', '30']);
});

test('a bid that cannot be accepted is told before it is sent', () => {
  const rules = { tick: '100', ceiling: '5000' };
  assert.deepEqual(problemOf('4001', '4000', rules, 'IDR'), { name: 'too_high', atMost: '4000' });
  assert.deepEqual(problemOf('5100', null, rules, 'IDR'), { name: 'too_high', atMost: '5000' });
  assert.deepEqual(problemOf('3950', '4000', rules, 'IDR'), { name: 'amount_off_tick', tick: '100', near: '3900' });
  assert.deepEqual(problemOf('50', '4000', rules, 'IDR'), { name: 'amount_off_tick', tick: '100', near: '100' });
  assert.equal(problemOf('4000', '4000', rules, 'IDR'), undefined);
});

test('the slip cap is exact at its edge', () => {
  const rules = { confirm_drop_percent: '20' };
  assert.equal(needsConfirm('800', '1000', rules, 'IDR'), false);
  assert.equal(needsConfirm('799.99', '1000', rules, 'IDR'), true);
  assert.equal(needsConfirm('666.66', '1000', { confirm_drop_percent: '100/3' }, 'IDR'), true);
  assert.equal(needsConfirm('666.67', '1000', { confirm_drop_percent: '100/3' }, 'IDR'), false);
  assert.equal(needsConfirm('1', null, rules, 'IDR'), false);
  assert.equal(needsConfirm('1', '1000', {}, 'IDR'), false);
});

test('an amount that is off by a factor is asked about', () => {
  assert.deepEqual(farOff('124000000', '1250000000', 'IDR'), { likely: '1240000000' });
  assert.deepEqual(farOff('12400000', '1250000000', 'IDR'), { likely: '1240000000' });
  assert.deepEqual(farOff('250000000', '1250000000', 'IDR'), { likely: null });
  assert.equal(farOff('250000000.01', '1250000000', 'IDR'), undefined);
  assert.equal(farOff('260000000', null, 'IDR'), undefined);
});
