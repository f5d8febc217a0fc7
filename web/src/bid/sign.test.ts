import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bidText, offerText } from './sign';

const place = { bid: 'b1', lot: '1', origin: 'o', tender: 't' };

test('what a bidder signs is canonical, whatever the order of members', () => {
  assert.equal(
    bidText({ ...place, amount: '100', confirm: false }, '0123456789abcdef'),
    '{"amount":"100","bid":"b1","confirm":false,"key":"0123456789abcdef","lot":"1","origin":"o","tender":"t","type":"terang.bid.v1"}',
  );
  assert.equal(
    offerText({ ...place, content: { steps: [{ unit_price: '11000', quantity: 300, all_or_nothing: true }], kind: 'schedule' } }, '0123456789abcdef'),
    '{"bid":"b1","content":{"kind":"schedule","steps":[{"all_or_nothing":true,"quantity":300,"unit_price":"11000"}]},"key":"0123456789abcdef","lot":"1","origin":"o","tender":"t","type":"terang.offer.v1"}',
  );
});
