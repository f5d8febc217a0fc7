import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { Timeline } from './timeline';

test('each step says in words whether it is past, now or to come', () => {
  const steps = [{ title: 'A', state: 'past' }, { title: 'B', state: 'now' }, { title: 'C', state: 'next' }] as const;
  assert.equal(words(<Timeline steps={[...steps]} />), 'Done: A Now: B To come: C');
  assert.match(markup(<Timeline steps={[...steps]} />), /aria-current="step"/);
});
