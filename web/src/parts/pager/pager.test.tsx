import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup } from '../render';
import { Pager } from './pager';

test('only the pages that are there', () => {
  assert.equal(markup(<Pager />), '');
  const html = markup(<Pager next="/?after=2" />);
  assert.match(html, /rel="next"/);
  assert.doesNotMatch(html, /rel="prev"/);
});
