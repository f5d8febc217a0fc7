// Entries of the ledger: header, commitment, payload. See the byte layout in ledger/README.md.
import { fromBase64, hash, readU64, toHex, utf8 } from './bytes';
import { canonical, type Json } from './canonical';
import { leafHash } from './merkle';

export interface Header {
  seq: number;
  /** Microseconds since 1970. */
  time: number;
  prev: string; // hex
  commitment: string; // hex
}

export function decodeHeader(octets: Uint8Array): Header | undefined {
  if (octets.length !== 81 || octets[0] !== 1) return undefined;
  const [seq, time] = [readU64(octets, 1), readU64(octets, 9)];
  if (seq === undefined || time === undefined) return undefined;
  return { seq, time, prev: toHex(octets.slice(17, 49)), commitment: toHex(octets.slice(49)) };
}

export interface Payload {
  kind: string;
  tender: string | undefined;
  tseq: number;
  tprev: string;
  data: { [key: string]: Json };
  /** Whether the bytes are exactly the RFC 8785 form of what they say. */
  canonical: boolean;
}

const identifier = /^[a-z0-9._-]{1,64}$/;

export function readPayload(text: string): Payload | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { data, kind, tender, tseq, tprev, ...others } = value;
  if (Object.keys(others).length > 0 || typeof kind !== 'string' || !identifier.test(kind)) return undefined;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  const own = typeof tender === 'string';
  if (own && (!identifier.test(tender) || !Number.isSafeInteger(tseq) || typeof tprev !== 'string' || !/^[0-9a-f]{64}$/.test(tprev))) return undefined;
  if (!own && (tender !== undefined || tseq !== undefined || tprev !== undefined)) return undefined;
  return {
    kind,
    tender: own ? tender : undefined,
    tseq: own ? (tseq as number) : 0,
    tprev: own ? (tprev as string) : '',
    data: data as { [key: string]: Json },
    canonical: canonical(value) === text,
  };
}

export interface Entry {
  seq: number;
  header: Uint8Array;
  leaf: Uint8Array;
  salt: Uint8Array | undefined;
  payloadText: string | undefined;
  /** What the file says; the payload decides. */
  tender: string | undefined;
  proof: Uint8Array[] | undefined;
  /** Hex, of its header. */
  commitment?: string;
}

export function makeEntry(seq: number, header: Uint8Array, salt: Uint8Array | undefined, payloadText: string | undefined): Entry {
  return { seq, header, leaf: leafHash(header), salt, payloadText, tender: undefined, proof: undefined };
}

export function commitmentOf(salt: Uint8Array, payload: string): string {
  return toHex(hash(salt, utf8.encode(payload)));
}

export function hashFromBase64(text: unknown): Uint8Array | undefined {
  const octets = typeof text === 'string' ? fromBase64(text) : undefined;
  return octets?.length === 32 ? octets : undefined;
}

/** RFC 3339 with six decimals. */
export function timeText(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(micros - seconds * 1_000_000).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}
