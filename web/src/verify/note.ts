// C2SP signed-note and tlog-checkpoint.
import { ed25519 } from '@noble/curves/ed25519';
import { concat, fromBase64, hash, same, toHex, utf8 } from './bytes';

export interface VerifierKey {
  text: string;
  name: string;
  id: Uint8Array;
  publicKey: Uint8Array;
}

export class Malformed extends Error {
  constructor(
    readonly check: string,
    message: string,
  ) {
    super(message);
  }
}

/** `name+hex(key id)+base64(1 | public key)`. Throws Malformed: vkey_malformed, vkey_unsupported. */
export function parseVkey(text: string): VerifierKey {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  const key = parts && fromBase64(parts[3]!);
  if (!parts || !key || key.length === 0) throw new Malformed('vkey_malformed', text);
  if (key[0] !== 1 || key.length !== 33) throw new Malformed('vkey_unsupported', text);
  const id = hash(utf8.encode(`${parts[1]!}\n`), key).slice(0, 4);
  if (toHex(id) !== parts[2]) throw new Malformed('vkey_malformed', text);
  return { text: text.trim(), name: parts[1]!, id, publicKey: key.slice(1) };
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

export function holdsEd25519(signature: Uint8Array, message: Uint8Array, key: VerifierKey): boolean {
  try {
    return ed25519.verify(signature, message, key.publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Throws Malformed: note_malformed, note_unsigned, note_signature_invalid. Returns the text that was signed. */
export function openNote(note: string, key: VerifierKey): string {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Malformed('note_malformed', note);
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > 64) throw new Malformed('note_malformed', note);
  let signed = false;
  for (const line of lines) {
    const parts = /^\u2014 (\S+) (\S+)$/.exec(line);
    const octets = parts && fromBase64(parts[2]!);
    if (!parts || !octets || octets.length < 5) throw new Malformed('note_malformed', line);
    if (parts[1] !== key.name || !same(octets.slice(0, 4), key.id)) continue;
    if (!holdsEd25519(octets.slice(4), utf8.encode(text), key)) throw new Malformed('note_signature_invalid', line);
    signed = true;
  }
  if (!signed) throw new Malformed('note_unsigned', key.text);
  return text;
}

/** The text under a checkpoint's signatures. Throws Malformed: checkpoint_malformed. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split('\n');
  const octets = fromBase64(root ?? '');
  if (!text.endsWith('\n') || !origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || octets?.length !== 32) throw new Malformed('checkpoint_malformed', text);
  return { origin, size: Number(size), root: octets };
}

/** Throws Malformed: what openNote and parseCheckpoint throw, checkpoint_foreign_origin. */
export function openCheckpoint(note: string, key: VerifierKey): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, key));
  if (checkpoint.origin !== key.name) throw new Malformed('checkpoint_foreign_origin', checkpoint.origin);
  return checkpoint;
}

/** Makes a verifier key's text; for tests and for showing one. */
export function formatVkey(name: string, publicKey: Uint8Array): string {
  const key = concat(Uint8Array.of(1), publicKey);
  let raw = '';
  for (const octet of key) raw += String.fromCharCode(octet);
  return `${name}+${toHex(hash(utf8.encode(`${name}\n`), key).slice(0, 4))}+${btoa(raw)}`;
}
