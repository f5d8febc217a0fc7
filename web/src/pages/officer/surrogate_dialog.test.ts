import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surrogateForm } from './surrogate_dialog';

test('the form takes what a bid on the lot is, or none', () => {
  assert.equal(surrogateForm({ format: 'english_reverse' }, {}), 'amount');
  assert.equal(surrogateForm({ format: 'japanese_reverse' }, {}), 'amount');
  assert.equal(surrogateForm({ format: 'stepped_rounds' }, { step: '10' }), 'amount');
  assert.equal(surrogateForm({ format: 'supply_schedule' }, {}), 'schedule');
  assert.equal(surrogateForm({ format: 'stepped_rounds' }, { esco: {} }), 'none');
  assert.equal(surrogateForm({ format: 'package' }, {}), 'none');
});
