import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup } from '../render';
import { Button } from './button';

test('a busy button keeps its focus and its word', () => {
  const busy = markup(<Button busy>Send</Button>);
  assert.match(busy, /aria-disabled="true"/);
  assert.doesNotMatch(busy, / disabled/);
  assert.match(busy, /Send<\/button>/);
});

test('an address makes it a link', () => {
  assert.match(markup(<Button href="/x" kind="primary">Go</Button>), /^<a class="button primary" href="\/x">/);
});
