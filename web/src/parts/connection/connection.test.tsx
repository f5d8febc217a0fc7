import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { ConnectionBanner, ConnectionPill } from './connection';

test('a lost line says what happens to clock and bids; only the fact is announced', () => {
  assert.equal(markup(<ConnectionBanner state="open" />), '');
  assert.match(words(<ConnectionBanner state="lost" retryAt={Date.now() + 5000} />), /^Connection lost Trying again in 5 seconds\..+clock goes on.+accepted stands/);
  assert.match(markup(<ConnectionBanner state="lost" />), /<strong role="alert">Connection lost<\/strong>/);
  assert.equal(words(<ConnectionPill state="open" />, 'id'), 'Tersambung');
});
