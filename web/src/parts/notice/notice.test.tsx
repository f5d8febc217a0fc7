import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { Notice } from './notice';

test('the kind is a word, also where a title of its own stands', () => {
  assert.equal(words(<Notice kind="danger" />), 'Problem');
  assert.equal(words(<Notice kind="warning" title="Paused" />), 'Attention: Paused');
  assert.match(markup(<Notice live="alert" />), /role="alert"/);
  assert.doesNotMatch(markup(<Notice />), /role=/);
});
