import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { type KeyStore, keyId, makeKey, registration, registrationText, type SigningKey } from './key';
import { bidText, newBidId, signBid } from './sign';

if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

export function memoryKeys(): KeyStore {
  const keys = new Map<string, SigningKey>();
  return {
    get: async (account) => keys.get(account),
    put: async (key) => void keys.set(key.account, key),
    remove: async (account) => void keys.delete(account),
  };
}

async function verifies(spki: string, signature: string, text: string): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('spki', Buffer.from(spki, 'base64'), curve, false, ['verify']);
  const bytes = new TextEncoder().encode(text);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64'), bytes);
}

test('a key is kept per account, cannot be exported, and is named by its public half', async () => {
  const store = memoryKeys();
  const key = await makeKey('acc1', store);
  assert.equal((await store.get('acc1'))?.id, key.id);
  assert.equal(await store.get('acc2'), undefined);
  assert.equal(key.privateKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('pkcs8', key.privateKey));
  const spki = Buffer.from(key.spki, 'base64');
  assert.equal(key.id, await keyId(spki.buffer.slice(spki.byteOffset, spki.byteOffset + spki.length) as ArrayBuffer));
  assert.match(key.id, /^[0-9a-f]{16}$/);
  assert.notEqual((await makeKey('acc1', store)).id, key.id);
});

test('a registration is signed by the new key itself over the documented text', async () => {
  const key = await makeKey('acc1', memoryKeys());
  const { spki, signature } = await registration(key, 'terang.example/log');
  assert.equal(
    registrationText('acc1', 'terang.example/log', 'AA=='),
    '{"account":"acc1","origin":"terang.example/log","spki":"AA==","type":"terang.key.v1"}',
  );
  assert.equal(Buffer.from(signature, 'base64').length, 64);
  assert.ok(await verifies(spki, signature, registrationText('acc1', 'terang.example/log', spki)));
  assert.ok(!(await verifies(spki, signature, registrationText('acc2', 'terang.example/log', spki))));
});

test('a bid is signed over exactly the bytes of the protocol', async () => {
  const key = await makeKey('acc1', memoryKeys());
  const bid = { amount: '1250000000', bid: newBidId(), confirm: false, lot: '1', origin: 'terang.example/log', tender: 'abc' };
  const text = bidText(bid, '0123456789abcdef');
  assert.equal(
    text,
    `{"amount":"1250000000","bid":"${bid.bid}","confirm":false,"key":"0123456789abcdef","lot":"1","origin":"terang.example/log","tender":"abc","type":"terang.bid.v1"}`,
  );
  assert.deepEqual(Object.keys(JSON.parse(text)), Object.keys(JSON.parse(text)).sort());
  const frame = await signBid(bid, key);
  assert.ok(await verifies(key.spki, frame.signature, bidText(bid, key.id)));
  assert.ok(!(await verifies(key.spki, frame.signature, bidText({ ...bid, confirm: true }, key.id))));
});

test('bid ids are lower-case UUIDs', () => {
  assert.match(newBidId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newBidId(), newBidId());
});
