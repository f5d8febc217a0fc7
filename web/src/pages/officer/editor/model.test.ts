import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, cleaned, differences, idOf, inZone, itemSum, lotSum, newDocument, renumber, stepOf, tenderSum, withValue } from './model';

const buyer = { id: 'dinas', name: 'Dinas' };
const document = newDocument(buyer, 'id', Date.parse('2026-11-22T03:20:00Z'));

test('a new document starts on a full hour a day away', () => {
  assert.equal(document.schedule.auction_starts_at, '2026-11-23T04:00:00.000000Z');
  assert.equal(document.schedule.auction_ends_at, '2026-11-23T05:00:00.000000Z');
});

test('places are read and changed by JSON Pointer, without touching the original', () => {
  const next = withValue(document, '/lots/0/rules/decrement/own/amount', '1000');
  assert.equal(at(next, '/lots/0/rules/decrement/own/amount'), '1000');
  assert.equal(at(document, '/lots/0/rules/decrement/own'), undefined);
  assert.equal(at(withValue(next, '/lots/0/rules/decrement', undefined), '/lots/0/rules/decrement'), undefined);
  assert.equal(withValue(next, '/lots/0', undefined).lots.length, 0);
  assert.equal(at({ 'a/b': { '~': 1 } }, '/a~1b/~0'), 1);
});

test('every place belongs to a step and has an id', () => {
  assert.equal(stepOf('/lots/2/items/0/unit'), 'lot-3');
  assert.equal(stepOf('/lots'), 'lots');
  assert.equal(stepOf('/schedule/auction_ends_at'), 'schedule');
  assert.equal(stepOf('/contact/email'), 'about');
  assert.equal(idOf('/lots/0/title'), 'at-lots-0-title');
});

test('sums are exact and rounded half up', () => {
  assert.equal(itemSum({ description: '', quantity: '2.5', unit: 'kg', unit_estimate: '1000' }, 'IDR'), '2500');
  assert.equal(itemSum({ description: '', quantity: '0.333333', unit: 'kg', unit_estimate: '0.03' }, 'IDR'), '0.01');
  assert.equal(itemSum({ description: '', quantity: '1,5', unit: 'kg', unit_estimate: '1' }, 'IDR'), undefined);
  assert.equal(itemSum({ description: '', quantity: '1', unit: 'kg' }, 'IDR'), undefined);
  const lot = { ...document.lots[0]!, items: [{ description: '', quantity: '3', unit: '', unit_estimate: '12.50' }, { description: '', quantity: '1', unit: '', unit_estimate: '0.05' }] };
  assert.equal(lotSum(lot, 'IDR'), '37.55');
  assert.equal(tenderSum({ ...document, lots: [{ ...lot, estimate: '40' }, { ...lot, estimate: 'x' }] }), '40');
});

test('another zone keeps the time on the wall', () => {
  const moved = inZone(document, 'Asia/Jayapura');
  assert.equal(moved.schedule.auction_starts_at, '2026-11-23T02:00:00.000000Z');
  assert.equal(moved.time_zone, 'Asia/Jayapura');
});

test('what is empty and optional is not sent, texts are trimmed', () => {
  const sent = cleaned(withValue(withValue(document, '/place', '  '), '/lots/0/rules/decrement', {}));
  assert.equal('place' in sent, false);
  assert.equal('decrement' in sent.lots[0]!.rules, false);
  assert.equal(sent.title, '');
  assert.equal(cleaned({ ...document, title: ' Beras ' }).title, 'Beras');
});

test('differences name the places', () => {
  const other = withValue(withValue(document, '/title', 'x'), '/lots/0/rules/ties', 'not_allowed');
  assert.deepEqual(differences(document, other).sort(), ['/lots/0/rules/ties', '/title']);
  assert.deepEqual(differences(document, { ...document, lots: [] }), ['/lots']);
  assert.deepEqual(differences(document, document), []);
});

test('lots are numbered by their place', () => {
  assert.deepEqual(renumber([{ ...document.lots[0]!, id: '7' }, { ...document.lots[0]!, id: '1' }]).map(({ id }) => id), ['1', '2']);
});
