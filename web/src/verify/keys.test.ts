import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519';
import { toBase64, utf8 } from './bytes';
import { canonical, type Json } from './canonical';
import { ErasureChecker } from './erasure';
import { KeyHistory } from './key_history';
import { formatVkey } from './note';
import { Failed } from './report';

const origin = 'example.com/log';
const noon = Date.UTC(2027, 0, 15, 12) * 1000;

class Signer {
  readonly secret = ed25519.utils.randomPrivateKey();
  readonly vkey = formatVkey(origin, ed25519.getPublicKey(this.secret));
  sign = (text: string): string => toBase64(ed25519.sign(utf8.encode(text), this.secret));
}

function rotation(from: Signer, to: Signer): { [key: string]: Json } {
  const names = { new_vkey: to.vkey, old_vkey: from.vkey, overlap_seconds: 60 };
  const said = canonical({ ...names, origin, type: 'terang.log-key.v1' });
  return { ...names, accepted: to.sign(said), endorsed: from.sign(said), overlap_until: '2027-01-15T12:00:00.000000Z' };
}

function found(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Failed) return error.finding.check;
    throw error;
  }
  return '';
}

test('keys are followed through rotations, and refused by name', () => {
  const [first, second, third] = [new Signer(), new Signer(), new Signer()];
  const keys = new KeyHistory();
  assert.equal(keys.refusal(first.vkey, first.vkey, 5, 0), undefined);
  assert.equal(keys.refusal(first.vkey, second.vkey, 5, 0), 'vkey_unknown');
  keys.add('log.key_rotated', rotation(first, second), 9, origin);
  keys.add('log.key_rotated', rotation(second, third), 19, origin);
  assert.equal(keys.refusal(first.vkey, third.vkey, 25, 2 * noon), undefined);
  assert.equal(keys.refusal(first.vkey, first.vkey, 10, noon), undefined);
  assert.equal(keys.refusal(first.vkey, first.vkey, 10, noon + 1), 'vkey_retired');
  assert.equal(keys.refusal(third.vkey, first.vkey, 9, noon + 1), undefined);
  keys.add('log.key_compromised', { vkey: first.vkey, from_size: 12 }, 30, origin);
  assert.equal(keys.refusal(first.vkey, first.vkey, 11, 0), undefined);
  assert.equal(keys.refusal(first.vkey, first.vkey, 12, 0), 'vkey_compromised');
  assert.equal(keys.refusal(first.vkey, third.vkey, 40, 0), undefined);
  keys.add('log.key_compromised', { vkey: first.vkey, from_size: 10 }, 31, origin);
  assert.equal(keys.refusal(first.vkey, third.vkey, 40, 0), 'vkey_compromised');
  assert.equal(keys.refusal(second.vkey, third.vkey, 40, 0), undefined);
});

test('a key that is not endorsed by the old one, or is not its own, is introduced by nobody', () => {
  const [first, second, third] = [new Signer(), new Signer(), new Signer()];
  const changed = (member: string, value: Json): string =>
    found(() => new KeyHistory().add('log.key_rotated', { ...rotation(first, second), [member]: value }, 9, origin));
  assert.equal(changed('endorsed', third.sign('x')), 'rotation_signature_invalid');
  assert.equal(changed('accepted', null), 'rotation_signature_invalid');
  assert.equal(changed('new_vkey', third.vkey), 'rotation_signature_invalid');
  assert.equal(changed('new_vkey', first.vkey), 'rotation_broken');
  assert.equal(changed('old_vkey', 'x'), 'vkey_malformed');
  assert.equal(changed('overlap_until', 'noon'), 'rotation_broken');
  const keys = new KeyHistory();
  keys.add('log.key_rotated', rotation(first, second), 9, origin);
  assert.equal(found(() => keys.add('log.key_rotated', rotation(first, third), 10, origin)), 'rotation_broken');
  assert.equal(found(() => keys.add('log.key_compromised', { vkey: third.vkey, from_size: 1 }, 11, origin)), 'rotation_broken');
});

test('a gap is explained by a later entry of the same tender', () => {
  const gaps = new ErasureChecker();
  gaps.missing(3, 't1');
  assert.equal(gaps.unexplained(), 3);
  gaps.add('entry.erased', 't2', { erased: [3, 5] }, 9);
  assert.equal(gaps.unexplained(), 3, 'another tender has no word in it');
  gaps.add('entry.erased', 't1', { erased: [3] }, 9);
  assert.equal(gaps.unexplained(), undefined);
  assert.equal(gaps.erased, 1);
  gaps.missing(5, 't1');
  assert.equal(gaps.unexplained(), 5);
  gaps.add('entry.erased', 't1', { erased: [5] }, 10);
  assert.equal(gaps.unexplained(), undefined);
});
