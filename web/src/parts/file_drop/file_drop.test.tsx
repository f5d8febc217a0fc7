import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../render';
import { FileDrop } from './file_drop';

test('progress in sizes people know, in their language', () => {
  const file = { name: 'x.pdf', size: 2_400_000, done: 900_000, state: 'sending' } as const;
  assert.match(words(<FileDrop label="L" onFiles={() => {}} progress={[file]} />), /Sending · 900 KB of 2\.4 MB/);
  assert.match(words(<FileDrop label="L" onFiles={() => {}} progress={[file]} />, 'id'), /Mengirim · 900 KB dari 2,4 MB/);
});
