import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { problemTexts } from './editor/problems';
import { refusalTexts } from './refusals';

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const names = (text: string): string[] => [...text.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)].map((found) => found[1]!);

test('every refusal of an officer’s command has words in both languages', () => {
  const table = /\| command \| its own refusals[\s\S]*?\n\n/.exec(read('../tender/README.md'))?.[0] ?? '';
  const lots = /\| command \| refusals, in order \|[\s\S]*?\n\n/.exec(read('../auction/README.md'))?.[0] ?? '';
  const officers = table.split('\n').filter((line) => !/^\| (command|apply|name_bidder|register_key|revoke_key|record_outage|open_lot|open_sealed|cover|rotate_log_key|distrust_log_key|erase_entries)/.test(line)).join('\n');
  const live = lots.split('\n').filter((line) => /^\| (pause|resume|extend|cancel|disqualify)/.test(line)).join('\n');
  const wanted = new Set([...names(officers), ...names(live)]);
  for (const other of ['lot', 'lots', 'path', 'name', 'problems', 'state', 'buyer', 'pseudonym', 'reason', 'at_most']) wanted.delete(other);
  assert.ok(wanted.size > 20, `only ${wanted.size} names found`);
  // Known to every page.
  for (const name of ['no_such_lot', 'no_such_tender', 'reason_missing', 'reason_too_long']) wanted.delete(name);
  for (const name of wanted) for (const language of ['id', 'en'] as const) assert.ok(name in refusalTexts[language], `${name} (${language})`);
});

test('every problem of rules has words in both languages', () => {
  const table = /### Problems of rules[\s\S]*?\n## /.exec(read('../auction/README.md'))?.[0] ?? '';
  const wanted = table.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) => names(line.split('|')[1]!));
  assert.ok(wanted.length > 30, `only ${wanted.length} names found`);
  for (const name of wanted) for (const language of ['id', 'en'] as const) assert.ok(name in problemTexts[language].names, `${name} (${language})`);
});
