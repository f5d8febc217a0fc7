// The lines of a bundle (terang-bundle-v1), each in the one form that it may have: members in order, nothing between.
import { fromBase64 } from './bytes';
import { canonical, type Json } from './canonical';
import { type Entry, hashFromBase64, makeEntry } from './entry';
import { fail, type Failed } from './report';
import type { TextLine } from './lines';
import { type NamedKey, readNamedKeys } from './named_keys';

export interface Manifest {
  vkey: string;
  checkpoint: string;
  tender: string | undefined;
  complete: boolean;
  range: [from: number, to: number] | undefined;
  /** Those that told entries name stand behind the entries. */
  documents: boolean;
  /** Of the log, by the bundle's own word. */
  vkeys: NamedKey[] | undefined;
  /** The log's own witness policy, a tlog-policy. */
  policy: string | undefined;
  timestamps: BundleTimestamp[];
}

/** An RFC 3161 token over the text of one of the log's checkpoints. */
export interface BundleTimestamp {
  size: number;
  note: string;
  token: Uint8Array;
}

export interface NamedDocument {
  name: string;
  sha256: string;
  size: number;
  tender: string;
  type: string;
}
export interface DocumentLine {
  document: NamedDocument;
  /** Absent: withheld from whom the bundle is for. */
  octets: Uint8Array | undefined;
}

export interface EntryLine extends Entry {
  envelope?: Uint8Array;
}

const malformed = (number: number, expected: string, found: string): Failed => fail('bundle_malformed', `line ${number}`, expected, found.slice(0, 80));

/** Also that its end is there: a file cut in its last line is no bundle. */
export function textOf({ text, ended }: TextLine, number: number, entries: number): string {
  if (text === undefined) throw malformed(number, 'UTF-8', '–');
  if (!ended) throw number === 1 || text.startsWith('{"entries":') ? malformed(number, 'an end of the line', text) : fail('bundle_truncated', 'entries', 'a closing line', String(entries));
  return text;
}

function parseJson(line: string, number: number): Record<string, unknown> {
  try {
    const value = JSON.parse(line) as unknown;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw malformed(number, 'a JSON object', line);
}

export function parseManifest(line: string): Manifest {
  const value = parseJson(line, 1);
  if (value.format !== 'terang-bundle-v1') throw fail('bundle_malformed', 'format', 'terang-bundle-v1', String(value.format));
  if (canonical(value as Json) !== line) throw malformed(1, 'RFC 8785', line);
  const { vkey, checkpoint, tender, complete, range } = value;
  if (typeof vkey !== 'string' || typeof checkpoint !== 'string' || typeof complete !== 'boolean' || tender === undefined) {
    throw malformed(1, 'vkey, checkpoint, tender, complete', line);
  }
  if (tender !== null && (typeof tender !== 'string' || tender === '')) throw malformed(1, 'tender', line);
  let between: [number, number] | undefined;
  if (range !== undefined) {
    const [from, to, more] = (Array.isArray(range) ? range : []) as unknown[];
    if (tender !== null || more !== undefined || !Number.isSafeInteger(from) || !Number.isSafeInteger(to) || (from as number) < 0 || (to as number) <= (from as number)) {
      throw malformed(1, 'range', line);
    }
    between = [from as number, to as number];
  }
  const { documents, policy, timestamps } = value;
  if (documents !== undefined && documents !== true) throw malformed(1, 'documents', line);
  if (policy !== undefined && (typeof policy !== 'string' || policy === '')) throw malformed(1, 'policy', line);
  const stamps = timestamps === undefined ? [] : readTimestamps(timestamps);
  if (!stamps) throw malformed(1, 'timestamps', line);
  const { vkeys } = value;
  const keys = vkeys === undefined ? undefined : readNamedKeys(vkeys);
  if (vkeys !== undefined && !keys) throw malformed(1, 'vkeys', line);
  const known = 5 + [range, documents, policy, timestamps, vkeys].filter((member) => member !== undefined).length;
  if (Object.keys(value).length !== known) throw malformed(1, 'the members of terang-bundle-v1', line);
  return { vkey, checkpoint, complete, tender: tender ?? undefined, range: between, documents: documents === true, vkeys: keys, policy, timestamps: stamps };
}

function readTimestamps(list: unknown): BundleTimestamp[] | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const stamps: BundleTimestamp[] = [];
  for (const one of list as unknown[]) {
    if (one === null || typeof one !== 'object') return undefined;
    const { note, size, token, ...others } = one as Record<string, unknown>;
    const octets = typeof token === 'string' ? fromBase64(token) : undefined;
    if (Object.keys(others).length > 0 || typeof note !== 'string' || note === '' || !Number.isSafeInteger(size) || (size as number) < 0 || !octets?.length) return undefined;
    stamps.push({ size: size as number, note, token: octets });
  }
  return stamps;
}

export const isDocument = (text: string): boolean => text.startsWith('{"document":');

export function parseDocument(text: string, number: number): DocumentLine {
  const value = parseJson(text, number);
  const { document, octets } = value as { document: Record<string, unknown> | null; octets: unknown };
  const named = document !== null && typeof document === 'object' && Object.keys(document).join() === 'name,sha256,size,tender,type';
  if (!named || Object.keys(value).join() !== 'document,octets' || JSON.stringify(value) !== text) throw malformed(number, 'a document in the form of RFC 8785', text);
  const { name, sha256, size, tender, type } = document;
  const texts = [name, sha256, tender, type].every((one) => typeof one === 'string' && !/\p{Surrogate}/u.test(one));
  const read = typeof octets === 'string' ? fromBase64(octets) : undefined;
  if (!texts || !Number.isSafeInteger(size) || (size as number) < 0 || (!read && octets !== null)) throw malformed(number, 'name, sha256, size, tender, type and octets', text);
  return { document: document as unknown as NamedDocument, octets: read };
}

const forms = new Set(
  ['', 'envelope,'].flatMap((envelope) => ['', 'proof,'].map((proof) => `${envelope}header,payload,${proof}salt,seq,tender`)),
);

export function parseEntry(text: string, number: number): EntryLine {
  const value = parseJson(text, number);
  const wrong = (field: string, expected: string): Failed => fail('bundle_malformed', `line ${number}: ${field}`, expected, String(value[field]).slice(0, 80));
  // JSON.stringify writes strings and integers as RFC 8785 does, and keeps the order of members.
  if (!forms.has(Object.keys(value).join()) || JSON.stringify(value) !== text) throw malformed(number, 'an entry in the form of RFC 8785', text);
  const { seq, payload, tender } = value;
  if (!Number.isSafeInteger(seq) || (seq as number) < 0) throw wrong('seq', 'a number');
  const octetsOf = (field: string): Uint8Array | undefined => (typeof value[field] === 'string' ? fromBase64(value[field] as string) : undefined);
  const header = octetsOf('header');
  if (!header) throw wrong('header', 'base64');
  const salt = octetsOf('salt');
  if (value.salt !== null && !salt) throw wrong('salt', 'base64');
  // Half a pair of UTF-16 is no text.
  if (payload !== null && (typeof payload !== 'string' || /\p{Surrogate}/u.test(payload))) throw wrong('payload', 'a string');
  if (tender !== null && (typeof tender !== 'string' || tender === '')) throw wrong('tender', 'a string');
  const entry: EntryLine = makeEntry(seq as number, header, salt, (payload as string | null) ?? undefined);
  entry.tender = tender ?? undefined;
  if (value.envelope !== undefined) {
    const envelope = octetsOf('envelope');
    if (!envelope) throw wrong('envelope', 'base64');
    entry.envelope = envelope;
  }
  if (value.proof !== undefined) {
    if (!Array.isArray(value.proof) || value.proof.length > 64) throw wrong('proof', 'hashes of 32 octets');
    entry.proof = value.proof.map((item) => {
      const octets = hashFromBase64(item);
      if (!octets) throw wrong('proof', 'hashes of 32 octets');
      return octets;
    });
  }
  return entry;
}

/** The log's signature over the bundle, from its closing line. */
export function parseClosing(text: string, number: number, entries: number): Uint8Array {
  const parts = /^\{"entries":(0|[1-9]\d*)(,"seal":"([^"]*)"\})?/.exec(text);
  if (Number(parts?.[1] ?? -1) !== entries) throw fail('bundle_truncated', 'entries', parts?.[1] ?? '–', String(entries));
  const seal = fromBase64(parts![3] ?? '');
  if (parts![0] !== text || seal?.length !== 64) throw malformed(number, 'a seal of 64 octets', text);
  return seal;
}
