import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { TaskList } from './task_list';

test('a blocked task leads nowhere', () => {
  const html = markup(<TaskList tasks={[{ name: 'Publish', state: 'blocked', href: '/x' }, { name: 'Lots', state: 'todo', href: '/y' }]} />);
  assert.doesNotMatch(html, /href="\/x"/);
  assert.match(html, /href="\/y"/);
  assert.equal(words(<TaskList tasks={[{ name: 'Lots', state: 'problem' }]} />), 'Lots Needs attention');
});
