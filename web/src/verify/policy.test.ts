import assert from 'node:assert/strict';
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { test } from 'node:test';
import { evaluatePolicy, otherSigners, parsePolicy, quorumHolds } from './policy';
import { Malformed } from './note';

// Keys and signatures by Node's own cryptography, not by the code that checks them.
const keyOf = (seed: string): KeyObject => createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
const publicOf = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url');
const tagged = (seed: string, type: number): Buffer => Buffer.concat([Buffer.of(type), publicOf(keyOf(seed))]);
const idOf = (name: string, seed: string, type: number): Buffer => createHash('sha256').update(`${name}\n`).update(tagged(seed, type)).digest().subarray(0, 4);
const vkeyOf = (name: string, seed: string, type: number): string => `${name}+${idOf(name, seed, type).toString('hex')}+${tagged(seed, type).toString('base64')}`;
const text = `log.example/terang\n7\n${Buffer.alloc(32, 3).toString('base64')}\n`;
const line = (name: string, seed: string, type: number, signature: Buffer): string => `\u2014 ${name} ${Buffer.concat([idOf(name, seed, type), signature]).toString('base64')}\n`;
function cosigned(by: string, seconds = 1_000, over = text): string {
  let note = `${text}\n${line('log.example/terang', 'l', 1, sign(null, Buffer.from(text), keyOf('l')))}`;
  for (const one of by) {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    note += line(`w/${one}`, one, 4, Buffer.concat([time, sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${over}`), keyOf(one))]));
  }
  return note;
}
const three = `log ${vkeyOf('log.example/terang', 'l', 1)}\n${[...'abc'].map((one) => `witness ${one} ${vkeyOf(`w/${one}`, one, 4)}\n`).join('')}`;
const refusal = (policy: string): string => {
  try {
    parsePolicy(policy);
    return 'none';
  } catch (error) {
    return (error as Malformed).check;
  }
};
const evaluate = (lines: string, note: string) => evaluatePolicy(parsePolicy(three + lines), note, 'log.example/terang');

test('a quorum is a witness, some of a group, or groups of groups', () => {
  for (const [lines, by, holds] of [
    ['quorum none\n', '', true], ['quorum b\n', 'ac', false], ['quorum b\n', 'b', true], ['group g 2 a b c\nquorum g\n', 'c', false], ['group g 2 a b c\nquorum g\n', 'ca', true],
    ['group g all a b c\nquorum g\n', 'ca', false], ['group g any a b c\nquorum g\n', 'b', true], ['group x 2 a b\ngroup both all x c\nquorum both\n', 'ab', false], ['group x 2 a b\ngroup both all x c\nquorum both\n', 'abc', true],
  ] as const) {
    assert.equal(evaluate(lines, cosigned(by)).quorum, holds, `${lines} by ${by}`);
    assert.equal(quorumHolds(parsePolicy(three + lines), [...by]), holds);
  }
});

test('who cosigned when, who is missing, who is not known', () => {
  assert.deepEqual(evaluate('group g 2 a b c\nquorum g\n', cosigned('bxa', 1_790_000_000)), {
    cosigned: [{ name: 'a', at: '2026-09-21T14:13:20.000Z' }, { name: 'b', at: '2026-09-21T14:13:20.000Z' }], missing: ['c'], quorum: true, unknown: ['w/x'],
  });
  assert.deepEqual(otherSigners(cosigned('ba'), 'log.example/terang'), ['w/b', 'w/a']);
  assert.deepEqual(otherSigners('nothing', 'log.example/terang'), []);
});

test('a cosignature over something else, or cut short, is refused by name', () => {
  const refused = (note: string): string => {
    try {
      evaluate('quorum a\n', note);
      return 'none';
    } catch (error) {
      return (error as Malformed).check;
    }
  };
  assert.equal(refused(cosigned('a')), 'none');
  assert.equal(refused(cosigned('a', 1_000, text.replace('7', '8'))), 'cosignature_invalid');
  assert.equal(refused(`${cosigned('')}${line('w/a', 'a', 4, Buffer.alloc(20))}`), 'cosignature_invalid');
  assert.equal(refused('no note'), 'note_malformed');
});

test('every refusal of a policy has the name that ledger/policy.h gives it', () => {
  const q = 'quorum a\n';
  const witness = (name: string, seed: string): string => `witness ${name} ${vkeyOf(`w/${seed}`, seed, 4)}\n`;
  for (const [policy, name] of [
    [`# why\n\n \t \n${three} quorum\t a  `, 'none'], ['', 'policy_quorum_missing'], [three, 'policy_quorum_missing'], [`${three}${q}\r\n`, 'policy_malformed'], [`${three}quorums a\n`, 'policy_malformed'], [`${three}quorum a b\n`, 'policy_malformed'],
    [`log x\n${q}`, 'vkey_malformed'], [`log ${vkeyOf('w/a', 'a', 4)}\n`, 'vkey_unsupported'], [`witness z ${vkeyOf('w/z', 'z', 1)}\n`, 'vkey_unsupported'], [witness('none', 'a'), 'policy_name_reserved'],
    [`${three}${witness('a', 'd')}`, 'policy_name_twice'], [`${three}${witness('d', 'a')}`, 'policy_key_twice'], [`${three}group g 1 z\n`, 'policy_name_unknown'], [`${three}group g 1 a a\n`, 'policy_member_twice'],
    [`${three}group g 0 a\n`, 'policy_threshold'], [`${three}group g 3 a b\n`, 'policy_threshold'], [`${three}${q}${q}`, 'policy_quorum_twice'], [`${'#\n'.repeat(1000)}${q}`, 'policy_too_long'],
  ] as const) assert.equal(refusal(policy), name, policy.slice(0, 60));
});
