import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { verifyBundle } from './bundle';
import { MadeLog } from './make_log';
import { parseVkey } from './note';
import type { Report } from './report';

// Node 18 has WebCrypto, but not yet as a global.
if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

type Key = Record<string, string | number | null>;
type Range = [from: number, to: number];

// Three keys: the second came with entry 1, the third with entry 4; entry 3 says that the first is not to be believed.
const log = new MadeLog();
const vkeys = [log.vkey];
const rotate = (seed: number): void => {
  log.rotate(seed);
  vkeys.push(log.vkey);
};
log.append('tender.published', 't1', {});
rotate(8);
log.append('tender.amended', 't1', {});
log.append('log.key_compromised', undefined, { from_size: 4, vkey: vkeys[0] });
rotate(9);
log.append('tender.amended', 't1', {});

// Over before the log's first entry.
const over = '2026-09-21T12:26:40.000000Z';
const told: Key[] = [
  { compromised_from: 4, from_seq: null, overlap_until: over, state: 'compromised', until_seq: 1, vkey: vkeys[0]! },
  { compromised_from: null, from_seq: 1, overlap_until: over, state: 'retired', until_seq: 4, vkey: vkeys[1]! },
  { compromised_from: null, from_seq: 4, overlap_until: null, state: 'current', until_seq: null, vkey: vkeys[2]! },
];

function bundle(form: 'whole' | 'tender' | Range, change: (keys: Key[]) => void = () => {}): string {
  const keys = told.map((key) => ({ ...key }));
  change(keys);
  const range = Array.isArray(form) ? { range: form } : {};
  const whole = form === 'whole';
  const manifest = { checkpoint: log.checkpoint(), complete: true, format: 'terang-bundle-v1', ...range, tender: form === 'tender' ? 't1' : null, vkey: log.vkey, vkeys: keys };
  const [from, to] = Array.isArray(form) ? form : [0, log.entries.length];
  const lines = log.entries.slice(from, to).map((entry) => ({
    header: entry.header.toString('base64'),
    payload: entry.payload,
    ...(whole ? {} : { proof: log.proof(entry.seq) }),
    salt: entry.salt.toString('base64'),
    seq: entry.seq,
    tender: entry.tender ?? null,
  }));
  return log.sealed([manifest, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''), lines.length);
}
const check = (text: string, held?: string): Promise<Report> => verifyBundle(text, held === undefined ? undefined : parseVkey(held), () => {});
const finding = async (text: string, held?: string): Promise<string> => {
  const { finding: found } = await check(text, held);
  return found ? `${found.check}${found.check === 'vkeys_mismatch' ? ` ${found.field}` : ''}` : '';
};

test('keys that a bundle names are what its entries say', async () => {
  for (const form of ['whole', 'tender', [0, 6]] as const) {
    const report = await check(bundle(form as 'whole' | Range));
    assert.equal(report.finding, undefined);
    assert.deepEqual(report.namedKeys, { keys: 3, shown: 3 });
  }
  const cases: [(keys: Key[]) => void, string][] = [
    [(keys) => Object.assign(keys[1]!, { vkey: 'no key' }), 'vkeys/1/vkey'],
    [(keys) => Object.assign(keys[2]!, { vkey: vkeys[0] }), 'vkeys/2/vkey'],
    [(keys) => Object.assign(keys[0]!, { from_seq: 0 }), 'vkeys/0/from_seq'],
    [(keys) => Object.assign(keys[0]!, { compromised_from: 5 }), 'vkeys/0'],
    [(keys) => { keys[0]!.until_seq = 2; keys[1]!.from_seq = 2; }, 'vkeys/0'],
    [(keys) => { keys[1]!.until_seq = 6; keys[2]!.from_seq = 6; }, 'vkeys/1/until_seq'],
    [(keys) => Object.assign(keys[1]!, { overlap_until: '2026-09-21T12:26:40.000001Z' }), 'vkeys/1'],
    [(keys) => { keys.pop(); Object.assign(keys[1]!, { until_seq: null, overlap_until: null, state: 'current' }); }, 'vkeys'],
    [(keys) => Object.assign(keys[0]!, { compromised_from: null, state: 'retired' }), 'vkeys/0'],
  ];
  for (const [change, where] of cases) {
    for (const form of ['whole', 'tender', [0, 6]] as const) {
      const found = await finding(bundle(form as 'whole' | Range, change));
      assert.ok(found.startsWith(`vkeys_mismatch ${where}`), `${found}, not ${where}`);
    }
  }
  assert.equal(await finding(bundle('whole', (keys) => void (keys[1]!.state = 'overlap'))), 'vkeys_mismatch vkeys/1');
  assert.equal(await finding(bundle([2, 6], (keys) => void (keys[1]!.state = 'overlap'))), 'vkeys_mismatch vkeys/1/state');
});

test('the list of keys has one form', async () => {
  const cases: ((keys: Key[]) => void)[] = [
    (keys) => keys.splice(0),
    (keys) => void (keys[0]!.more = 1),
    (keys) => void (keys[0]!.state = 'lost'),
    (keys) => void (keys[0]!.state = 'retired'),
    (keys) => void (keys[2]!.state = 'overlap'),
    (keys) => void (keys[1]!.overlap_until = null),
    (keys) => void (keys[2]!.overlap_until = over),
    (keys) => void (keys[1]!.from_seq = '1'),
    (keys) => void (keys[1]!.vkey = ''),
  ];
  for (const change of cases) {
    // Members in their order, whatever was added.
    const sorted = (keys: Key[]): void => {
      change(keys);
      keys.forEach((key, i) => void (keys[i] = Object.fromEntries(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)))));
    };
    assert.equal(await finding(bundle('whole', sorted)), 'bundle_malformed', String(change));
  }
});

test('of a range they are the log’s word where the entries are elsewhere', async () => {
  assert.deepEqual((await check(bundle([2, 6]))).namedKeys, { keys: 3, shown: 1 });
  assert.equal(await finding(bundle([2, 6]), vkeys[0]), 'vkey_unknown', 'nobody is led from key to key by a word');
  assert.equal(await finding(bundle([0, 6]), vkeys[1]), '');
  const outside = (keys: Key[]): void => { keys[0]!.until_seq = 0; keys[1]!.from_seq = 0; };
  const inside = (keys: Key[]): void => { keys[1]!.until_seq = 3; keys[2]!.from_seq = 3; };
  const without = (keys: Key[]): void => { keys.shift(); keys[0]!.from_seq = null; };
  assert.equal(await finding(bundle([2, 6], outside)), '');
  assert.equal(await finding(bundle([2, 6], inside)), 'vkeys_mismatch vkeys/1/until_seq');
  assert.equal(await finding(bundle([5, 6], inside)), '');
  assert.equal(await finding(bundle([2, 4], inside)), 'vkeys_mismatch vkeys/1/until_seq');
  assert.equal(await finding(bundle([2, 4], (keys) => void (keys[0]!.compromised_from = 3))), '', 'another entry may say so');
  assert.equal(await finding(bundle([2, 4], (keys) => void (keys[0]!.compromised_from = 5))), 'vkeys_mismatch vkeys/0/compromised_from');
  assert.equal(await finding(bundle([2, 4], without)), 'vkeys_mismatch vkeys/2');
  assert.equal(await finding(bundle([5, 6], without)), '');
});

test('whom the log itself distrusts signs no range', async () => {
  const now = log.vkey;
  const by = async (seed: number, range: Range, change?: (keys: Key[]) => void): Promise<string> => {
    log.signWith(seed);
    const found = await finding(bundle(range, change));
    log.signWith(9);
    return found;
  };
  assert.equal(await by(7, [2, 4]), 'vkey_compromised', 'by entry 3');
  assert.equal(await by(7, [4, 6]), 'vkey_compromised', 'by its own word');
  assert.equal(await by(8, [2, 4]), 'vkey_retired');
  assert.equal(await by(8, [2, 4], (keys) => Object.assign(keys[1]!, { overlap_until: '2027-09-21T12:26:40.000000Z', state: 'overlap' })), '');
  assert.equal(log.vkey, now);
});
