// A bid as its bidder signs it: server/PROTOCOL.md, "What a bidder signs".
import { canonical, type Json } from '../verify/canonical';
import { type SigningKey, signText } from './key';

export interface BidToSign {
  amount: string;
  bid: string;
  confirm: boolean;
  lot: string;
  origin: string;
  tender: string;
}

/** RFC 8785 form: all members are ASCII strings or booleans, so this order of keys and JSON.stringify are it. */
export function bidText(bid: BidToSign, key: string): string {
  return JSON.stringify({
    amount: bid.amount,
    bid: bid.bid,
    confirm: bid.confirm,
    key,
    lot: bid.lot,
    origin: bid.origin,
    tender: bid.tender,
    type: 'terang.bid.v1',
  });
}

export interface BidFrame {
  type: 'bid';
  tender: string;
  lot: string;
  bid: string;
  amount: string;
  confirm: boolean;
  key: string;
  signature: string;
}

export async function signBid(bid: BidToSign, key: SigningKey): Promise<BidFrame> {
  const signature = await signText(key, bidText(bid, key.id));
  const { tender, lot, amount, confirm } = bid;
  return { type: 'bid', tender, lot, bid: bid.bid, amount, confirm, key: key.id, signature };
}

export interface OfferContent {
  kind: string;
  [member: string]: unknown;
}

export interface OfferToSign {
  bid: string;
  content: OfferContent;
  lot: string;
  origin: string;
  tender: string;
}

export interface OfferFrame {
  type: 'offer';
  tender: string;
  lot: string;
  bid: string;
  content: OfferContent;
  /** The octets of a sealed bid, base64; `content` has their hash, which is what is signed. */
  envelope?: string;
  key: string;
  signature: string;
}

/** RFC 8785 form, the content's too. */
export function offerText({ bid, content, lot, origin, tender }: OfferToSign, key: string): string {
  return canonical({ bid, content, key, lot, origin, tender, type: 'terang.offer.v1' } as Json);
}

export async function signOffer(offer: OfferToSign, key: SigningKey, envelope?: string): Promise<OfferFrame> {
  const signature = await signText(key, offerText(offer, key.id));
  const { bid, content, lot, tender } = offer;
  return { type: 'offer', tender, lot, bid, content, ...(envelope !== undefined && { envelope }), key: key.id, signature };
}

/** A random UUID, version 4; crypto.randomUUID is missing in browsers of 2021 and before. */
export function newBidId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
