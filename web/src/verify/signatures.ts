// The bidders' own signatures: of each bid, and of each key's registration. ECDSA P-256 by the browser's WebCrypto.
import { fromBase64, hash, toHex, utf8 } from './bytes';
import { canonical, type Json } from './canonical';

type Data = { [key: string]: Json };
const member = (data: Data, name: string): Json => data[name] ?? null;

export function bidMessage(data: Data, tender: string, origin: string): string {
  const { amount, bid, confirm, key, lot } = { amount: member(data, 'amount'), bid: member(data, 'bid'), confirm: member(data, 'confirm'), key: member(data, 'key'), lot: member(data, 'lot') };
  return canonical({ amount, bid, confirm, key, lot, origin, tender, type: 'terang.bid.v1' });
}

export function offerMessage(data: Data, tender: string, origin: string): string {
  const { bid, content, key, lot } = { bid: member(data, 'bid'), content: member(data, 'content'), key: member(data, 'key'), lot: member(data, 'lot') };
  return canonical({ bid, content, key, lot, origin, tender, type: 'terang.offer.v1' });
}

export function keyMessage(data: Data, origin: string): string {
  const by = data.by;
  const account = by !== null && typeof by === 'object' && !Array.isArray(by) ? member(by, 'account') : null;
  return canonical({ account, origin, spki: member(data, 'spki'), type: 'terang.key.v1' });
}

export function keyId(spki: Uint8Array): string {
  return toHex(hash(spki)).slice(0, 16);
}

export async function importKey(spki: Uint8Array): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('spki', spki as BufferSource, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  } catch {
    return undefined;
  }
}

export async function signatureHolds(key: CryptoKey, message: string, signature: Json | undefined): Promise<boolean> {
  const octets = typeof signature === 'string' ? fromBase64(signature) : undefined;
  if (octets?.length !== 64) return false;
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, octets as BufferSource, utf8.encode(message) as BufferSource);
}
