import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDocument } from '../pages/officer/editor/model';
import { formatOf, rulesFor } from './defaults';
import { ladderOf } from './ladder';
import { lengthOf } from './rounds';
import { summariseRules } from './summary';

const document = newDocument({ id: 'd', name: 'D' }, 'id', Date.parse('2026-11-22T03:20:00Z'));
const lot = { ...document.lots[0]!, estimate: '1250000000', rules: {}, items: [{ description: 'Beras', quantity: '1000', unit: 'ton', unit_estimate: '15000' }] };
const schedule = { auction_starts_at: '2026-12-01T03:00:00.000000Z', auction_ends_at: '2026-12-01T04:00:00.000000Z' };

test('a format’s first rules fit the ceiling and the time', () => {
  for (const type of ['dutch_reverse', 'japanese_reverse'] as const) {
    for (const estimate of ['1250000000', '999999', '7', '1']) {
      for (const minutes of [2, 10, 60, 600]) {
        const times = { ...schedule, auction_ends_at: new Date(Date.parse(schedule.auction_starts_at) + minutes * 60_000).toISOString() };
        const rules = rulesFor(type, { ...document, schedule: times }, { ...lot, estimate });
        const ladder = ladderOf(rules, 'IDR')!;
        assert.ok(ladder, `${type} ${estimate}`);
        assert.ok(ladder.count * ladder.interval <= minutes * 60, `${type} ${estimate} ${minutes}: ${ladder.count}`);
        assert.ok(BigInt(ladder.first) <= BigInt(estimate) && BigInt(ladder.last) <= BigInt(estimate) && BigInt(ladder.last) > 0n);
        assert.equal(ladder.last, type === 'dutch_reverse' ? rules.highest : rules.floor);
      }
    }
  }
  const dutch = rulesFor('dutch_reverse', document, lot);
  assert.deepEqual([dutch.start, dutch.step, dutch.highest], ['760000000', '20000000', '1240000000']);
});

test('without a ceiling prices stay empty; times and the ceiling are kept', () => {
  const rules = rulesFor('dutch_reverse', document, { ...lot, estimate: null, rules: { starts_at: 'x', tick: '5' } });
  assert.equal(rules.start, undefined);
  assert.equal(rules.starts_at, 'x');
  assert.equal(formatOf(rules), 'dutch_reverse');
  assert.equal(formatOf({}), 'english_reverse');
  const supply = rulesFor('supply_schedule', document, lot);
  assert.deepEqual(supply.demand, { units: 1000, unit: 'ton' });
  assert.equal(supply.ceiling, '15000');
});

test('a ladder is exact, and none where a member is missing or the wrong way round', () => {
  const rules = { type: 'dutch_reverse', start: '0.10', step: '0.03', ceiling: '0.20', interval_seconds: 60 };
  const ladder = ladderOf(rules, 'EUR')!;
  assert.deepEqual([ladder.count, ladder.first, ladder.last, ladder.price(2), ladder.price(5), ladder.price(0)], [4, '0.10', '0.19', '0.13', undefined, undefined]);
  assert.equal(ladderOf({ ...rules, ceiling: undefined }, 'EUR'), undefined);
  assert.equal(ladderOf({ ...rules, ceiling: '0.05' }, 'EUR'), undefined);
  assert.equal(ladderOf({ ...rules, step: '0' }, 'EUR'), undefined);
  assert.equal(ladderOf({ ...rules, type: 'english_reverse' }, 'EUR'), undefined);
  const down = ladderOf({ type: 'japanese_reverse', start: '1000000', step: '300000', interval_seconds: 60 }, 'IDR')!;
  assert.deepEqual([down.count, down.last], [4, '100000']);
});

const say = (language: 'id' | 'en', rules: object): string =>
  summariseRules(language, { starts_at: schedule.auction_starts_at, ends_at: schedule.auction_ends_at, ...rules }, 'IDR', 'Asia/Jakarta').map(({ text }) => text).join('\n').replace(/\u00a0/g, ' ');

test('each format’s rules are said, and nothing of another format', () => {
  const dutch = { type: 'dutch_reverse', start: '600000', step: '50000', interval_seconds: 60, highest: '1000000', outage: { min_seconds: 5, min_remaining_seconds: 30 } };
  assert.equal(say('en', dutch), [
    'The auction starts 1 December 2026, 10:00 WIB at Rp 600,000. Every 1 minute the price rises by Rp 50,000.',
    'The highest price shown is Rp 1,000,000. If nobody takes that either, the lot is not sold.',
    'Whoever first takes the price that is shown has the lot at that price, and the auction is over at once.',
    'If the price rises while your click is under way, you get the price you saw.',
    'All bidders see the same price and whether the lot has been taken. Nobody sees who the others are.',
    'While the auction is paused, the price and its time stand still.',
    'If Terang could not hear bidders for 5 seconds or longer, the price stands still for as long as that lasted, and at least 30 seconds remain at it.',
  ].join('\n'));
  assert.match(say('id', { ...dutch, winners: 3, has_reserve: true }), /3 penyedia pertama[^]*dirahasiakan/);
  const japanese = { type: 'japanese_reverse', start: '1000000', step: '50000', interval_seconds: 120, floor: '600000' };
  assert.match(say('en', japanese), /falls by Rp 50,000[^]*lowest price is Rp 600,000[^]*says nothing at a price has left[^]*leaves one bidder[^]*how many were still in/);
  assert.match(say('en', { ...japanese, silence: 'stays', winners: 2, min_levels: 4, shows_remaining: false }), /nothing means staying[^]*at most 2 bidders[^]*at least 4 prices[^]*do not see how many/);
  const supply = { type: 'supply_schedule', ceiling: '15000', demand: { units: 1000, unit: 'ton', min_units: 600 }, pricing: 'uniform_highest_accepted', margin: { rule: 'pro_rata', all_or_nothing: true, min_award: 50 }, bidder_limit: { percent: '40' }, visibility: 'nothing', max_steps: 10 };
  assert.match(say('id', supply), /1\.000 ton[^]*Rp 15\.000[^]*10 langkah[^]*dibayar sama[^]*sebanding[^]*50 ton[^]*40 persen[^]*600 ton/);
  for (const rules of [dutch, japanese, supply]) assert.doesNotMatch(say('en', rules), /best bid|your last one/);
  const stepped = { type: 'stepped_rounds', ceiling: '500', step: '35', rounds: 3, opening_pause_seconds: 300, turn_seconds: 120, pause_seconds: 120, pre_announcement_seconds: 120 };
  assert.match(say('en', stepped), /Initial offers are taken until 1 December 2026[^]*3 rounds[^]*one turn of 2 minutes[^]*higher than Rp 500[^]*at least Rp 35[^]*under numbers/);
  assert.match(say('id', { ...stepped, step: undefined, esco: { notice: '2017-10-03', discount_percent: '22', step_percent: '0.6' } }), /nilai kini bersihnya tertinggi[^]*22 persen[^]*80 %[^]*100 %[^]*0,6 persen/);
  for (const rules of [stepped]) assert.doesNotMatch(say('en', rules), /best bid|your last one/);
  assert.match(say('en', { type: 'no_such_format' }), /tender’s documents/);
});

test('stepped rounds begin with half a percent of the ceiling, and last as long as their turns', () => {
  const rules = rulesFor('stepped_rounds', document, lot);
  assert.deepEqual([rules.step, rules.ceiling, rules.rounds], ['5000000', '1250000000', 3]);
  // auction/formats/stepped_rounds.md: 11 + 6·N minutes.
  for (const n of [1, 2, 7]) assert.equal(lengthOf({}, n), (11 + 6 * n) * 60);
});

test('an English auction with several winners or floors says so', () => {
  assert.match(say('en', { winners: 3, min_winners: 2 }), /first 3 win, each at their own price[^]*fewer than 2 winners/);
  assert.match(say('id', { proxy: true, ceiling: '100' }), /menitipkan batas terendah/);
  assert.doesNotMatch(say('en', {}), /leave a floor|win, each/);
});

test('sealed rounds fit the time, and their rules are said', () => {
  for (const minutes of [1, 5, 60, 600]) {
    const times = { ...schedule, auction_ends_at: new Date(Date.parse(schedule.auction_starts_at) + minutes * 60_000).toISOString() };
    const rules = rulesFor('hybrid', { ...document, schedule: times }, lot);
    assert.ok(rules.sealed_seconds! > 0 && rules.opening_seconds! > 0 && rules.sealed_seconds! + rules.opening_seconds! < minutes * 60, `${minutes}`);
    assert.deepEqual([rules.ceiling, rules.live?.ceiling, rules.live?.outage], ['1250000000', undefined, undefined]);
  }
  const first = { type: 'sealed_first_price', ceiling: '1000000', tick: '1000', outage: { min_seconds: 5, min_remaining_seconds: 300 } };
  assert.equal(say('en', first), [
    'Sealed bids are taken from 1 December 2026, 10:00 WIB to 1 December 2026, 11:00 WIB. What arrives exactly at the deadline is too late.',
    'A bid above Rp 1,000,000 does not count.',
    'Your amount is sealed in your browser. Until the deadline you may replace it or take it back.',
    'Every bid is a multiple of Rp 1,000; any other does not count.',
    'The lowest wins and is paid its own price.',
    'Until the bids are opened nobody sees whether you bid, the officer neither. Then all are opened at once, and every amount is seen.',
    'In this mode the platform itself could open a bid early.',
    'Of two equal bids, the one recorded first ranks ahead.',
    'Pauses and extensions move the deadline. What is sealed stands.',
    'If Terang could not take bids for 5 seconds or longer, the deadline moves by as long as that lasted, and at least 5 minutes remain.',
  ].join('\n'));
  assert.match(say('id', { ...first, winners: 3, pay: 'match_lowest' }), /3 yang terendah menang, dan semuanya dibayar setara/);
  assert.match(say('en', { ...first, winners: 2 }), /lowest 2 win, each paid their own/);
  assert.match(say('en', { ...first, type: 'sealed_second_price', has_reserve: true }), /what the next one asked[^]*bid above it does not win/);
  assert.match(say('id', { ...first, type: 'sealed_second_price', winners: 2 }), /penawaran terbaik yang tidak menang/);
  const hybrid = say('en', { type: 'hybrid', sealed_seconds: 2400, opening_seconds: 300, best: 3, at_the_edge: 'earlier_wins', live: { decrement: { own: { amount: '1000' } }, visibility: 'rank_only' }, outage: first.outage });
  assert.match(hybrid, /10:40 WIB;[^]*live round starts 1 December 2026, 10:45 WIB[^]*best 3 sealed bids[^]*recorded first goes on[^]*In the live round:[^]*Lower your own bid by at least Rp 1,000[^]*only your rank/);
  assert.equal(hybrid.match(/deadline moves by as long/g)?.length, 1);
  assert.doesNotMatch(hybrid, /A failure of the system/);
});
