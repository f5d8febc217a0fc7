import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { entryTexts } from './entry_texts';
import { retentionTexts } from './retention_texts';

const readme = readFileSync('../tender/README.md', 'utf8');

test('every refusal of an erasure has words in both languages', () => {
  const row = /\| erase_entries \|(.*)\|\n/.exec(readme)?.[1] ?? '';
  const wanted = new Set([...row.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)].map((found) => found[1]!));
  // What the answer names, and what the dialog for reasons knows itself.
  for (const other of ['seq', 'erasable_from', 'reason_missing', 'reason_too_long']) assert.ok(wanted.delete(other), other);
  assert.ok(wanted.size > 7, `only ${wanted.size} names found`);
  for (const language of ['id', 'en'] as const) assert.deepEqual(Object.keys(retentionTexts[language].refusals).sort(), [...wanted].sort());
});

test('every kind that retention speaks of has words for what it holds, and a name', () => {
  const table = /## Retention[\s\S]*?\n\| kind[\s\S]*?\n\n/.exec(readme)?.[0] ?? '';
  const kinds = [...table.matchAll(/^\| `([a-z.]+)`/gm)].map((found) => found[1]!);
  assert.ok(kinds.length > 3, `only ${kinds.length} kinds found`);
  for (const language of ['id', 'en'] as const) {
    assert.deepEqual(Object.keys(retentionTexts[language].holds).sort(), [...kinds].sort());
    for (const kind of kinds) assert.ok(kind in entryTexts[language].names, kind);
  }
});
