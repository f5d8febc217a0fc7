import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { ReceiptCard } from './receipt';

const one = { seq: 7, bid: '8e1f1c9e-52f0-4c39-9a37-2f0b6a1d7c11', at: '2026-11-22T03:12:07.482913Z', amount: '1250000', currency: 'IDR', zone: 'Asia/Jakarta' };

test('amount in words, time with seconds, and the ways to keep and check it', () => {
  const text = words(<ReceiptCard {...one} />);
  assert.match(text, /one million two hundred fifty thousand rupiah/);
  assert.match(text, /22 November 2026, 10:12:07 WIB/);
  assert.match(markup(<ReceiptCard {...one} />), /href="\/verify\?receipt=7"/);
  assert.match(words(<ReceiptCard {...one} refused />, 'id'), /^Penawaran ditolak/);
});
