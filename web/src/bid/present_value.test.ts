import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDays, millionths, periodCount, presentValue } from './present_value';
import { percentOf, shareOf } from './share';

const contract = (share: string, years: number, days: number, first: string, rest: string) => ({ share, years, days, reductions: [first, ...Array<string>(periodCount - 1).fill(rest)] });

// yshalenyk/openprocurement.auction.esco, tests/functional/data/tender_esco.json: two bids with their values.
test('net present values are those of the published example', () => {
  const better = presentValue(contract('0.85', 12, 200, '400', '900'), '2017-10-03', '22', 'UAH')!;
  assert.equal(better.value, '850.128193');
  const other = presentValue(contract('0.86', 13, 40, '200', '800'), '2017-10-03', '22', 'UAH')!;
  assert.equal(other.value, '672.465072');
  assert.equal(better.periods.length, 21);
  assert.deepEqual([better.periods[0]!.days, better.periods[20]!.days], [89, 276]);
  assert.equal(better.periods.reduce((sum, { term }) => sum + term, 0), 12 * 365 + 200);
  // 0.85 × (400 + 900 × 11 + …): the whole first year's part, eleven whole years, and the rest of the term.
  assert.equal(better.periods[0]!.payment, '340');
});

test('a notice on the last day leaves no first period', () => {
  assert.equal(firstDays('2017-12-31'), 0);
  assert.equal(firstDays('2020-01-01'), 365);
  const value = presentValue(contract('0', 1, 0, '0', '100'), '2017-12-31', '0', 'UAH')!;
  assert.equal(value.periods[0]!.payment, '0');
  assert.equal(value.value, '2000');
  assert.equal(value.cost, '0');
});

test('a share is percent for people and a fraction on the wire', () => {
  for (const [percent, share] of [['85', '0.85'], ['100', '1'], ['5', '0.05'], ['85.5', '0.855'], ['0.125', '0.00125'], ['80', '0.8']] as const) {
    assert.equal(shareOf(percent), share);
    assert.equal(percentOf(share), percent);
  }
  assert.equal(shareOf('85,5'), '0.855');
  for (const wrong of ['', 'abc', '1000', '85.1234', '-1']) assert.equal(shareOf(wrong), undefined);
  assert.ok(millionths('850.2') > millionths('850.128193'));
});
