// What a bundle says of the log's keys, held against the `log.key_*` entries that it carries. As terang-verify does it
// (ledger/named_keys.h, ledger/verify/named_key_checker.h).
import type { Manifest } from './bundle_lines';
import { counts, KeyHistory, type LogKey, micros } from './key_history';
import { type Checkpoint, parseVkey } from './note';
import { fail, type Failed, type NamedKeys } from './report';
import type { Json } from './canonical';

export interface NamedKey extends LogKey {
  state: 'current' | 'overlap' | 'retired' | 'compromised';
}

const members = ['compromised_from', 'from_seq', 'overlap_until', 'state', 'until_seq', 'vkey'];
const mostMicros = Number.MAX_SAFE_INTEGER;

/** Which of two states a replaced key has, time tells. */
function stateOf(key: LogKey, at: number): NamedKey['state'] {
  if (key.compromisedFrom !== undefined) return 'compromised';
  if (key.untilSeq === undefined) return 'current';
  return at < key.overlapUntil! ? 'overlap' : 'retired';
}

function readKey(value: unknown): NamedKey | undefined {
  if (value === null || typeof value !== 'object' || Object.keys(value).sort().join() !== members.join()) return undefined;
  const { compromised_from: compromised, from_seq: from, overlap_until: overlap, state, until_seq: until, vkey } = value as { [key: string]: Json };
  if (typeof vkey !== 'string' || vkey === '' || ![compromised, from, until].every((one) => one === null || counts(one))) return undefined;
  const time = micros(overlap);
  if (until === null ? overlap !== null : time === undefined) return undefined;
  const place = (one: Json | undefined): number | undefined => (counts(one) ? one : undefined);
  const key: LogKey = { vkey, fromSeq: place(from), untilSeq: place(until), overlapUntil: time, compromisedFrom: place(compromised) };
  const may = [stateOf(key, 0), stateOf(key, mostMicros)].find((one) => one === state);
  return may && { ...key, state: may };
}

/** Undefined: it is no list of keys, or a key's state is not what its other members make it. */
export function readNamedKeys(value: unknown): NamedKey[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const keys = value.map(readKey);
  return keys.every((one) => one !== undefined) ? keys : undefined;
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));
const mismatch = (at: number, member: string, expected: string, found: string): Failed => fail('vkeys_mismatch', `vkeys/${at}${member}`, expected, found);
const told = (key: NamedKey | undefined): string =>
  key ? `${key.vkey} ${key.state} ${text(key.fromSeq)}..${text(key.untilSeq)} ${text(key.overlapUntil)} ${text(key.compromisedFrom)}` : '';

function follows(vkey: string, origin: string): boolean {
  try {
    return parseVkey(vkey).name === origin;
  } catch {
    return false;
  }
}

/** Whether they follow one another as keys of one log do, and the one that seals is among them. */
function checkOrder(keys: NamedKey[], sealer: string, { origin, size }: Checkpoint): void {
  let before: number | undefined;
  keys.forEach((key, i) => {
    if (!follows(key.vkey, origin) || keys.findIndex(({ vkey }) => vkey === key.vkey) !== i) throw mismatch(i, '/vkey', `${origin}+…`, key.vkey);
    if (key.fromSeq !== before) throw mismatch(i, '/from_seq', text(before), text(key.fromSeq));
    const last = i === keys.length - 1;
    const later = key.untilSeq !== undefined && key.untilSeq < size && (before === undefined || before < key.untilSeq);
    if (last ? key.untilSeq !== undefined : !later) throw mismatch(i, '/until_seq', last ? '' : `> ${text(before)}, < ${size}`, text(key.untilSeq));
    before = key.untilSeq;
  });
  if (!keys.some(({ vkey }) => vkey === sealer)) throw fail('vkeys_mismatch', 'vkeys', sealer, keys.at(-1)!.vkey);
}

/** Every `log.key_*` entry is there: they say the same. `exact`: and the newest entry under the checkpoint is. */
function checkAll(keys: NamedKey[], sealer: string, history: KeyHistory, newest: number, exact: boolean): void {
  const known = history.keys.length > 0 ? history.keys : [{ vkey: sealer }];
  const shown = known.map((key): NamedKey => ({ ...key, state: stateOf(key, newest) }));
  for (let i = 0; i < Math.max(keys.length, shown.length); i += 1) {
    const [one, other] = [keys[i], shown[i]];
    const state = one && other && !exact && one.state === 'retired' && other.state === 'overlap' ? { ...one, state: other.state } : one;
    if (told(state) !== told(other)) throw mismatch(i, '', told(other), told(one));
  }
}

/** Of what lies in the range each has to be shown; what lies outside nobody here can say. How many are shown. */
function checkSome(keys: NamedKey[], [first, end]: [number, number], history: KeyHistory, newest: number): number {
  const inside = (seq: number | undefined): boolean => seq !== undefined && seq >= first && seq < end;
  let shown = 0;
  keys.forEach((key, i) => {
    const known = history.find(key.vkey);
    if ((known?.fromSeq !== undefined || inside(key.fromSeq)) && known?.fromSeq !== key.fromSeq) throw mismatch(i, '/from_seq', text(known?.fromSeq), text(key.fromSeq));
    if ((known?.untilSeq !== undefined || inside(key.untilSeq)) && known?.untilSeq !== key.untilSeq) throw mismatch(i, '/until_seq', text(known?.untilSeq), text(key.untilSeq));
    if (known?.untilSeq !== undefined && known.overlapUntil !== key.overlapUntil) throw mismatch(i, '/overlap_until', text(known.overlapUntil), text(key.overlapUntil));
    if (key.state === 'overlap' && newest >= key.overlapUntil!) throw mismatch(i, '/state', 'retired', 'overlap');
    // It may be distrusted from an even smaller size, by an entry that is not here.
    const distrusted = history.distrustedFrom(key.vkey);
    if (distrusted !== undefined && (key.compromisedFrom ?? Infinity) > distrusted) throw mismatch(i, '/compromised_from', text(distrusted), text(key.compromisedFrom));
    const from = key.fromSeq === undefined || known?.fromSeq !== undefined;
    const until = key.untilSeq === undefined || known?.untilSeq !== undefined;
    shown += Number(known !== undefined && from && until && key.compromisedFrom === distrusted);
  });
  const other = history.told().find((vkey) => !keys.some((key) => key.vkey === vkey));
  if (other !== undefined) throw mismatch(keys.length, '', other, '');
  return shown;
}

/** How many keys it names and how many of them follow from its entries; undefined where it names none. Throws Failed:
 *  vkeys_mismatch, and of a range by its own word vkey_compromised, vkey_retired. */
export function checkNamedKeys({ vkey, vkeys, range, tender }: Manifest, checkpoint: Checkpoint, history: KeyHistory, newest: number): NamedKeys | undefined {
  if (!vkeys) return undefined;
  checkOrder(vkeys, vkey, checkpoint);
  if (!range) {
    checkAll(vkeys, vkey, history, newest, tender === undefined);
    return { keys: vkeys.length, shown: vkeys.length };
  }
  const shown = checkSome(vkeys, range, history, newest);
  const refused = new KeyHistory(false, vkeys).refusal(vkey, vkey, checkpoint.size, newest);
  if (refused) throw fail(refused, 'vkeys', '–', vkey);
  return { keys: vkeys.length, shown };
}
