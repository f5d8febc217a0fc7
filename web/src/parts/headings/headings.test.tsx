import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup } from '../render';
import { SummaryList } from './headings';

test('a summary is its items; without any there is not even its rule', () => {
  assert.match(markup(<SummaryList items={[{ key: 'Ceiling', value: '12' }, false, null]} />), /Ceiling.*12/);
  assert.equal(markup(<SummaryList items={[false, null, undefined]} />), '');
});
