import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { passing } from './outbox';
import { verdictTexts } from './verdicts';

// Tests run in web/; the documents they are held against are the server's.
const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

test('every verdict on a bid that the server documents has words in both languages', () => {
  const auction = /## Verdicts([\s\S]*?)\| command \|/.exec(read('../auction/README.md'))?.[1] ?? '';
  const tender = /\*\*Bids\.\*\*([\s\S]*?)## Entries/.exec(read('../tender/README.md'))?.[1] ?? '';
  const live = /## Refusals before([\s\S]*?)## What/.exec(read('../server/PROTOCOL.md'))?.[1] ?? '';
  const names = new Set([...`${auction}${tender}${live}`.matchAll(/`([a-z]+(?:_[a-z]+)+|disqualified|accepted|restarting)`/g)].map((found) => found[1]!));
  for (const other of ['at_most', 'next_version', 'server_key', 'lot_sealed', 'own_best']) names.delete(other);
  assert.ok(names.size > 30, `only ${names.size} names found`);
  for (const name of names) {
    for (const language of ['id', 'en'] as const) assert.ok(name in verdictTexts[language].titles, `${name} has no ${language} words`);
  }
});

test('what is sent again by itself says so', () => {
  for (const name of passing) assert.match((verdictTexts.en.help as Record<string, string>)[name]!, /again by itself/);
});
