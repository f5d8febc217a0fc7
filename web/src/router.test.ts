import assert from 'node:assert/strict';
import { test } from 'node:test';
import { match } from './router';

test('addresses fit their patterns', () => {
  assert.deepEqual(match('/', '/'), {});
  assert.deepEqual(match('/tender/:id', '/tender/abc'), { id: 'abc' });
  assert.deepEqual(match('/tender/:id', '/tender/abc/'), { id: 'abc' });
  assert.deepEqual(match('/tender/:id/live', '/tender/a%2Fb/live'), { id: 'a/b' });
  assert.equal(match('/tender/:id', '/tender/'), undefined);
  assert.equal(match('/tender/:id', '/tender/abc/live'), undefined);
  assert.equal(match('/tender/:id', '/tender/%E0%A4%A'), undefined);
  assert.equal(match('/', '/x'), undefined);
});
