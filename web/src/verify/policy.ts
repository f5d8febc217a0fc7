// C2SP tlog-policy and tlog-cosignature: whose signatures on a checkpoint's note are enough. The rules and the names of
// refusals are those of ledger/policy.h.
import { ed25519 } from '@noble/curves/ed25519';
import { concat, fromBase64, hash, same, toHex, utf8 } from './bytes';
import { Malformed, parseVkey, type VerifierKey } from './note';
import { fail, type Report } from './report';

interface Witness {
  name: string;
  key: Pick<VerifierKey, 'name' | 'id' | 'publicKey'>;
}

export interface Policy {
  logs: VerifierKey[];
  witnesses: Witness[];
  groups: { name: string; needed: number; members: string[] }[];
  quorum: string;
}

export interface PolicyVerdict {
  /** In the policy's order; `at`: by the witness's own clock. */
  cosigned: { name: string; at: string }[];
  missing: string[];
  quorum: boolean;
  /** Signatures by keys that the policy does not know; nothing is said about them. */
  unknown: string[];
}

const cosignatureV1 = 4;
const mostLines = 1000;

/** A witness's vkey: as a log's, of type 04. */
function witnessKey(text: string): Witness['key'] {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const key = parts && fromBase64(parts[3]!);
  if (!parts || !key || key.length === 0) throw new Malformed('vkey_malformed', text);
  if (key[0] !== cosignatureV1 || key.length !== 33) throw new Malformed('vkey_unsupported', text);
  const id = hash(utf8.encode(`${parts[1]!}\n`), key).slice(0, 4);
  if (toHex(id) !== parts[2]) throw new Malformed('vkey_malformed', text);
  return { name: parts[1]!, id, publicKey: key.slice(1) };
}

/** Throws Malformed with the name of what is wrong and the line. */
export function parsePolicy(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: '' };
  const names = new Set<string>();
  const members = new Set<string>();
  const lines = text.replace(/\n$/, '').split('\n');
  lines.forEach((line, n) => {
    const refuse = (check: string): never => {
      throw new Malformed(check, `${n + 1}: ${line.slice(0, 200)}`);
    };
    const define = (name: string): void => {
      if (name === 'none') refuse('policy_name_reserved');
      if (names.has(name)) refuse('policy_name_twice');
      names.add(name);
    };
    const keyOf = <Key>(read: (vkey: string) => Key, vkey: string): Key => {
      try {
        return read(vkey);
      } catch (error) {
        return refuse(error instanceof Malformed ? error.check : 'vkey_malformed');
      }
    };
    if (n >= mostLines) refuse('policy_too_long');
    // eslint-disable-next-line no-control-regex
    if (/[\x00-\x08\x0a-\x1f\x7f]/.test(line)) refuse('policy_malformed');
    const items = line.split(/[ \t]+/).filter(Boolean);
    const [word, first = ''] = items;
    if (!word || word.startsWith('#')) return;
    if (word === 'log') {
      if (items.length < 2 || items.length > 3) refuse('policy_malformed');
      const key = keyOf(parseVkey, first);
      if (policy.logs.some((log) => same(log.publicKey, key.publicKey))) refuse('policy_key_twice');
      policy.logs.push(key);
    } else if (word === 'witness') {
      if (items.length < 3 || items.length > 4) refuse('policy_malformed');
      const key = keyOf(witnessKey, items[2]!);
      define(first);
      if (policy.witnesses.some((one) => same(one.key.publicKey, key.publicKey))) refuse('policy_key_twice');
      policy.witnesses.push({ name: first, key });
    } else if (word === 'group') {
      if (items.length < 4) refuse('policy_malformed');
      define(first);
      const own = items.slice(3);
      for (const name of own) {
        if (name === first || !names.has(name)) refuse('policy_name_unknown');
        if (members.has(name)) refuse('policy_member_twice');
        members.add(name);
      }
      const k = items[2]!;
      const needed = k === 'all' ? own.length : k === 'any' ? 1 : /^[1-9]\d{0,3}$/.test(k) ? Number(k) : 0;
      if (needed < 1 || needed > own.length) refuse('policy_threshold');
      policy.groups.push({ name: first, needed, members: own });
    } else if (word === 'quorum') {
      if (items.length !== 2) refuse('policy_malformed');
      if (first !== 'none' && !names.has(first)) refuse('policy_name_unknown');
      if (policy.quorum) refuse('policy_quorum_twice');
      policy.quorum = first;
    } else refuse('policy_malformed');
  });
  if (!policy.quorum) throw new Malformed('policy_quorum_missing', '');
  return policy;
}

export function quorumHolds(policy: Policy, witnesses: readonly string[]): boolean {
  if (policy.quorum === 'none') return true;
  const hold = new Set(witnesses);
  // Members stand above their group.
  for (const { name, needed, members } of policy.groups) if (members.filter((member) => hold.has(member)).length >= needed) hold.add(name);
  return hold.has(policy.quorum);
}

interface Line {
  name: string;
  id: Uint8Array;
  signature: Uint8Array;
}

function linesOf(note: string): { text: string; lines: Line[] } {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Malformed('note_malformed', note);
  const lines = note.slice(split + 2, -1).split('\n').map((line) => {
    const parts = /^\u2014 (\S+) (\S+)$/.exec(line);
    const octets = parts && fromBase64(parts[2]!);
    if (!parts || !octets || octets.length < 5) throw new Malformed('note_malformed', line);
    return { name: parts[1]!, id: octets.slice(0, 4), signature: octets.slice(4) };
  });
  return { text: note.slice(0, split + 1), lines };
}

/** When a witness signed, in seconds; throws where it did not: a wrong signature of a known key spoils the note. */
function cosignedAt(key: Witness['key'], text: string, signature: Uint8Array): number {
  const bad = new Malformed('cosignature_invalid', key.name);
  if (signature.length !== 72) throw bad;
  const seconds = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  let good = false;
  try {
    good = seconds < 1n << 53n && ed25519.verify(signature.slice(8), concat(utf8.encode(`cosignature/v1\ntime ${seconds}\n`), utf8.encode(text)), key.publicKey, { zip215: false });
  } catch {
    good = false;
  }
  if (!good) throw bad;
  return Number(seconds);
}

/** Who of the policy has cosigned a note that its log's own key was checked for already. */
export function evaluatePolicy(policy: Policy, note: string, log: string): PolicyVerdict {
  const { text, lines } = linesOf(note);
  const at = new Map<string, number>();
  const unknown: string[] = [];
  for (const line of lines) {
    const witness = policy.witnesses.find(({ key }) => key.name === line.name && same(key.id, line.id));
    if (witness) at.set(witness.name, Math.max(at.get(witness.name) ?? 0, cosignedAt(witness.key, text, line.signature)));
    else if (line.name !== log) unknown.push(line.name);
  }
  const cosigned = policy.witnesses.flatMap(({ name }) => (at.has(name) ? [{ name, at: new Date(at.get(name)! * 1000).toISOString() }] : []));
  return { cosigned, unknown, missing: policy.witnesses.map(({ name }) => name).filter((name) => !at.has(name)), quorum: quorumHolds(policy, cosigned.map(({ name }) => name)) };
}

/** What the policy asks for, of a note that `own` was checked to have signed. Throws Failed, as terang-verify says it. */
export function demandPolicy(policy: Policy, note: string, own: VerifierKey, report: Report): void {
  if (policy.logs.length > 0 && !policy.logs.some(({ text }) => text === own.text)) throw fail('vkey_mismatch', 'checkpoint', policy.logs[0]!.text, own.text);
  let verdict: PolicyVerdict;
  try {
    verdict = evaluatePolicy(policy, note, own.name);
  } catch (error) {
    if (error instanceof Malformed) throw fail(error.check, 'checkpoint', 'what the policy asks for', error.message.slice(0, 300));
    throw error;
  }
  report.cosigned = verdict.cosigned.map(({ name }) => name);
  if (!verdict.quorum) throw fail('quorum_missing', 'checkpoint', policy.quorum, report.cosigned.join(', '));
  report.keyGiven ||= policy.logs.length > 0;
}

/** Who beside the log has a signature on the note, by name alone: nothing was checked. */
export function otherSigners(note: string, log: string): string[] {
  try {
    return linesOf(note).lines.map(({ name }) => name).filter((name) => name !== log);
  } catch {
    return [];
  }
}
