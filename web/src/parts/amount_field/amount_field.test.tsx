import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { AmountField } from './amount_field';

test('numeric keyboard, and the words of what stands there', () => {
  const field = (value: string) => <AmountField id="bid" label="Bid" currency="IDR" value={value} onInput={() => {}} />;
  assert.match(markup(field('1,250,000')), /inputMode="decimal"|inputmode="decimal"/);
  assert.match(words(field('1,250,000')), /one million two hundred fifty thousand rupiah/);
  assert.match(words(field('1.250.000'), 'id'), /satu juta dua ratus lima puluh ribu rupiah/);
  assert.doesNotMatch(words(field('1.250.000')), /rupiah/);
  assert.match(markup(field('')), /aria-describedby="bid-words"/);
});
