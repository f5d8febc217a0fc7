// Whether this browser can bid for this account: its key here, beside what the server knows of it.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { api, ApiProblem } from '../api/client';
import type { Session } from '../api/session';
import type { components } from '../api/types.gen';
import { browserKeys, canSign, type KeyStore, makeKey, registration, type SigningKey } from './key';

export type ServerKey = components['schemas']['Key'];

export type Signing =
  | { state: 'checking' }
  /** WebCrypto or IndexedDB is missing or forbidden. */
  | { state: 'unsupported' }
  /** No key here, or one that the server no longer takes; setting up makes a new one. */
  | { state: 'missing'; revoked: boolean; others: number }
  | { state: 'ready'; key: SigningKey }
  | { state: 'failed'; problem: unknown };

export interface Registrar {
  list: () => Promise<ServerKey[]>;
  register: (body: { spki: string; signature: string }) => Promise<unknown>;
}

export const restKeys: Registrar = {
  list: async () => (await api.get('/api/v1/keys')).keys,
  register: (body) => api.post('/api/v1/keys', { body }),
};

export async function checkSigning(account: string, store: KeyStore, server: Registrar): Promise<Signing> {
  let key: SigningKey | undefined;
  try {
    key = await store.get(account);
  } catch {
    return { state: 'unsupported' };
  }
  try {
    const known = await server.list();
    const mine = known.find((other) => other.key === key?.id);
    if (key && mine && !mine.revoked) return { state: 'ready', key };
    return { state: 'missing', revoked: mine?.revoked ?? false, others: known.filter((other) => !other.revoked).length };
  } catch (problem) {
    return { state: 'failed', problem };
  }
}

/** Makes a key where there is none that can be used, and registers it. A registration whose answer was lost is done again. */
export async function setUpSigning(who: Pick<Session, 'account' | 'origin'>, store: KeyStore, server: Registrar): Promise<Signing> {
  let key: SigningKey | undefined;
  try {
    key = await store.get(who.account);
    const known = key && (await server.list()).find((other) => other.key === key!.id);
    if (!key || known?.revoked) key = await makeKey(who.account, store);
  } catch (problem) {
    return problem instanceof ApiProblem ? { state: 'failed', problem } : { state: 'unsupported' };
  }
  try {
    await server.register(await registration(key, who.origin));
  } catch (problem) {
    if (!(problem instanceof ApiProblem && problem.code === 'key_registered')) return { state: 'failed', problem };
  }
  return { state: 'ready', key };
}

export function useSigning(who: Session): { signing: Signing; busy: boolean; setUp: () => Promise<void>; check: () => void } {
  const [signing, setSigning] = useState<Signing>({ state: 'checking' });
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    if (!canSign()) setSigning({ state: 'unsupported' });
    else void checkSigning(who.account, browserKeys, restKeys).then((found) => current && setSigning(found));
    return () => {
      current = false;
    };
  }, [who.account, round]);
  const setUp = useCallback(async () => {
    setBusy(true);
    setSigning(await setUpSigning(who, browserKeys, restKeys));
    setBusy(false);
  }, [who]);
  const check = useCallback(() => setRound((n) => n + 1), []);
  return { signing, busy, setUp, check };
}
