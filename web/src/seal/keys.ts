import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expand, extract } from '@noble/hashes/hkdf';
import { sha256 } from '@noble/hashes/sha2';
import { concat, utf8 } from '../verify/bytes';

export const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export const serverInfo = (ctx: Uint8Array): Uint8Array => concat(utf8.encode('terang seal server v1'), ctx);

/** The content's key and the commitment to it, both from one pseudo-random key. */
export function contentKeys(ctx: Uint8Array, secret: Uint8Array): { key: Uint8Array; commitment: Uint8Array } {
  const prk = extract(sha256, secret, ctx);
  const keys = {
    key: expand(sha256, prk, utf8.encode('terang seal content v1'), 32),
    commitment: expand(sha256, prk, utf8.encode('terang seal commitment v1'), 32),
  };
  prk.fill(0);
  return keys;
}

/** An ArrayBuffer of its own: some engines take views of shared ones badly. */
export const buffer = (octets: Uint8Array): ArrayBuffer => octets.slice().buffer as ArrayBuffer;

/** The key is used once, so its nonce may be fixed. */
export async function contentCipher(key: Uint8Array, ctx: Uint8Array) {
  const made = await crypto.subtle.importKey('raw', buffer(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const how = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: buffer(ctx) };
  return {
    seal: async (plain: Uint8Array) => new Uint8Array(await crypto.subtle.encrypt(how, made, buffer(plain))),
    /** Undefined when the tag is not right. */
    open: async (sealed: Uint8Array) => {
      try {
        return new Uint8Array(await crypto.subtle.decrypt(how, made, buffer(sealed)));
      } catch {
        return undefined;
      }
    },
  };
}
