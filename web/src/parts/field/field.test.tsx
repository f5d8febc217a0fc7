import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { TextField } from './field';
import { RadioField, SelectField } from './more_fields';

test('label, hint and error are wired to the control', () => {
  const html = markup(<TextField id="title" label="Title" hint="Short" error="Missing" value="" onInput={() => {}} />);
  assert.match(html, /<label for="title"/);
  assert.match(html, /aria-describedby="title-hint title-error"/);
  assert.match(html, /aria-invalid="true"/);
  assert.match(html, /id="title-error"/);
});

test('optional is said in the language', () => {
  assert.equal(words(<TextField label="Phone" optional value="" onInput={() => {}} />), 'Phone (optional)');
  assert.equal(words(<TextField label="Telepon" optional value="" onInput={() => {}} />, 'id'), 'Telepon (boleh kosong)');
});

test('the error summary can reach the first radio by the field’s id', () => {
  const html = markup(<RadioField id="see" label="See" value="b" onChange={() => {}} choices={[{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }]} />);
  assert.match(html, /<input type="radio" id="see" name="see" value="a"/);
  assert.match(html, /value="b" checked/);
});

test('a select may begin empty', () => {
  const html = markup(<SelectField label="X" empty value="" onChange={() => {}} choices={[{ value: 'a', label: 'A' }]} />);
  assert.match(html, /<option[^>]*>Choose…<\/option><option value="a">/);
});
