// For tests only: a small log made with Node's own cryptography, not with the code that checks it.
import { readFileSync } from 'node:fs';
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const sha = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
      : value;
const jcs = (value: unknown): string => JSON.stringify(sorted(value));

export interface MadeEntry {
  seq: number;
  header: Buffer;
  leaf: Buffer;
  salt: Buffer;
  payload: string;
  tender: string | undefined;
  /** Octets of a sealed bid. */
  envelope?: Uint8Array;
}

export const origin = 'terang.example/log';
const ordinary = origin;

function root(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha('');
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha(Buffer.from([1]), root(leaves.slice(0, split)), root(leaves.slice(split)));
}

function path(index: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return index < split
    ? [...path(index, leaves.slice(0, split)), root(leaves.slice(split))]
    : [...path(index - split, leaves.slice(split)), root(leaves.slice(0, split))];
}

/** A witness with a fixed key: its vkey, and its line under a checkpoint's note. */
export function witness(name: string, seed: number): { vkey: string; cosign: (note: string, seconds: number) => string } {
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
  const tagged = Buffer.concat([Buffer.of(4), Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url')]);
  const id = sha(`${name}\n`, tagged).subarray(0, 4);
  return {
    vkey: `${name}+${id.toString('hex')}+${tagged.toString('base64')}`,
    cosign: (note, seconds) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(seconds));
      const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${note.slice(0, note.indexOf('\n\n') + 1)}`), key);
      return `${note}\u2014 ${name} ${Buffer.concat([id, time, signature]).toString('base64')}\n`;
    },
  };
}

export class MadeLog {
  readonly entries: MadeEntry[] = [];
  readonly bidder = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly spki: Buffer;
  readonly keyId: string;
  private readonly heads = new Map<string, { tseq: number; tprev: string }>();
  private signer!: KeyObject;
  vkey!: string;
  private noteId!: Buffer;

  constructor(private readonly origin = ordinary) {
    this.signWith(7);
    this.spki = this.bidder.publicKey.export({ format: 'der', type: 'spki' });
    this.keyId = sha(this.spki).toString('hex').slice(0, 16);
  }

  /** A fixed Ed25519 seed in PKCS #8. */
  signWith(seed: number): void {
    this.signer = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
    const jwk = this.signer.export({ format: 'jwk' });
    const key = Buffer.concat([Buffer.from([1]), Buffer.from(jwk.x!, 'base64url')]);
    this.noteId = sha(`${this.origin}\n`, key).subarray(0, 4);
    this.vkey = `${this.origin}+${this.noteId.toString('hex')}+${key.toString('base64')}`;
  }

  /** From this entry on another key signs. */
  rotate(seed: number): void {
    const [oldVkey, before] = [this.vkey, this.signer];
    this.signWith(seed);
    const names = { new_vkey: this.vkey, old_vkey: oldVkey, overlap_seconds: 0 };
    const said = Buffer.from(jcs({ ...names, origin: this.origin, type: 'terang.log-key.v1' }));
    const [endorsed, accepted] = [before, this.signer].map((key) => sign(null, said, key).toString('base64'));
    this.append('log.key_rotated', undefined, { ...names, accepted, endorsed, overlap_until: '2026-09-21T12:26:40.000000Z' });
  }

  append(kind: string, tender: string | undefined, data: object, time?: number): MadeEntry {
    const seq = this.entries.length;
    const head = (tender && this.heads.get(tender)) || { tseq: 0, tprev: '0'.repeat(64) };
    const payload = jcs(tender ? { data, kind, tender, tprev: head.tprev, tseq: head.tseq } : { data, kind });
    const salt = sha(`salt ${seq}`).subarray(0, 16);
    const header = Buffer.alloc(81);
    header[0] = 1;
    header.writeBigUInt64BE(BigInt(seq), 1);
    header.writeBigUInt64BE(BigInt(time ?? 1_790_000_000_000_000 + seq * 1000), 9);
    (this.entries[seq - 1]?.leaf ?? Buffer.alloc(32)).copy(header, 17);
    sha(salt, payload).copy(header, 49);
    const entry = { seq, header, leaf: sha(Buffer.from([0]), header), salt, payload, tender };
    this.entries.push(entry);
    if (tender) this.heads.set(tender, { tseq: head.tseq + 1, tprev: entry.leaf.toString('hex') });
    return entry;
  }

  signP256(message: string): string {
    return sign('sha256', Buffer.from(message), { key: this.bidder.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  }

  registerKey(): void {
    const spki = this.spki.toString('base64');
    const signature = this.signP256(jcs({ account: 'acc000000001', origin, spki, type: 'terang.key.v1' }));
    this.append('key.registered', undefined, { by: { account: 'acc000000001', business: 'biz', role: 'bidder' }, key: this.keyId, signature, spki, verdict: 'accepted' });
  }

  bid(tender: string, lot: string, amount: string): MadeEntry {
    const bid = `00000000-0000-4000-8000-${String(this.entries.length).padStart(12, '0')}`;
    const signature = this.signP256(jcs({ amount, bid, confirm: false, key: this.keyId, lot, origin: this.origin, tender, type: 'terang.bid.v1' }));
    return this.append('bid.placed', tender, { amount, bid, bidder: '417', confirm: false, key: this.keyId, lot, rank: 1, signature, verdict: 'accepted' });
  }

  /** What a format knows beside an amount, signed. */
  offer(tender: string, lot: string, bidder: string, bid: string, content: object): MadeEntry {
    const signature = this.signP256(jcs({ bid, content, key: this.keyId, lot, origin: this.origin, tender, type: 'terang.offer.v1' }));
    return this.append('offer.placed', tender, { bid, bidder, content, key: this.keyId, lot, signature, verdict: 'accepted' });
  }

  checkpoint(size = this.entries.length): string {
    const text = `${this.origin}\n${size}\n${root(this.entries.slice(0, size).map((entry) => entry.leaf)).toString('base64')}\n`;
    const signature = Buffer.concat([this.noteId, sign(null, Buffer.from(text), this.signer)]).toString('base64');
    return `${text}\n\u2014 ${this.origin} ${signature}\n`;
  }

  proof(seq: number): string[] {
    return path(seq, this.entries.map((entry) => entry.leaf)).map((hash) => hash.toString('base64'));
  }

  bundle(tender?: string, withhold: (entry: MadeEntry) => boolean = () => false, more: object = {}): string {
    const kept = this.entries.filter((entry) => !tender || entry.tender === tender || /"kind":"(log\.)?key[._]/.test(entry.payload));
    const complete = !kept.some(withhold);
    const lines = kept.map((entry) => ({
      ...(entry.envelope ? { envelope: Buffer.from(entry.envelope).toString('base64') } : {}),
      header: entry.header.toString('base64'),
      payload: withhold(entry) ? null : entry.payload,
      ...(tender ? { proof: this.proof(entry.seq) } : {}),
      salt: withhold(entry) ? null : entry.salt.toString('base64'),
      seq: entry.seq,
      tender: entry.tender ?? null,
    }));
    const manifest = { checkpoint: this.checkpoint(), complete, format: 'terang-bundle-v1', tender: tender ?? null, vkey: this.vkey, ...more };
    return this.sealed([sorted(manifest), ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''), kept.length);
  }

  /** With the closing line that only the log can write. */
  sealed(lines: string, entries: number): string {
    const text = `terang-bundle-v1\n${this.origin}\n${entries}\n${sha(lines).toString('base64')}\n`;
    return `${lines}${JSON.stringify({ entries, seal: sign(null, Buffer.from(text), this.signer).toString('base64') })}\n`;
  }

  receipt(seq: number): string {
    const entry = this.entries[seq]!;
    const extra = jcs({ header: entry.header.toString('base64'), payload: entry.payload, salt: entry.salt.toString('base64'), type: 'terang.receipt.v1' });
    return `c2sp.org/tlog-proof@v1\nextra ${Buffer.from(extra).toString('base64')}\nindex ${seq}\n${this.proof(seq).map((hash) => `${hash}\n`).join('')}\n${this.checkpoint()}`;
  }
}

/** A tender with bids, a second tender between its entries, and a registered key. */
export function sampleLog(bids = 12): MadeLog {
  const log = new MadeLog();
  log.registerKey();
  log.append('tender.published', 'tender000001', { by: { role: 'officer' }, document: { title: 'Laptop é 😀' }, verdict: 'accepted' });
  log.append('tender.published', 'tender000002', { by: { role: 'officer' }, document: {}, verdict: 'accepted' });
  for (let n = 0; n < bids; n += 1) log.bid(n % 3 === 2 ? 'tender000002' : 'tender000001', '1', String(1_000_000 - n * 1000));
  return log;
}

interface Told {
  data: string;
  envelope: string;
  kind: string;
  tender: string;
  time: number;
}

/** A record that the platform's own cores made, told by another log: what it decided still follows from its rules. */
export function playedLog(change: (kind: string, data: Record<string, unknown>) => void = () => {}): MadeLog {
  const log = new MadeLog('tamper.example/log');
  for (const line of readFileSync('tests/record.jsonl', 'utf8').trim().split('\n')) {
    const { data, envelope, kind, tender, time } = JSON.parse(line) as Told;
    const said = JSON.parse(data) as Record<string, unknown>;
    change(kind, said);
    const entry = log.append(kind, tender || undefined, said, time);
    if (envelope) entry.envelope = Buffer.from(envelope, 'base64');
  }
  return log;
}

export const playedAuction = 't00000000001';
