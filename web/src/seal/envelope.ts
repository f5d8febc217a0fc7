import { concat, same, utf8 } from '../verify/bytes';

/** The octets of an envelope; the grammar is in sealing/ENVELOPE.md. */
export interface Envelope {
  ctx: Uint8Array;
  keyCommitment: Uint8Array;
  enc: Uint8Array;
  sealedKey: Uint8Array;
  content: Uint8Array;
}

const magic = concat(utf8.encode('TRGSEAL'), Uint8Array.of(1));
const serverMode = Uint8Array.of(1, 1, 0);
const mib = 1024 * 1024;
export const largestContent = 64 * mib - 4;

export function encode(envelope: Envelope): Uint8Array {
  return concat(magic, serverMode, envelope.ctx, envelope.keyCommitment, envelope.enc, envelope.sealedKey, envelope.content);
}

function isBucket(size: number): boolean {
  return size >= 512 && (size <= mib ? (size & (size - 1)) === 0 : size % mib === 0 && size <= 64 * mib);
}

/** Undefined when it is not exactly of that form. A committee's envelope is not for here: `members` tells. */
export function parse(octets: Uint8Array): (Envelope & { members: number }) | undefined {
  if (octets.length < 188 || !same(octets.subarray(0, 8), magic)) return undefined;
  const k = octets[8]!;
  const n = octets[9]!;
  const members = octets[10]!;
  if (k < 1 || k > n || (members === 0 ? n !== 1 : members !== n)) return undefined;
  const at = 188 + members * 114;
  if (octets.length < at + 16 || !isBucket(octets.length - at - 16)) return undefined;
  return {
    members,
    ctx: octets.subarray(11, 43),
    keyCommitment: octets.subarray(43, 75),
    enc: octets.subarray(75, 140),
    sealedKey: octets.subarray(140, 188),
    content: octets.subarray(at),
  };
}

/** 512, then powers of two up to 1 MiB, then whole MiB; four octets of length included. */
export function bucketFor(contentSize: number): number {
  if (contentSize > largestContent) throw new RangeError('content too large to seal');
  const size = contentSize + 4;
  if (size > mib) return Math.ceil(size / mib) * mib;
  let bucket = 512;
  while (bucket < size) bucket *= 2;
  return bucket;
}

export function pad(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array(bucketFor(content.length));
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, 4);
  return padded;
}

export function unpad(padded: Uint8Array): Uint8Array | undefined {
  if (padded.length < 4) return undefined;
  const size = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (size > largestContent || bucketFor(size) !== padded.length) return undefined;
  if (padded.subarray(4 + size).some((octet) => octet !== 0)) return undefined;
  return padded.slice(4, 4 + size);
}
