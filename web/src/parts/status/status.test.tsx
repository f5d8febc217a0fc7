import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../render';
import { LotStatus, TenderStatus, tenderStatuses } from './status';

test('every status has a word in both languages, and a strange one is shown as it is', () => {
  for (const state of [...tenderStatuses, 'draft']) {
    assert.notEqual(words(<TenderStatus state={state} />, 'en'), state);
    assert.notEqual(words(<TenderStatus state={state} />, 'id'), words(<TenderStatus state={state} />, 'en'));
  }
  assert.equal(words(<TenderStatus state="strange" />), 'strange');
  assert.equal(words(<LotStatus phase="paused" />), 'Paused');
});
