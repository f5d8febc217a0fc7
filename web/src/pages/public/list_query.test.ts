import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countFilters, previousPage, readQuery, rememberPage, writeQuery } from './list_query';

test('a search and its address are the same thing', () => {
  const query = readQuery(new URLSearchParams('q=laptop+guru&status=live&junk=1&after=&min_value=1000'));
  assert.deepEqual(query, { q: 'laptop guru', status: 'live', min_value: '1000' });
  assert.equal(writeQuery(query), '/?q=laptop+guru&status=live&min_value=1000');
  assert.equal(writeQuery({}), '/');
  assert.equal(countFilters(query), 2);
});

test('the way back is remembered page by page', () => {
  const base = { q: 'beras' };
  rememberPage(base);
  rememberPage({ ...base, after: 'b' });
  rememberPage({ ...base, after: 'c' });
  assert.equal(previousPage({ ...base, after: 'c' })?.url, '/?q=beras&after=b');
  assert.equal(previousPage({ ...base, after: 'b' })?.url, '/?q=beras');
  assert.equal(previousPage(base), undefined);
  rememberPage({ ...base, after: 'b' });
  rememberPage({ ...base, after: 'd' });
  assert.equal(previousPage({ ...base, after: 'd' })?.url, '/?q=beras&after=b');
  assert.equal(previousPage({ q: 'other', after: 'x' })?.url, '/?q=other');
});
