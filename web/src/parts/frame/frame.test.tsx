import assert from 'node:assert/strict';
import { test } from 'node:test';
import { session } from '../../api/session';
import { markup, words } from '../render';
import { Frame } from './frame';

test('skip link first, then the menu, then the page', () => {
  session.set(null);
  const html = markup(<Frame>page</Frame>);
  assert.match(html, /^<div class="frame"><a class="skip" href="#main">Skip to content<\/a>/);
  assert.match(html, /<main id="main"/);
  assert.match(words(<Frame>page</Frame>), /Sign in/);
});

test('who is signed in has a desk and a menu', () => {
  session.set({ account: 'a', login: 'l', name: 'Sri', role: 'officer', business: null, expires_at: '', origin: '' });
  assert.match(words(<Frame>page</Frame>), /Desk/);
  assert.match(markup(<Frame>page</Frame>), /aria-label="Account of Sri"/);
  session.set(null);
});
