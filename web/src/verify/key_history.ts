// Which keys may sign checkpoints of a log, as its own entries tell. As terang-verify does it (ledger/key_history.h, ledger/KEYS.md).
import { ed25519 } from '@noble/curves/ed25519';
import { fromBase64, utf8 } from './bytes';
import { canonical, type Json } from './canonical';
import { parseVkey, type VerifierKey } from './note';
import { fail } from './report';

type Data = { [key: string]: Json };

export interface LogKey {
  vkey: string;
  /** The entry that introduced it; absent: the first key. */
  fromSeq?: number | undefined;
  untilSeq?: number | undefined;
  /** µs; where there is an untilSeq. */
  overlapUntil?: number | undefined;
  compromisedFrom?: number | undefined;
}

/** Of the form that the log writes: always UTC, always six decimals. */
export function micros(text: Json | undefined): number | undefined {
  const parts = typeof text === 'string' ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/.exec(text) : null;
  const seconds = parts ? Date.parse(`${parts[1]}Z`) : Number.NaN;
  return Number.isNaN(seconds) ? undefined : seconds * 1000 + Number(parts![2]);
}

function signs(key: VerifierKey, message: Uint8Array, signature: Json | undefined): boolean {
  const octets = typeof signature === 'string' ? fromBase64(signature) : undefined;
  try {
    return octets?.length === 64 && ed25519.verify(octets, message, key.publicKey, { zip215: false });
  } catch {
    return false;
  }
}

export const counts = (value: Json | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function keyOf(text: Json | undefined, origin: string, field: string, seq: number): VerifierKey {
  try {
    const key = parseVkey(String(text));
    if (key.name === origin) return key;
  } catch {
    // Told below.
  }
  throw fail('vkey_malformed', field, origin, String(text), seq);
}

export class KeyHistory {
  private readonly distrusted = new Map<string, number>();

  /** `partial`: of entries that begin in the midst of those on keys. */
  constructor(
    private readonly partial = false,
    readonly keys: LogKey[] = [],
  ) {}

  private place(vkey: string): number {
    return this.keys.findIndex((key) => key.vkey === vkey);
  }

  /** Entries in order; other kinds are not looked at. Throws Failed: vkey_malformed, rotation_broken, rotation_signature_invalid. */
  add(kind: string, data: Data, seq: number, origin: string): void {
    if (kind === 'log.key_compromised') {
      const key = this.keys[this.place(String(data.vkey))];
      if ((!key && !this.partial) || !counts(data.from_size)) throw fail('rotation_broken', 'data/vkey', 'log.key_rotated', String(data.vkey), seq);
      const from = Math.min(this.distrustedFrom(String(data.vkey)) ?? data.from_size, data.from_size);
      this.distrusted.set(String(data.vkey), from);
      if (key) key.compromisedFrom = from;
      return;
    }
    if (kind !== 'log.key_rotated') return;
    const [before, after] = [keyOf(data.old_vkey, origin, 'data/old_vkey', seq), keyOf(data.new_vkey, origin, 'data/new_vkey', seq)];
    const newest = this.keys.at(-1);
    if (newest && newest.vkey !== before.text) throw fail('rotation_broken', 'data/old_vkey', newest.vkey, before.text, seq);
    if (before.text === after.text || this.place(after.text) >= 0) throw fail('rotation_broken', 'data/new_vkey', '–', after.text, seq);
    const overlap = data.overlap_seconds;
    const until = micros(data.overlap_until);
    if (until === undefined || !counts(overlap)) throw fail('rotation_broken', 'data/overlap_until', 'RFC 3339', String(data.overlap_until), seq);
    const said = utf8.encode(canonical({ new_vkey: after.text, old_vkey: before.text, origin, overlap_seconds: overlap, type: 'terang.log-key.v1' }));
    for (const [member, key] of [['endorsed', before], ['accepted', after]] as const) {
      if (!signs(key, said, data[member])) throw fail('rotation_signature_invalid', `data/${member}`, key.text, String(data[member]), seq);
    }
    if (!newest) this.keys.push({ vkey: before.text, compromisedFrom: this.distrustedFrom(before.text) });
    Object.assign(this.keys.at(-1)!, { untilSeq: seq, overlapUntil: until });
    this.keys.push({ vkey: after.text, fromSeq: seq });
  }

  find(vkey: string): LogKey | undefined {
    return this.keys[this.place(vkey)];
  }

  /** Also of a key that is not among `keys`, because what was told of it before is not there. */
  distrustedFrom(vkey: string): number | undefined {
    return this.distrusted.get(vkey);
  }

  /** All vkeys that entries say something of. */
  told(): string[] {
    return [...new Set([...this.keys.map(({ vkey }) => vkey), ...this.distrusted.keys()])];
  }

  /** Why who trusts `held` may not believe `signer` under a checkpoint of `size` entries, the newest of them of `newest` (µs); undefined: he may. */
  refusal(held: string, signer: string, size: number, newest: number): 'vkey_unknown' | 'vkey_compromised' | 'vkey_retired' | undefined {
    const [from, to] = [this.place(held), this.place(signer)];
    if (from < 0 || to < 0) {
      if (held !== signer || from >= 0) return 'vkey_unknown';
      return size >= (this.distrustedFrom(signer) ?? Infinity) ? 'vkey_compromised' : undefined;
    }
    // An endorsement stands in the checkpoints of more than its entry's number of entries.
    for (const key of this.keys.slice(from, to)) if (key.compromisedFrom !== undefined && key.compromisedFrom <= key.untilSeq! + 1) return 'vkey_compromised';
    const last = this.keys[to]!;
    if (last.compromisedFrom !== undefined && size >= last.compromisedFrom) return 'vkey_compromised';
    const over = last.untilSeq !== undefined && size > last.untilSeq && newest > last.overlapUntil!;
    return over ? 'vkey_retired' : undefined;
  }
}
