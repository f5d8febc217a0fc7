import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webcrypto } from 'node:crypto';
import { fromBase64, toHex, utf8 } from './bytes';
import { verifyBundle } from './bundle';
import { canonical } from './canonical';
import { includes, leafHash, rootFrom, Tree } from './merkle';
import { MadeLog, sampleLog } from './make_log';
import { Malformed, openNote, parseVkey } from './note';
import { parsePolicy } from './policy';
import { verifyReceipt } from './receipt';
import { p256 } from '@noble/curves/p256';
import { priceContent } from '../seal';
import { seal } from '../seal/seal';
import type { Report } from './report';

// Node 18 has WebCrypto, but not yet as a global.
if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

const quiet = (): void => {};
const check = (log: MadeLog, text: string): Promise<Report> => verifyBundle(text, parseVkey(log.vkey), quiet);
const change = (text: string, line: number, by: (value: Record<string, unknown>) => void): string => {
  const lines = text.split('\n');
  const value = JSON.parse(lines[line]!) as Record<string, unknown>;
  by(value);
  lines[line] = JSON.stringify(value);
  return lines.join('\n');
};
const flip = (base64: unknown, at: number): string => {
  const octets = Buffer.from(base64 as string, 'base64');
  octets[at]! ^= 1;
  return octets.toString('base64');
};

test('RFC 6962 roots of Certificate Transparency’s own test leaves', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const tree = new Tree();
  assert.equal(toHex(tree.root()), roots[0]);
  leaves.forEach((leaf, n) => {
    tree.append(leafHash(Uint8Array.from(Buffer.from(leaf, 'hex'))));
    assert.equal(toHex(tree.root()), roots[n + 1]);
  });
});

test('every inclusion proof of trees up to 40 leads to the root, and no other does', () => {
  const log = new MadeLog();
  for (let size = 1; size <= 40; size += 1) {
    log.append('lot.opened', undefined, { n: size });
    const tree = new Tree();
    for (const entry of log.entries) tree.append(entry.leaf);
    for (let at = 0; at < size; at += 1) {
      const proof = log.proof(at).map((hash) => fromBase64(hash)!);
      assert.ok(includes(at, size, log.entries[at]!.leaf, proof, tree.root()), `${at} of ${size}`);
      if (size > 1) assert.ok(!includes((at + 1) % size, size, log.entries[at]!.leaf, proof, tree.root()));
      assert.equal(rootFrom(at, size, log.entries[at]!.leaf, [...proof, proof[0] ?? new Uint8Array(32)]), undefined);
    }
  }
});

test('a signed note of somebody else’s making', () => {
  const key = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  const text = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n';
  const signature = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  assert.equal(openNote(`${text}\n${signature}`, key), text);
  const failure = (note: string): string => {
    try {
      openNote(note, key);
      return 'accepted';
    } catch (error) {
      return (error as Malformed).check;
    }
  };
  assert.equal(failure(`${text.replace('answer', 'Answer')}\n${signature}`), 'note_signature_invalid');
  assert.equal(failure(`${text}\n${signature.replace('PeterNeumann', 'Peter')}`), 'note_unsigned');
  assert.equal(failure(text), 'note_malformed');
  assert.throws(() => parseVkey('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'));
});

test('base64 is standard, padded and of one form', () => {
  assert.deepEqual(fromBase64('AQ=='), Uint8Array.of(1));
  for (const wrong of ['AQ', 'AQ=', 'AR==', 'A-==', '====']) assert.equal(fromBase64(wrong), undefined, wrong);
  assert.equal(canonical({ b: 1, a: ['é', null, true], '\u20ac': '\u0007' }), '{"a":["é",null,true],"b":1,"€":"\\u0007"}');
  assert.equal(utf8.encode('😀').length, 4);
});

test('a whole log holds, and says how much was looked at', async () => {
  const log = sampleLog();
  const report = await check(log, log.bundle());
  assert.equal(report.finding, undefined);
  assert.deepEqual(report.checks.map(({ id, state, count }) => `${id} ${state} ${count}`), [
    'format passed 15', 'checkpoint passed 1', 'chain passed 15', 'commitments passed 15', 'sequence passed 14', 'tree passed 15', 'signatures passed 13', 'seal passed 1',
  ]);
  assert.deepEqual([report.entries, report.bids, report.signatures, report.size, report.origin], [15, 12, 13, 15, 'terang.example/log']);
});

test('a tender’s bundle holds, also with entries withheld', async () => {
  const log = sampleLog();
  const report = await check(log, log.bundle('tender000001'));
  assert.equal(report.finding, undefined);
  assert.equal(report.tender, 'tender000001');
  assert.equal(report.signatures, 9);
  const partial = await check(log, log.bundle('tender000001', (entry) => entry.payload.includes('tender.published')));
  assert.equal(partial.finding, undefined);
  assert.equal(partial.withheld, 1);
});

test('who holds the old key is led to the new one by the log, and to no other', async () => {
  const log = sampleLog();
  const old = parseVkey(log.vkey);
  log.rotate(9);
  log.bid('tender000001', '1', '900000');
  const verdict = async (text: string, held = old): Promise<string | undefined> => (await verifyBundle(text, held, quiet)).finding?.check;
  const stranger = new MadeLog();
  stranger.signWith(13);
  const other = stranger.vkey;
  const elsewhere = new MadeLog('elsewhere.example/log').vkey;
  const withPolicy = async (text: string, vkey: string): Promise<string | undefined> =>
    (await verifyBundle(text, undefined, quiet, { policy: parsePolicy(`log ${vkey}\nquorum none\n`) })).finding?.check;
  for (const tender of [undefined, 'tender000001']) {
    assert.equal(await verdict(log.bundle(tender)), undefined);
    assert.equal(await verdict(log.bundle(tender), parseVkey(log.vkey)), undefined);
    assert.equal(await withPolicy(log.bundle(tender), old.text), undefined, 'a policy that names the old key is led to the new one');
    assert.equal(await withPolicy(log.bundle(tender), other), 'vkey_mismatch');
    assert.equal(await withPolicy(log.bundle(tender), elsewhere), 'vkey_mismatch');
  }
  log.append('log.key_compromised', undefined, { from_size: 3, vkey: old.text });
  assert.equal(await verdict(log.bundle()), 'vkey_compromised');
  assert.equal(await withPolicy(log.bundle(), old.text), 'vkey_compromised');
  assert.equal(await verdict(log.bundle(), parseVkey(log.vkey)), undefined);
  const { keyWords } = await verifyBundle(log.bundle(), parseVkey(log.vkey), quiet);
  assert.deepEqual(keyWords.map(({ seq, vkey, successor, fromSize }) => [seq, vkey, successor, fromSize]), [
    [15, old.text, { vkey: log.vkey, until: '2026-09-21T12:26:40.000000Z' }, undefined], [17, old.text, undefined, 3],
  ]);
  const newest = parseVkey(log.vkey);
  log.signWith(7);
  assert.equal(await verdict(log.bundle(), newest), 'vkey_compromised');
  log.signWith(11);
  assert.equal(await verdict(log.bundle(), newest), 'vkey_unknown');
  assert.equal(await verdict(log.bundle(), old), 'vkey_unknown');
});

test('what was erased is missing with a word, and nothing else is', async () => {
  const log = sampleLog();
  log.append('entry.erased', 'tender000001', { by: { account: 'acc000000002', role: 'administrator' }, erased: [3], reason: 'Ten years are over.' });
  const gone = (seq: number): string => {
    const cut = change(log.bundle(), seq + 1, (v) => { v.payload = v.salt = null; });
    return log.sealed(`${cut.slice(0, cut.indexOf('{"entries":'))}`, log.entries.length);
  };
  const report = await check(log, gone(3));
  assert.equal(report.finding, undefined);
  assert.deepEqual([report.withheld, report.erased], [1, 1]);
  assert.deepEqual(report.erasureWords, [
    { seq: 15, at: '2026-09-21T14:13:20.015000Z', by: 'acc000000002, administrator', reason: 'Ten years are over.', tender: 'tender000001', erased: [3] },
  ]);
  assert.equal((await check(log, gone(4))).finding?.check, 'payload_missing');
});

const altered: [name: string, how: (log: MadeLog) => string][] = [
  ['vkey_mismatch', (log) => change(log.bundle(), 0, (v) => { v.vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'; })],
  ['note_signature_invalid', (log) => change(log.bundle(), 0, (v) => { v.checkpoint = (v.checkpoint as string).replace('\n15\n', '\n14\n'); })],
  ['bundle_malformed', (log) => log.bundle().replace('terang-bundle-v1', 'terang-bundle-v2')],
  ['bundle_truncated', (log) => log.bundle().split('\n').slice(0, -2).join('\n')],
  ['bundle_truncated', (log) => log.bundle().replace('{"entries":15,', '{"entries":16,')],
  ['entry_missing', (log) => log.bundle().split('\n').filter((_, n) => n !== 5).join('\n').replace('{"entries":15,', '{"entries":14,')],
  ['header_malformed', (log) => change(log.bundle(), 5, (v) => { v.header = flip(v.header, 0); })],
  ['seq_mismatch', (log) => change(log.bundle(), 5, (v) => { v.header = flip(v.header, 8); })],
  ['chain_broken', (log) => change(log.bundle(), 5, (v) => { v.header = flip(v.header, 20); })],
  // A header's time changes its leaf: the next entry's link names another.
  ['chain_broken', (log) => change(log.bundle(), 5, (v) => { v.header = flip(v.header, 16); })],
  ['commitment_mismatch', (log) => change(log.bundle(), 7, (v) => { v.payload = (v.payload as string).replace('"amount":"99', '"amount":"98'); })],
  ['commitment_mismatch', (log) => change(log.bundle(), 7, (v) => { v.salt = flip(v.salt, 3); })],
  ['payload_missing', (log) => change(log.bundle(), 7, (v) => { v.payload = v.salt = null; })],
  ['flesh_incomplete', (log) => change(log.bundle(), 7, (v) => { v.salt = null; })],
  ['tender_mismatch', (log) => change(log.bundle(), 7, (v) => { v.tender = 'tender000009'; })],
  ['inclusion_mismatch', (log) => change(log.bundle('tender000001'), 4, (v) => { (v.proof as string[])[0] = flip((v.proof as string[])[0], 1); })],
  ['root_mismatch', (log) => { const text = log.bundle(); const other = sampleLog(11); other.bid('tender000002', '1', '5'); return change(text, 0, (v) => { v.checkpoint = other.checkpoint(); }); }],
  ['log_truncated', (log) => { const text = log.bundle(); log.bid('tender000001', '1', '7'); return change(text, 0, (v) => { v.checkpoint = log.checkpoint(); }); }],
  ['bundle_malformed', (log) => change(log.bundle(), 0, (v) => { v.more = 1; })],
  ['bundle_malformed', (log) => log.bundle().replace('"header":', '"header": ')],
  ['bundle_malformed', (log) => log.bundle().slice(0, -1)],
  ['bundle_malformed', (log) => `${log.bundle()}\n`],
  ['seal_invalid', (log) => change(log.bundle('tender000001'), 0, (v) => { v.complete = false; })],
  ['seal_invalid', (log) => log.bundle('tender000001').split('\n').filter((_, n) => n !== 10).join('\n').replace('{"entries":10,', '{"entries":9,')],
];
for (const [name, how] of altered) {
  test(`an altered bundle is named: ${name}`, async () => {
    const log = sampleLog();
    const report = await check(log, how(log));
    assert.equal(report.finding?.check, name, JSON.stringify(report.finding));
    assert.equal(report.checks.filter((one) => one.state === 'failed').length, 1);
    assert.ok(report.done);
  });
}

test('a log that is not the one of an earlier day', async () => {
  const log = sampleLog();
  const since = async (text: string, held: string): Promise<string | undefined> =>
    (await verifyBundle(text, parseVkey(log.vkey), quiet, { since: held })).finding?.check;
  const [text, early, tender] = [log.bundle(), log.checkpoint(4), log.bundle('tender000001')];
  const now = log.checkpoint();
  const other = sampleLog(11);
  log.bid('tender000001', '1', '3');
  assert.equal(await since(text, early), undefined);
  assert.equal(await since(text, now), undefined);
  assert.equal(await since(text, log.checkpoint()), 'log_rolled_back');
  assert.equal(await since(text, other.checkpoint(4)), 'log_forked');
  assert.equal(await since(text, 'nonsense'), 'since_unreadable');
  assert.equal(await since(tender, now), undefined);
  assert.equal(await since(tender, early), 'since_unprovable');
});

test('a file is read in pieces, however they are cut', async () => {
  const log = sampleLog();
  const octets = utf8.encode(log.bundle());
  for (const size of [1, 7, 1000, 1 << 20]) {
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < octets.length; at += size) yield octets.slice(at, at + size);
    };
    const report = await verifyBundle(pieces(), parseVkey(log.vkey), quiet);
    assert.equal(report.finding, undefined, `${size}`);
    assert.equal(report.signatures, 13);
  }
});

test('what the log itself got wrong is named too', async () => {
  const named = async (make: (log: MadeLog) => void): Promise<string | undefined> => {
    const log = sampleLog();
    make(log);
    return (await check(log, log.bundle())).finding?.check;
  };
  assert.equal(await named((log) => log.append('bid.placed', 'tender000001', { amount: '1', bid: 'x', confirm: false, key: log.keyId, lot: '1', signature: log.signP256('other'), verdict: 'accepted' })), 'signature_invalid');
  assert.equal(await named((log) => log.append('bid.placed', 'tender000001', { amount: '1', bid: 'x', confirm: false, key: 'ffffffffffffffff', lot: '1', signature: '', verdict: 'accepted' })), 'key_unknown');
  assert.equal(await named((log) => log.append('key.registered', undefined, { by: { account: 'a' }, key: 'ffffffffffffffff', signature: '', spki: log.spki.toString('base64') })), 'key_mismatch');
});

test('a bid that officers entered stands by two of them', async () => {
  const officer = (account: string, business = 'buyer'): object => ({ account, business, role: 'officer' });
  const bid = { amount: '5', bid: '00000000-0000-4000-8000-000000000099', bidder: '417', lot: '1' };
  const run = async (approver: object | undefined, change: object = {}): Promise<[string | undefined, number]> => {
    const log = sampleLog();
    if (approver) log.append('bid.proposed', 'tender000001', { ...bid, by: officer('first') });
    log.append('bid.approved', 'tender000001', { ...bid, ...change, by: approver ?? officer('second') });
    const report = await check(log, log.bundle());
    return [report.finding?.check, report.surrogates];
  };
  assert.deepEqual(await run(officer('second')), [undefined, 1]);
  assert.deepEqual(await run(undefined), ['surrogate_not_proposed', 0]);
  assert.deepEqual(await run(officer('second'), { amount: '4' }), ['surrogate_not_proposed', 0]);
  assert.deepEqual(await run(officer('first')), ['surrogate_one_officer', 0]);
  assert.deepEqual(await run(officer('second', 'another')), ['surrogate_one_officer', 0]);
  assert.deepEqual(await run({ account: 'second', business: 'buyer', role: 'bidder' }), ['surrogate_one_officer', 0]);
});

test('receipts hold alone, and an altered one is named', async () => {
  const log = sampleLog();
  const key = parseVkey(log.vkey);
  for (const { seq } of log.entries) {
    const report = await verifyReceipt(log.receipt(seq), key, true, quiet);
    assert.equal(report.finding, undefined);
    assert.equal(report.entry?.seq, seq);
  }
  const text = log.receipt(5);
  const named = async (altered: string): Promise<string | undefined> => (await verifyReceipt(altered, key, true, quiet)).finding?.check;
  const extra = (by: (value: Record<string, string>) => void): string => {
    const value = JSON.parse(Buffer.from(/^extra (.+)$/m.exec(text)![1]!, 'base64').toString()) as Record<string, string>;
    by(value);
    return text.replace(/^extra .+$/m, `extra ${Buffer.from(JSON.stringify(value)).toString('base64')}`);
  };
  assert.equal(await named(text.replace('index 5', 'index 6')), 'index_mismatch');
  assert.equal(await named(text.replace('c2sp.org/tlog-proof@v1', 'c2sp.org/tlog-proof@v2')), 'proof_malformed');
  assert.equal(await named(extra((value) => { value.payload = value.payload!.replace('"amount":"99', '"amount":"98'); })), 'commitment_mismatch');
  assert.equal(await named(extra((value) => { value.type = 'terang.receipt.v2'; })), 'receipt_malformed');
  assert.equal(await named(text.replace(/(index 5\n)(.)/, (_, a: string, b: string) => a + (b === 'A' ? 'B' : 'A'))), 'inclusion_mismatch');
  assert.equal(await named(text.replace('\n15\n', '\n16\n')), 'note_signature_invalid');
  const other = new MadeLog();
  other.append('lot.opened', undefined, {});
  assert.equal((await verifyReceipt(text, { ...key, name: 'other' }, true, quiet)).finding?.check, 'note_unsigned');
});

// Two sealed bids, one replaced and one that does not open, and the opening. `spoil` changes what the opening says.
async function sealedLog(spoil: (opened: Record<string, unknown>, log: MadeLog) => void = quiet): Promise<MadeLog> {
  const tender = 'tender000001';
  const scalar = Uint8Array.from(Buffer.alloc(32, 5));
  const serverKey = p256.getPublicKey(scalar, false);
  const deadline = '2026-12-01T03:00:00.000000Z';
  const log = new MadeLog();
  log.registerKey();
  const keys = [{ lot: '1', server_key: Buffer.from(serverKey).toString('base64') }];
  log.append('tender.published', tender, { by: { role: 'officer' }, document: {}, sealing: keys, verdict: 'accepted' });
  const commit = async (bidder: string, bid: string, version: number, amount: string, keep = true): Promise<void> => {
    const context = { tender, lot: '1', envelope: 'price', bidder, bid, version, deadline, serverKey };
    const sealed = await seal(context, priceContent(amount));
    const entry = log.offer(tender, '1', bidder, bid, { kind: 'commit', ...sealed.commitments, version });
    if (keep) entry.envelope = sealed.envelope;
  };
  await commit('101', 'bid-1', 1, '900', false);
  await commit('101', 'bid-2', 2, '800');
  await commit('102', 'bid-3', 1, '700', false);
  await commit('103', 'bid-4', 1, '600');
  log.offer(tender, '1', '103', 'bid-5', { kind: 'withdraw' });
  const closed = log.append('lot.closed', tender, { lot: '1', verdict: 'accepted' });
  const opened = {
    by: { role: 'clock' }, closed_seq: closed.seq, deadline, lot: '1',
    opened: [{ amount: '800', bid: 'bid-2', bidder: '101' }, { bid: 'bid-3', bidder: '102', defect: 'envelope_missing' }],
    private_key: Buffer.from(scalar).toString('base64'), server_key: keys[0]!.server_key, verdict: 'accepted',
  };
  spoil(opened as unknown as Record<string, unknown>, log);
  log.append('lot.unsealed', tender, opened);
  return log;
}

test('sealed bids are opened again with the published key', async () => {
  const log = await sealedLog();
  for (const text of [log.bundle(), log.bundle('tender000001')]) {
    const report = await check(log, text);
    assert.equal(report.finding, undefined);
    assert.deepEqual(report.checks.at(-1)!.id, 'openings');
    assert.equal(report.checks.at(-1)!.count, 1);
  }
  assert.equal((await check(sampleLog(), sampleLog().bundle())).checks.some((one) => one.id === 'openings'), false);
});

test('an opening that says something else is named', async () => {
  type Row = Record<string, string | undefined>;
  const rows = (opened: Record<string, unknown>): Row[] => opened.opened as Row[];
  const cases: [string, (opened: Record<string, unknown>, log: MadeLog) => void][] = [
    ['opening_mismatch', (opened) => (rows(opened)[0]!.amount = '799')],
    ['opening_mismatch', (opened) => (rows(opened)[0] = { bid: 'bid-2', bidder: '101', defect: 'not_decryptable' })],
    ['opening_mismatch', (_, log) => (log.entries[3]!.envelope![200]! ^= 1)],
    ['opening_mismatch', (opened) => (opened.deadline = '2026-12-01T04:00:00.000000Z')],
    ['opening_unknown', (opened) => (rows(opened)[0]!.bid = 'bid-1')],
    ['opening_unknown', (opened) => rows(opened).push({ amount: '600', bid: 'bid-4', bidder: '103' })],
    ['opening_incomplete', (opened) => rows(opened).pop()],
    ['envelope_missing', (_, log) => delete log.entries[3]!.envelope],
    ['sealed_bid_late', (opened) => (opened.closed_seq = 2)],
    ['sealing_key_mismatch', (opened) => (opened.private_key = Buffer.alloc(32, 6).toString('base64'))],
    ['sealing_key_mismatch', (opened) => (opened.private_key = '')],
    ['sealing_key_mismatch', (opened) => {
      const other = p256.getPublicKey(Uint8Array.from(Buffer.alloc(32, 6)), false);
      opened.private_key = Buffer.alloc(32, 6).toString('base64');
      opened.server_key = Buffer.from(other).toString('base64');
    }],
  ];
  for (const [name, spoil] of cases) {
    const log = await sealedLog(spoil);
    const report = await check(log, log.bundle('tender000001'));
    assert.equal(report.finding?.check, name, spoil.toString());
    assert.equal(report.finding?.seq, log.entries.length - 1);
  }
});
