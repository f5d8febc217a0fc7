import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Authorities, sha256, tstInfo } from './make_stamps';
import { Malformed } from './note';
import { checkTimestamp } from './timestamp';

const text = 'log.example/terang\n7\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n';
const now = (): string => new Date().toISOString().replace(/[-:T]|\..*/g, '') + 'Z';
const [elliptic, rsa] = [new Authorities('P-256'), new Authorities('RSA-2048')];
after(() => [elliptic, rsa].forEach((one) => one.close()));

async function refusal(token: Uint8Array, ca: string | undefined = elliptic.pem('ca'), over = text): Promise<string> {
  try {
    await checkTimestamp(token, over, ca);
    return 'none';
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return error.check === 'timestamp_untrusted' ? error.message : error.check;
  }
}

test('tokens of openssl’s authorities hold: elliptic and RSA, with the authority’s name, over two links, or by a signer who is trusted itself', async () => {
  for (const authority of [elliptic, rsa]) {
    const before = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    const { at, by } = await checkTimestamp(authority.stamp(text), text, authority.pem('ca'));
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/);
    assert.ok(at.slice(0, 19) >= before.slice(0, 19) && at <= new Date(Date.now() + 1000).toISOString(), at);
    assert.equal(by, 'tsa');
    assert.equal(await refusal(authority.stamp(text, { section: 'named' }), authority.pem('ca')), 'none');
    assert.equal(await refusal(authority.signed(tstInfo(sha256(text), now()), 'tsa'), authority.pem('ca')), 'none');
  }
  elliptic.certificate('middle', 'narrow', 'ca');
  elliptic.certificate('far', 'good', 'middle');
  assert.equal(await refusal(elliptic.stamp(text, { by: 'far', chain: 'middle' })), 'none');
  assert.equal(await refusal(elliptic.stamp(text, { by: 'far' })), 'The time stamp does not verify: nobody who is trusted vouches for far.');
  assert.equal(await refusal(elliptic.stamp(text, { by: 'far' }), `${rsa.pem('ca')}\n${elliptic.pem('middle')}${elliptic.pem('ca')}`), 'none');
  elliptic.root('own', 'good');
  assert.equal(await refusal(elliptic.stamp(text, { by: 'own' }), elliptic.pem('own')), 'none');
});

test('the time is the token’s, to the microsecond; without an authority it is said and not vouched for', async () => {
  const told = await checkTimestamp(elliptic.signed(tstInfo(sha256(text), '20261122220000.25Z'), 'tsa'), text);
  assert.deepEqual(told, { at: '2026-11-22T22:00:00.250000Z', by: 'tsa' });
  for (const time of ['20261122220000', '20261122220000.1234567Z', '20261322220000Z', '20261122220000+0700', '2026Z']) {
    assert.equal(await refusal(elliptic.signed(tstInfo(sha256(text), time), 'tsa'), undefined), 'timestamp_malformed', time);
  }
});

test('what is no token, is over other octets, or is held against no certificate', async () => {
  const token = elliptic.stamp(text);
  for (const wrong of [Buffer.alloc(0), Buffer.from('no token'), token.subarray(0, -1), Buffer.concat([token, Buffer.of(0)]), elliptic.signed(Buffer.from('no TSTInfo'), 'tsa')]) {
    assert.equal(await refusal(wrong), 'timestamp_malformed');
  }
  assert.equal(await refusal(token, undefined, `${text}x`), 'timestamp_other_hash');
  assert.equal(await refusal(elliptic.stamp(text, { digest: 'sha512' })), 'timestamp_other_hash');
  for (const pem of ['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) assert.equal(await refusal(token, pem), 'timestamp_ca_malformed');
});

test('nobody is believed beside those who are trusted, for stamping alone, while their certificates hold', async () => {
  const untrusted = (why: string): string => `The time stamp does not verify: ${why}.`;
  assert.equal(await refusal(elliptic.stamp(text), rsa.pem('ca')), untrusted('nobody who is trusted vouches for tsa'));
  elliptic.root('ca2');
  // The signer's own certificate is no root.
  assert.equal(await refusal(elliptic.stamp(text), elliptic.pem('tsa')), untrusted('nobody who is trusted vouches for tsa'));
  const info = (): Buffer => tstInfo(sha256(text), now());
  for (const [use, why] of [['no_use', 'the certificate is not for time stamps alone'], ['not_critical', 'the certificate is not for time stamps alone'], ['two_uses', 'the certificate is not for time stamps alone'], ['enciphers', 'the certificate is not for signatures alone'], ['strange', 'the certificate of strange has the critical extension 1.2.3.4.5']] as const) {
    elliptic.certificate(use, use, 'ca');
    assert.equal(await refusal(elliptic.signed(info(), use)), untrusted(why), use);
  }
  elliptic.certificate('clerk', 'no_ca', 'ca');
  elliptic.certificate('by_clerk', 'good', 'clerk');
  assert.equal(await refusal(elliptic.signed(info(), 'by_clerk', { brings: ['clerk'] })), untrusted('nobody who is trusted vouches for by_clerk'));
  elliptic.certificate('deep', 'ca', 'middle');
  elliptic.certificate('by_deep', 'good', 'deep');
  assert.equal(await refusal(elliptic.signed(info(), 'by_deep', { brings: ['deep', 'middle'] })), untrusted('nobody who is trusted vouches for by_deep'), 'one link more than allowed');
  for (const time of ['20200101000000Z', '20900101000000Z']) assert.equal(await refusal(elliptic.signed(tstInfo(sha256(text), time), 'tsa')), untrusted('the certificate of tsa did not hold then'));
  assert.equal(await refusal(elliptic.signed(info(), 'tsa', { names: false })), untrusted('its signature names no certificate'));
  assert.equal(await refusal(elliptic.signed(tstInfo(sha256(text), now(), 2), 'tsa')), untrusted('it is of another version'));
});

test('no octet of a token can change unseen', async () => {
  const token = elliptic.stamp(text, { section: 'named' });
  const { at } = await checkTimestamp(token, text, elliptic.pem('ca'));
  let taken = 0;
  for (let i = 0; i < token.length; i += 11) {
    const changed = Buffer.from(token);
    changed[i]! ^= 1;
    try {
      // Some octets are not under the signature (a tag of the envelope); none of them may move the time or the text.
      assert.equal((await checkTimestamp(changed, text, elliptic.pem('ca'))).at, at);
      taken += 1;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
    }
  }
  assert.ok(taken < token.length / 40, `${taken} of ${token.length / 11}`);
});
