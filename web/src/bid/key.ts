// The bidder's signing key: P-256, made in this browser, its private half not extractable. One key per account and browser.
// It lives in IndexedDB, because that is the only storage that can hold a CryptoKey without ever showing its bytes.

export interface SigningKey {
  account: string;
  /** First 16 hexadecimal digits of the SHA-256 of the SubjectPublicKeyInfo. */
  id: string;
  /** SubjectPublicKeyInfo, DER, base64. */
  spki: string;
  privateKey: CryptoKey;
}

/** Where keys are kept; the tests have one in memory. */
export interface KeyStore {
  get(account: string): Promise<SigningKey | undefined>;
  put(key: SigningKey): Promise<void>;
  remove(account: string): Promise<void>;
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export function base64(bytes: ArrayBuffer | Uint8Array): string {
  let text = '';
  for (const byte of bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

export async function keyId(spki: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** WebCrypto exists on secure pages alone; IndexedDB may be forbidden in private windows. */
export function canSign(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined && typeof indexedDB !== 'undefined';
}

/** Makes a key and keeps it in place of the account's former one. */
export async function makeKey(account: string, store: KeyStore): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
  const key = { account, id: await keyId(spki), spki: base64(spki), privateKey: pair.privateKey };
  await store.put(key);
  return key;
}

/** ECDSA P-256 with SHA-256 over the UTF-8 bytes of a text: r ‖ s, 64 bytes, base64. */
export async function signText(key: SigningKey, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, bytes));
}

/** What the key itself signs to be registered: RFC 8785 form, which for these members is: keys in this order, no spaces. */
export function registrationText(account: string, origin: string, spki: string): string {
  return JSON.stringify({ account, origin, spki, type: 'terang.key.v1' });
}

export async function registration(key: SigningKey, origin: string): Promise<{ spki: string; signature: string }> {
  return { spki: key.spki, signature: await signText(key, registrationText(key.account, origin, key.spki)) };
}

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('terang', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys', { keyPath: 'account' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
    request.onblocked = () => reject(new Error('IndexedDB is blocked'));
  });
}

async function inKeys<T>(mode: IDBTransactionMode, act: (keys: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction('keys', mode);
      const request = act(transaction.objectStore('keys'));
      // Resolved when the transaction is complete: a key that was registered but not kept would be lost.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    });
  } finally {
    db.close();
  }
}

export const browserKeys: KeyStore = {
  get: (account) => inKeys<SigningKey | undefined>('readonly', (keys) => keys.get(account)),
  put: async (key) => {
    await inKeys('readwrite', (keys) => keys.put(key));
    // Asked, not needed: without it the browser may clear the key when the disk is full, and a new one is made.
    await navigator.storage?.persist?.().catch(() => false);
  },
  remove: async (account) => {
    await inKeys('readwrite', (keys) => keys.delete(account));
  },
};
