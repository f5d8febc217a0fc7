import { sha256 } from '@noble/hashes/sha2';
import { toBase64, utf8 } from '../verify/bytes';
import { canonical } from '../verify/canonical';

/** What a sealed bid is bound to. Octets are as in sealing/ENVELOPE.md. */
export interface SealContext {
  tender: string;
  lot: string;
  /** Which of a bid's envelopes: `price`, … */
  envelope: string;
  /** The pseudonym. */
  bidder: string;
  bid: string;
  version: number;
  /** As published, with six decimals and Z. What moves the clock later does not change it. */
  deadline: string;
  /** 65 octets: an uncompressed point of P-256. */
  serverKey: Uint8Array;
}

const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The form that is hashed. Server mode: no members, one of one opens. */
export function contextText(context: SealContext): string {
  if (!timeForm.test(context.deadline)) throw new RangeError('a deadline is written with six decimals and Z');
  if (!Number.isSafeInteger(context.version) || context.version < 1) throw new RangeError('versions count from 1');
  if (context.serverKey.length !== 65 || context.serverKey[0] !== 4) throw new RangeError('no uncompressed point');
  return canonical({
    bid: context.bid,
    bidder: context.bidder,
    deadline: context.deadline,
    envelope: context.envelope,
    k: 1,
    lot: context.lot,
    member_keys: [],
    n: 1,
    server_key: toBase64(context.serverKey),
    tender: context.tender,
    type: 'terang.seal.v1',
    version: context.version,
  });
}

export function contextHash(context: SealContext): Uint8Array {
  return sha256(utf8.encode(contextText(context)));
}
