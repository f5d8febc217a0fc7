// Sealed bids opened again, with the key that the opening published. Findings as terang-verify names them.
import { p256 } from '@noble/curves/p256';
import { suite } from '../seal/keys';
import { open } from '../seal/open';
import { priceContent } from '../seal/index';
import { fromBase64, fromUtf8, same, toBase64, utf8 } from './bytes';
import { canonical, type Json } from './canonical';
import type { Payload } from './entry';
import { fail } from './report';

type Data = { [key: string]: Json };
export interface Told {
  seq: number;
  /** Undefined: not told. */
  payload: Payload | undefined;
  tender: string | undefined;
  envelope: Uint8Array | undefined;
}

interface Commitment {
  seq: number;
  bid: string;
  version: number;
  envelope: string;
  key: string;
  octets: Uint8Array | undefined;
}

const text = (data: Data, name: string): string => (typeof data[name] === 'string' ? (data[name] as string) : '');
const objectIn = (data: Data, name: string): Data => {
  const value = data[name];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
};
const listIn = (data: Data, name: string): Data[] => {
  const value = data[name];
  return Array.isArray(value) ? (value as Data[]) : [];
};

/** The amount that a price envelope names; undefined where it names none. */
function amountIn(content: Uint8Array): string | undefined {
  try {
    const amount = (JSON.parse(fromUtf8(content) ?? '') as { amount?: unknown }).amount;
    if (typeof amount !== 'string' || amount === '' || utf8.encode(amount).length > 32) return undefined;
    return same(priceContent(amount), content) ? amount : undefined;
  } catch {
    return undefined;
  }
}

async function pairOf(scalar: Uint8Array | undefined): Promise<{ pair: CryptoKeyPair; point: Uint8Array } | undefined> {
  if (scalar?.length !== 32) return undefined;
  try {
    const point = p256.getPublicKey(scalar, false);
    const pair = {
      privateKey: await suite.kem.importKey('raw', scalar.slice().buffer as ArrayBuffer, false),
      publicKey: await suite.kem.deserializePublicKey(point.slice().buffer as ArrayBuffer),
    };
    return { pair, point };
  } catch {
    return undefined;
  }
}

/** To be told of entries in order. Throws what does not hold. `incomplete`: tenders of which not everything is told. */
export function openingChecker(
  incomplete: Set<string>,
  count: () => void,
  breathe: () => Promise<void> | undefined,
): (told: Told) => Promise<void> | undefined {
  const keys = new Map<string, string>();
  const standing = new Map<string, Map<string, Commitment>>();
  return ({ seq, payload, tender, envelope }) => {
    if (tender === undefined || !payload) return undefined;
    const { kind, data } = payload;
    const at = `${tender} ${text(data, 'lot')}`;
    if (kind === 'tender.published' || kind === 'tender.amended') {
      for (const one of listIn(data, 'sealing')) keys.set(`${tender} ${text(one, 'lot')}`, text(one, 'server_key'));
      return undefined;
    }
    const bids = standing.get(at) ?? new Map<string, Commitment>();
    if (kind === 'offer.placed' && data.verdict === 'accepted') {
      const content = objectIn(data, 'content');
      if (content.kind === 'withdraw') bids.delete(text(data, 'bidder'));
      if (content.kind === 'commit') {
        const version = typeof content.version === 'number' ? content.version : 0;
        bids.set(text(data, 'bidder'), { seq, bid: text(data, 'bid'), version, envelope: text(content, 'envelope'), key: text(content, 'key'), octets: envelope });
        standing.set(at, bids);
      }
    } else if (kind === 'lot.disqualified') {
      bids.delete(text(data, 'pseudonym'));
    } else if (kind === 'lot.unsealed') {
      standing.delete(at);
      return checkOne(tender, seq, data, bids, keys.get(at), !incomplete.has(tender), count, breathe);
    }
    return undefined;
  };
}

async function checkOne(
  tender: string,
  seq: number,
  data: Data,
  bids: Map<string, Commitment>,
  published: string | undefined,
  complete: boolean,
  count: () => void,
  breathe: () => Promise<void> | undefined,
): Promise<void> {
  const serverKey = text(data, 'server_key');
  const key = await pairOf(fromBase64(text(data, 'private_key')));
  if (!key || toBase64(key.point) !== serverKey) {
    throw fail('sealing_key_mismatch', 'data/private_key', serverKey, key ? toBase64(key.point) : '–', seq);
  }
  if (published !== undefined && published !== serverKey) throw fail('sealing_key_mismatch', 'data/server_key', published, serverKey, seq);
  const closed = typeof data.closed_seq === 'number' ? data.closed_seq : -1;
  const rows = listIn(data, 'opened');
  for (const [number, row] of rows.entries()) {
    const field = `data/opened/${number}`;
    const commitment = bids.get(text(row, 'bidder'));
    if (!commitment || commitment.bid !== text(row, 'bid')) {
      if (!complete) continue;
      throw fail('opening_unknown', `${field}/bid`, commitment?.bid ?? '–', text(row, 'bid'), seq);
    }
    if (commitment.seq > closed) throw fail('sealed_bid_late', `${field}/bid`, `< ${closed}`, String(commitment.seq), seq);
    const said = typeof row.amount === 'string' ? `amount ${row.amount}` : `defect ${text(row, 'defect')}`;
    if (!commitment.octets) {
      if (said === 'defect envelope_missing') continue;
      throw fail('envelope_missing', field, commitment.envelope, '–', seq);
    }
    const found = await opened(key, tender, data, row, commitment);
    if (found !== said) throw fail('opening_mismatch', field, found, said, seq);
    count();
    await breathe();
  }
  if (complete && rows.length !== bids.size) throw fail('opening_incomplete', 'data/opened', String(bids.size), String(rows.length), seq);
}

async function opened(
  key: { pair: CryptoKeyPair; point: Uint8Array },
  tender: string,
  data: Data,
  row: Data,
  { bid, version, envelope, key: commitment, octets }: Commitment,
): Promise<string> {
  const context = { tender, lot: text(data, 'lot'), envelope: 'price', bidder: text(row, 'bidder'), bid, version, deadline: text(data, 'deadline'), serverKey: key.point };
  try {
    const found = await open(key.pair, context, { envelope, key: commitment, shares: [] }, octets!);
    if ('defect' in found) return `defect ${found.defect}`;
    const amount = amountIn(found.content);
    return amount === undefined ? 'defect content_malformed' : `amount ${amount}`;
  } catch (error) {
    // A deadline or version that no context has: such an envelope cannot have been made.
    if (error instanceof RangeError) return `defect context_mismatch (${canonical(error.message)})`;
    throw error;
  }
}
