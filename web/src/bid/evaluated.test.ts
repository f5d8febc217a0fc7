import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluatedOf, evaluatedText } from './evaluated';

test('an evaluated price is exact, as the server writes it', () => {
  // auction/formats/stepped_rounds.md: 469 with c = 9/7, 479 with c = 10/7.
  assert.equal(evaluatedOf('469', { factor: '7/9' }, 'UAH'), '364 7/9');
  assert.equal(evaluatedOf('479', { factor: '0.7' }, 'UAH'), '335.3');
  assert.equal(evaluatedOf('1000', { factor: '0.8', add: '150' }, 'IDR'), '950');
  assert.equal(evaluatedOf('100', { subtract: '150.50' }, 'EUR'), '-50.5');
  assert.equal(evaluatedOf('10', { factor: '1/16' }, 'JPY'), '0.625');
  assert.equal(evaluatedText('id', '364 7/9', 'IDR').replace(/\u00a0/g, ' '), 'Rp 364 7/9');
});
