import { Store } from '../lib/store';
import { api } from './client';
import type { components } from './types.gen';

export type Session = components['schemas']['Session'];
export type Role = Session['role'];

/** undefined: not asked yet; null: nobody is signed in. */
export const session = new Store<Session | null | undefined>(undefined);

export async function loadSession(): Promise<void> {
  try {
    session.set(await api.get('/api/v1/session'));
  } catch {
    // Without an answer we know nothing; the pages that need an account ask again and show what is wrong.
    session.set(undefined);
  }
}

export async function signIn(login: string, password: string): Promise<Session> {
  const opened = await api.post('/api/v1/session', { body: { login, password } });
  session.set(opened);
  return opened;
}

export async function signOut(): Promise<void> {
  await api.delete('/api/v1/session');
  session.set(null);
}
