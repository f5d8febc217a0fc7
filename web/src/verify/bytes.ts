import { sha256 } from '@noble/hashes/sha2';

export const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true });

export function fromUtf8(octets: Uint8Array): string | undefined {
  try {
    return strict.decode(octets);
  } catch {
    return undefined;
  }
}

/** Standard base64 with padding, and only that: undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const raw = atob(text);
  // Unused bits of the last character must be zero, or two texts would mean the same octets.
  if (btoa(raw) !== text) return undefined;
  const octets = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) octets[i] = raw.charCodeAt(i);
  return octets;
}

export function toBase64(octets: Uint8Array): string {
  let raw = '';
  for (const octet of octets) raw += String.fromCharCode(octet);
  return btoa(raw);
}

const hexPairs = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

export function toHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += hexPairs[octet];
  return text;
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, at) => octet === b[at]);
}

/** Unsigned 64 bits, big-endian; undefined above 2^53, which no index and no time of ours reaches. */
export function readU64(octets: Uint8Array, at: number): number | undefined {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const value = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
  return Number.isSafeInteger(value) ? value : undefined;
}

export interface Hashing {
  update: (octets: Uint8Array) => unknown;
  digest: () => Uint8Array;
}
type NewHash = () => Hashing;
let newHash: NewHash = () => sha256.create();

/** A program may hash by what its platform has, which is several times faster. */
export function hashBy(other: NewHash): void {
  newHash = other;
}
export function hashing(): Hashing {
  return newHash();
}

export function hash(...parts: Uint8Array[]): Uint8Array {
  const sum = newHash();
  for (const part of parts) sum.update(part);
  return sum.digest();
}
