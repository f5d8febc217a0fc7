import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { verifyBundle } from './bundle';
import { sampleLog } from './make_log';
import { Authorities } from './make_stamps';
import { parseVkey } from './note';
import { vouchedCases } from './vouched_cases';

const [elliptic, rsa] = [new Authorities('P-256'), new Authorities('RSA-2048')];
after(() => [elliptic, rsa].forEach((one) => one.close()));

test('what a bundle brings of others’ word is held against its log, every refusal by its name', async () => {
  const { vkey, cases } = vouchedCases(elliptic, rsa);
  for (const { how, check, bundle, authorities } of cases) {
    const { checks, finding } = await verifyBundle(bundle, parseVkey(vkey), () => {}, authorities === undefined ? {} : { timestampCa: authorities });
    assert.equal(finding?.check ?? '', check, how);
    if (check.startsWith('timestamp_')) assert.equal(finding?.field, 'timestamps/0/token');
    if (check) assert.equal(checks.find(({ state }) => state === 'failed')?.id, 'vouchers', how);
  }
});

test('a policy of its own that names the log’s earlier key is led to the new one by the log, one that names another is not', async () => {
  const log = sampleLog();
  const first = log.vkey;
  log.rotate(9);
  const other = sampleLog();
  other.signWith(8);
  for (const [vkey, check] of [[first, undefined], [log.vkey, undefined], [other.vkey, 'note_unsigned']] as const) {
    const { finding } = await verifyBundle(log.bundle(undefined, undefined, { policy: `log ${vkey}\nquorum none\n` }), undefined, () => {});
    assert.equal(finding?.check, check);
  }
});

test('the report tells the log’s own policy, and each stamp with its time, its authority and whether it is vouched for', async () => {
  const log = sampleLog();
  const texts = [15, 5].map((size) => ({ size, note: `${log.checkpoint(size).split('\n\n')[0]!}\n` }));
  const timestamps = texts.map(({ size, note }) => ({ note, size, token: elliptic.stamp(note).toString('base64') }));
  const bundle = log.bundle(undefined, undefined, { policy: 'quorum none\n', timestamps });
  for (const asked of [{}, { timestampCa: elliptic.pem('ca') }]) {
    const { checks, vouched } = await verifyBundle(bundle, undefined, () => {}, asked);
    assert.deepEqual(vouched?.ownPolicy, { cosigned: [], missing: [], quorum: true, unknown: [] });
    assert.deepEqual(vouched?.timestamps.map(({ size, by, vouchedFor }) => [size, by, vouchedFor]), [15, 5].map((size) => [size, 'tsa', 'timestampCa' in asked]));
    assert.equal(checks.find(({ id }) => id === 'vouchers')?.count, 3);
  }
  const without = await verifyBundle(log.bundle(), undefined, () => {});
  assert.equal(without.vouched, undefined);
  assert.equal(without.checks.some(({ id }) => id === 'vouchers'), false);
});
