import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { verifyBundle } from './bundle';
import { MadeLog } from './make_log';
import { parseVkey } from './note';
import type { Report } from './report';

// Node 18 has WebCrypto, but not yet as a global.
if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

const letter = '%PDF-1.7 a letter';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const named = { name: 'surat "1".pdf', sha256: sha256(letter), size: letter.length, type: 'application/pdf' };

const log = new MadeLog();
log.append('bid.proposed', 't1', { document: named });
log.append('bid.proposed', 't1', { document: named });

const line = (change: object = {}, octets: string | null = letter): string => {
  const document = { name: named.name, sha256: named.sha256, size: named.size, tender: 't1', type: named.type, ...change };
  return `${JSON.stringify({ document, octets: octets && Buffer.from(octets).toString('base64') })}\n`;
};
const bundle = (lines: string[], promised: Record<string, unknown> = { documents: true }): string => {
  const [first, ...rest] = log.bundle().split('\n').slice(0, -2);
  const members = Object.entries({ ...(JSON.parse(first!) as object), ...promised }).sort(([a], [b]) => (a < b ? -1 : 1));
  return log.sealed([JSON.stringify(Object.fromEntries(members)), ...rest].map((text) => `${text}\n`).join('') + lines.join(''), log.entries.length);
};
const check = (text: string): Promise<Report> => verifyBundle(text, parseVkey(log.vkey), () => {});
const finding = async (text: string): Promise<string | undefined> => (await check(text)).finding?.check;

test('documents are held against the entries that name them', async () => {
  const report = await check(bundle([line()]));
  assert.equal(report.finding, undefined);
  assert.equal(report.checks.find(({ id }) => id === 'documents')?.count, 1);
  assert.equal(await finding(bundle([])), 'document_missing');
  assert.equal(await finding(bundle([line(), line()])), 'document_mismatch');
  assert.equal(await finding(bundle([line({}, '%PDF-1.7 another')])), 'document_mismatch');
  for (const change of [{ name: 'other.pdf' }, { size: 3 }, { type: 'image/png' }, { tender: 't2' }, { sha256: sha256('x') }]) {
    assert.equal(await finding(bundle([line(change)])), 'document_mismatch', JSON.stringify(change));
  }
});

test('octets are withheld only where something may be', async () => {
  const withheld = await check(bundle([line({}, null)], { documents: true, complete: false }));
  assert.equal(withheld.finding, undefined);
  assert.equal(withheld.documentsWithheld, 1);
  assert.deepEqual(withheld.documentWords, [{ ...named, tender: 't1', seq: 0, withheld: true }]);
  assert.equal(withheld.checks.find(({ id }) => id === 'documents')?.count, 0);
  assert.equal(await finding(bundle([line({}, null)])), 'document_missing');
  assert.equal(await finding(bundle([line({ size: 3 }, null)], { documents: true, complete: false })), 'document_mismatch');
  assert.equal(await finding(bundle([line({}, null).replace('null', 'true')], { documents: true, complete: false })), 'bundle_malformed');
});

test('a document’s line has one form and one place', async () => {
  assert.equal(await finding(bundle([line()], {})), 'bundle_malformed', 'not promised');
  assert.equal(await finding(bundle([line()], { documents: false })), 'bundle_malformed');
  assert.equal(await finding(bundle([line().replace('"octets":"', '"octets":"*')])), 'bundle_malformed');
  assert.equal(await finding(bundle([line().replace('{"document"', '{ "document"')])), 'bundle_malformed');
  assert.equal(await finding(bundle([line({ more: 1 })])), 'bundle_malformed');
  const entry = `${log.bundle().split('\n')[1]!}\n`;
  assert.equal(await finding(bundle([line(), entry])), 'bundle_malformed', 'an entry behind it');
});

test('what others say of the log has one form', async () => {
  const stamp = { note: 'example.com/log\n2\nAAAA\n', size: 2, token: 'AAAA' };
  assert.equal(await finding(bundle([], { policy: 'quorum none\n', timestamps: [stamp] })), 'checkpoint_foreign', 'read, and of another log');
  assert.equal(await finding(bundle([], { policy: 'quorum none\n' })), undefined);
  for (const wrong of [{ policy: '' }, { policy: 1 }, { timestamps: [] }, { timestamps: [{ ...stamp, token: '*' }] }, { timestamps: [{ ...stamp, more: 1 }] }, { timestamps: [{ ...stamp, size: -1 }] }]) {
    assert.equal(await finding(bundle([], wrong)), 'bundle_malformed', JSON.stringify(wrong));
  }
});
