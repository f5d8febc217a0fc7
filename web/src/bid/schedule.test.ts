import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DraftStep, stepProblems, stepsOf, totalsOf } from './schedule';

const step = (unit_price: string | undefined, quantity: number | undefined, whole = false): DraftStep => ({ unit_price, quantity, whole });
const rules = { tick: '10', margin: { rule: 'time_priority', all_or_nothing: true, min_award: 50 } } as const;

test('each step’s first problem is named', () => {
  const wrong = (...steps: DraftStep[]) => stepProblems(steps, rules, '15000', 'IDR');
  assert.deepEqual(wrong(step('11000', 300), step('12000', 200, true)), [undefined, undefined]);
  assert.deepEqual(wrong(step(undefined, 300), step('11005', 1), step('15010', 1), step('11000', undefined)), ['no_price', 'off_tick', 'above_ceiling', 'no_quantity']);
  assert.deepEqual(wrong(step('11000', 49)), ['below_min_award']);
  assert.deepEqual(wrong(step('11000', 50), step('10000', 1)), [undefined, 'not_rising']);
  assert.deepEqual(wrong(step('11000', 1e12), step('11000', 1)), [undefined, 'too_large']);
  assert.deepEqual(stepProblems([step('11000', 1, true)], { margin: { rule: 'pro_rata' } }, null, 'IDR'), ['indivisible']);
});

test('a schedule adds up exactly', () => {
  // auction/formats/supply.md: Ayu.
  const steps = stepsOf([step('11000', 300), step('12000.50', 200, true)]);
  assert.deepEqual(steps, [{ unit_price: '11000', quantity: 300 }, { unit_price: '12000.50', quantity: 200, all_or_nothing: true }]);
  assert.deepEqual(totalsOf(steps, 'IDR'), [{ units: 300, amount: '3300000' }, { units: 500, amount: '5700100' }]);
});
