import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { defectTexts } from './defects';

test('every defect of an envelope has words in both languages', () => {
  const source = readFileSync('src/seal/open.ts', 'utf8');
  const page = existsSync('../auction/formats/sealed.md') ? /becomes a defect:([^]*?)\./.exec(readFileSync('../auction/formats/sealed.md', 'utf8'))?.[1] ?? '' : '';
  const names = [...[...source.matchAll(/^ {2}\| '([a-z_]+)'/gm)].map((found) => found[1]!), ...[...page.matchAll(/`([a-z_]+)`/g)].map((found) => found[1]!)];
  assert.ok(names.length >= 8, names.join());
  for (const name of names) for (const language of ['id', 'en'] as const) assert.ok(name in defectTexts[language].names, `${name} has no ${language} words`);
});
