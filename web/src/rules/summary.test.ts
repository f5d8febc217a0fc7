import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rules } from '../api/views';
import { summariseRules } from './summary';

const full: Rules = {
  currency: 'IDR', starts_at: '2026-12-01T03:00:00.000000Z', ends_at: '2026-12-01T04:00:00.000000Z', tick: '100000', ceiling: '1250000000',
  has_reserve: true, decrement: { own: { amount: '1000000' }, leader: { percent: '0.5' } }, confirm_drop_percent: '20',
  visibility: 'leader_price_and_rank', ties: 'earlier_wins',
  soft_close: { window_seconds: 300, extension_seconds: 120, trigger: 'top_k_change', top_k: 3, max_times: 10 },
  outage: { min_seconds: 5, min_remaining_seconds: 300 },
};
const say = (language: 'id' | 'en', rules: Rules): string =>
  summariseRules(language, rules, 'IDR', 'Asia/Jakarta').map((sentence) => sentence.text).join('\n').replace(/\u00a0/g, ' ');

test('full rules read well in both languages', () => {
  assert.equal(say('en', full), [
    'The auction starts 1 December 2026, 10:00 WIB and ends 1 December 2026, 11:00 WIB. A bid that arrives exactly at the end is too late.',
    'A bid may not be higher than Rp 1,250,000,000.',
    'Each bid must be at least Rp 1,000,000 below your own last bid and at least 0.5 percent below the best bid at that moment.',
    'Every bid is a multiple of Rp 100,000.',
    'A drop of more than 20 percent needs your confirmation, so that a slip of the finger binds nobody.',
    'During the auction you see the best price and your rank. Nobody sees who the others are.',
    'Of two equal bids, the one recorded first ranks ahead.',
    'If the order of the first 3 changes in the last 5 minutes, the time is extended by 2 minutes, at most 10 times.',
    'If Terang could not take bids for 5 seconds or longer, the end moves by as long as that lasted, and at least 5 minutes remain.',
    'There is a secret limit. The lot is awarded only if the best bid does not exceed it.',
  ].join('\n'));
  const id = say('id', full);
  assert.match(id, /Setiap penawaran harus paling sedikit Rp 1\.000\.000 di bawah penawaran Anda sendiri dan paling sedikit 0,5 persen/);
  assert.match(id, /Bila dalam 5 menit terakhir susunan 3 peringkat teratas berubah, waktu bertambah 2 menit, paling banyak 10 kali\./);
});

test('what is absent is said to be absent', () => {
  const sentences = say('en', { visibility: 'nothing', ties: 'not_allowed' });
  assert.match(sentences, /Prices only fall/);
  assert.match(sentences, /neither the prices of others nor your rank/);
  assert.match(sentences, /equal to another bidder’s is refused/);
  assert.match(sentences, /Bids do not extend the time/);
  assert.doesNotMatch(sentences, /secret/);
});

test('each decrement and each trigger has its own sentence', () => {
  assert.match(say('en', { decrement: { own: { percent: '1/3' } } }), /Lower your own bid by at least 1\/3 percent/);
  assert.match(say('en', { decrement: { leader: { amount: '500000' } } }), /at least Rp 500,000 below the best bid/);
  for (const trigger of ['any_bid', 'leader_change', 'any_rank_change'] as const) {
    const soft_close = { window_seconds: 60, extension_seconds: 60, trigger };
    assert.match(say('id', { soft_close }), /Bila dalam 1 menit terakhir .+, waktu bertambah 1 menit, tanpa batas\./);
  }
});
