import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../api/client';
import type { KeyStore, SigningKey } from './key';
import { checkSigning, type Registrar, type ServerKey, setUpSigning } from './signing';

function store(): KeyStore {
  const keys = new Map<string, SigningKey>();
  return {
    get: async (account) => keys.get(account),
    put: async (key) => void keys.set(key.account, key),
    remove: async (account) => void keys.delete(account),
  };
}

function server(): Registrar & { keys: ServerKey[]; fail?: ApiProblem } {
  const made: Registrar & { keys: ServerKey[]; fail?: ApiProblem } = {
    keys: [],
    list: async () => made.keys,
    register: async ({ spki }) => {
      if (made.fail) throw made.fail;
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(spki, 'base64')));
      const key = Buffer.from(hash.slice(0, 8)).toString('hex');
      made.keys.push({ key, spki, registered_at: '2026-11-22T03:00:00.000000Z', revoked: false });
    },
  };
  return made;
}

const who = { account: 'a', origin: 'terang.example/log' };

test('a first visit, a second, a revoked key, a cleared browser', async () => {
  const [keys, rest] = [store(), server()];
  assert.deepEqual(await checkSigning('a', keys, rest), { state: 'missing', revoked: false, others: 0 });
  const first = await setUpSigning(who, keys, rest);
  assert.equal(first.state, 'ready');
  assert.equal((await checkSigning('a', keys, rest)).state, 'ready');

  rest.keys[0]!.revoked = true;
  assert.deepEqual(await checkSigning('a', keys, rest), { state: 'missing', revoked: true, others: 0 });
  const second = await setUpSigning(who, keys, rest);
  assert.ok(first.state === 'ready' && second.state === 'ready' && first.key.id !== second.key.id);

  await keys.remove('a');
  assert.deepEqual(await checkSigning('a', keys, rest), { state: 'missing', revoked: false, others: 1 });
});

test('a registration whose answer was lost is done again with the same key', async () => {
  const [keys, rest] = [store(), server()];
  rest.fail = new ApiProblem('network', 0, '');
  assert.equal((await setUpSigning(who, keys, rest)).state, 'failed');
  const kept = await keys.get('a');
  rest.fail = new ApiProblem('key_registered', 409, '');
  const again = await setUpSigning(who, keys, rest);
  assert.ok(again.state === 'ready' && again.key.id === kept!.id);
});

test('storage that is forbidden is said, not thrown', async () => {
  const broken: KeyStore = { get: () => Promise.reject(new Error('denied')), put: () => Promise.reject(new Error('denied')), remove: async () => {} };
  assert.equal((await checkSigning('a', broken, server())).state, 'unsupported');
  assert.equal((await setUpSigning(who, broken, server())).state, 'unsupported');
});
