import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  amountOf, compareAmounts, formatMoney, groupWhileTyping, minorOf, percentOf, readTyped, subtractAmounts,
} from './money';

test('decimal strings and minor units', () => {
  assert.equal(minorOf('1250000000', 'IDR'), 125000000000n);
  assert.equal(minorOf('12.50', 'IDR'), 1250n);
  assert.equal(minorOf('12', 'JPY'), 12n);
  assert.equal(minorOf('92233720368547758.07', 'IDR'), 2n ** 63n - 1n);
  assert.throws(() => minorOf('12.5', 'JPY'));
  assert.throws(() => minorOf('1e3', 'IDR'));
  assert.equal(amountOf(1250n, 'IDR'), '12.50');
  assert.equal(amountOf(1200n, 'IDR'), '12');
  assert.equal(amountOf(5n, 'IDR'), '0.05');
  assert.equal(amountOf(-5n, 'IDR'), '-0.05');
  assert.equal(amountOf(5n, 'JPY'), '5');
});

test('random amounts survive the round trip', () => {
  let seed = 20261122n;
  for (let i = 0; i < 2000; i += 1) {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    const minor = seed >> BigInt(1 + (i % 60));
    for (const currency of ['IDR', 'JPY', 'KWD']) {
      assert.equal(minorOf(amountOf(minor, currency), currency), minor, `seed 20261122, step ${i}, ${currency}`);
    }
  }
});

test('arithmetic is exact', () => {
  assert.equal(subtractAmounts('9007199254740993', '0.01', 'IDR'), '9007199254740992.99');
  assert.equal(compareAmounts('10', '9.99', 'IDR'), 1);
  assert.equal(percentOf('1', '3', 'IDR'), '33.33');
  assert.equal(percentOf('2', '3', 'IDR'), '66.67');
  assert.equal(percentOf('-25', '1000', 'IDR'), '-2.5');
  assert.equal(percentOf('0', '1000', 'IDR'), '0');
  assert.equal(percentOf('1', '0', 'IDR'), undefined);
});

test('both languages group in their own way', () => {
  assert.equal(formatMoney('id', '1250000000', 'IDR'), 'Rp\u00a01.250.000.000');
  assert.equal(formatMoney('en', '1250000000', 'IDR'), 'Rp\u00a01,250,000,000');
  assert.equal(formatMoney('id', '12.50', 'USD'), 'USD\u00a012,50');
  assert.equal(formatMoney('en', '-1500', 'IDR'), '\u2212Rp\u00a01,500');
});

test('typed amounts are read by the marks of the language', () => {
  assert.deepEqual(readTyped('id', 'Rp 1.250.000', 'IDR'), { amount: '1250000' });
  assert.deepEqual(readTyped('id', '1250000,50', 'IDR'), { amount: '1250000.50' });
  assert.deepEqual(readTyped('en', '1,250,000.5', 'IDR'), { amount: '1250000.50' });
  assert.deepEqual(readTyped('id', '1,250', 'IDR'), { problem: 'fractional' });
  assert.deepEqual(readTyped('en', '1.250', 'IDR'), { problem: 'fractional' });
  assert.deepEqual(readTyped('id', '1,250,000', 'IDR'), { problem: 'malformed' });
  assert.deepEqual(readTyped('id', '', 'IDR'), { problem: 'empty' });
  assert.deepEqual(readTyped('id', '0', 'IDR'), { problem: 'not_positive' });
  assert.deepEqual(readTyped('id', '-5', 'IDR'), { problem: 'not_positive' });
  assert.deepEqual(readTyped('id', '12abc', 'IDR'), { problem: 'malformed' });
  assert.deepEqual(readTyped('id', '92233720368547758,08', 'IDR'), { problem: 'overflow' });
  assert.deepEqual(readTyped('id', '12,5', 'JPY'), { problem: 'fractional' });
});

test('digits are grouped while typing and the caret stays behind its digit', () => {
  assert.deepEqual(groupWhileTyping('id', '1250', 4), { text: '1.250', caret: 5 });
  assert.deepEqual(groupWhileTyping('id', '12.5000', 7), { text: '125.000', caret: 7 });
  assert.deepEqual(groupWhileTyping('id', '1.2950.000', 4), { text: '12.950.000', caret: 4 });
  assert.deepEqual(groupWhileTyping('id', '007', 3), { text: '7', caret: 1 });
  assert.deepEqual(groupWhileTyping('en', '1250.5', 6), { text: '1,250.5', caret: 7 });
  assert.deepEqual(groupWhileTyping('id', '12x', 3), { text: '12x', caret: 3 });
});
