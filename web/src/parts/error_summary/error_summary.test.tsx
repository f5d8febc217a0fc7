import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { ErrorSummary } from './error_summary';

test('counts, links to the fields, and is not there without errors', () => {
  assert.equal(markup(<ErrorSummary errors={[]} />), '');
  const html = markup(<ErrorSummary errors={[{ field: 'title', message: 'Enter the title' }]} />);
  assert.match(html, /role="alert"/);
  assert.match(html, /href="#title"/);
  assert.match(words(<ErrorSummary errors={[{ message: 'a' }]} />), /^1 thing needs your attention/);
  assert.match(words(<ErrorSummary errors={[{ message: 'a' }, { message: 'b' }]} />, 'id'), /^Ada 2 hal/);
});
