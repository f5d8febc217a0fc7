// The tender document while it is being written: always a JSON document as tender/README.md has it, perhaps incomplete.
// Places in it are named by JSON Pointers, as the server names its problems.
import type { DocumentLot, Item, Rules, TenderDocument } from '../../../api/views';
import { amountOf, exponentOf, minorOf } from '../../../lib/money';
import { fromWallTime, wallTime } from '../../../lib/time';

export type { DocumentLot, Item, Rules, TenderDocument };
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const tokens = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));

export function at(document: unknown, pointer: string): Json | undefined {
  let value = document as Json | undefined;
  for (const token of tokens(pointer)) {
    if (Array.isArray(value)) value = value[Number(token)];
    else if (value !== null && typeof value === 'object') value = value[token];
    else return undefined;
  }
  return value;
}

function put(value: Json | undefined, path: string[], next: Json | undefined): Json | undefined {
  const [token, ...rest] = path;
  if (token === undefined) return next;
  if (Array.isArray(value)) {
    const copy = [...value];
    const below = put(copy[Number(token)], rest, next);
    if (below === undefined) copy.splice(Number(token), 1);
    else copy[Number(token)] = below;
    return copy;
  }
  const copy: { [name: string]: Json } = value !== null && typeof value === 'object' ? { ...value } : {};
  const below = put(copy[token], rest, next);
  if (below === undefined) delete copy[token];
  else copy[token] = below;
  return copy;
}

/** A copy with one place changed; undefined takes the place away. Objects on the way are made. */
export function withValue<T>(document: T, pointer: string, next: unknown): T {
  return put(document as unknown as Json, tokens(pointer), next as Json | undefined) as unknown as T;
}

/** The id of the control for a place: what the error summary links to. */
export function idOf(pointer: string): string {
  return `at${pointer.replace(/[^A-Za-z0-9]/g, '-')}`;
}

export type Step = 'about' | 'schedule' | 'lots' | `lot-${string}` | 'check';

/** The step of the editor in which a place is written. */
export function stepOf(pointer: string): Step {
  const lot = /^\/lots\/(\d+)/.exec(pointer);
  if (lot) return `lot-${Number(lot[1]) + 1}`;
  if (pointer.startsWith('/lots')) return 'lots';
  if (/^\/(schedule|time_zone)/.test(pointer)) return 'schedule';
  return 'about';
}

export type Preset = 'open' | 'rank' | 'plain';

/** Sensible rules to begin with: the auction everybody expects, one that hides prices, one that ends on the dot. */
export function presetRules(preset: Preset, ceiling: string | null | undefined, currency = 'IDR'): Rules {
  const rules: Rules = {
    // Whole rupiah: a sen is worth nothing and only makes amounts hard to read.
    ...(currency === 'IDR' ? { tick: '1' } : {}),
    confirm_drop_percent: '20',
    ties: 'earlier_wins',
    outage: { min_seconds: 5, min_remaining_seconds: 300 },
    ...(ceiling ? { ceiling } : {}),
  };
  if (preset === 'open') {
    return {
      ...rules,
      visibility: 'leader_price_and_rank',
      decrement: { leader: { percent: '0.5' } },
      soft_close: { window_seconds: 300, extension_seconds: 300, trigger: 'leader_change' },
    };
  }
  if (preset === 'rank') {
    return {
      ...rules,
      visibility: 'rank_only',
      decrement: { own: { percent: '0.5' } },
      soft_close: { window_seconds: 300, extension_seconds: 300, trigger: 'any_rank_change' },
    };
  }
  return { ...rules, visibility: 'leader_price_and_rank', decrement: { own: { percent: '0.5' } } };
}

export function emptyItem(): Item {
  return { description: '', quantity: '1', unit: '' };
}

export function newLot(id: string): DocumentLot {
  return { id, title: '', items: [emptyItem()], rules: presetRules('open', null) };
}

/** Starts on the next full hour at least a day away, for an hour. */
export function newDocument(buyer: { id: string; name: string }, language: 'id' | 'en', now: number): TenderDocument {
  const start = Math.ceil((now + 24 * 3600_000) / 3600_000) * 3600_000;
  const time = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '.000000Z');
  return {
    title: '',
    description: '',
    language,
    buyer,
    category: 'goods',
    contact: { name: '', email: '' },
    time_zone: 'Asia/Jakarta',
    currency: 'IDR',
    schedule: { auction_starts_at: time(start), auction_ends_at: time(start + 3600_000) },
    lots: [newLot('1')],
  };
}

/** Lots are numbered by their place. */
export function renumber(lots: DocumentLot[]): DocumentLot[] {
  return lots.map((lot, index) => ({ ...lot, id: String(index + 1) }));
}

/** quantity × unit estimate, exact, rounded half up to minor units; undefined where one of them is missing or malformed. */
export function itemSum(item: Item, currency: string): string | undefined {
  if (!item.unit_estimate || !/^\d+(\.\d+)?$/.test(item.quantity ?? '')) return undefined;
  try {
    const [whole = '', fraction = ''] = item.quantity.split('.');
    const scale = 10n ** BigInt(fraction.length);
    const product = BigInt(whole + fraction) * minorOf(item.unit_estimate, currency);
    return amountOf((2n * product + scale) / (2n * scale), currency);
  } catch {
    return undefined;
  }
}

/** The sum of a lot's items; undefined unless all have an estimate. */
export function lotSum(lot: DocumentLot, currency: string): string | undefined {
  let sum = 0n;
  for (const item of lot.items ?? []) {
    const one = itemSum(item, currency);
    if (one === undefined) return undefined;
    sum += minorOf(one, currency);
  }
  return (lot.items ?? []).length > 0 ? amountOf(sum, currency) : undefined;
}

/** The sum of the lots' estimates, of those that have one. */
export function tenderSum(document: TenderDocument): string {
  let sum = 0n;
  for (const { estimate } of document.lots ?? []) {
    try {
      if (estimate) sum += minorOf(estimate, document.currency);
    } catch {
      // Not an amount yet: the field says so.
    }
  }
  return amountOf(sum, document.currency);
}

/** Another zone keeps what the clock on the wall shows: ten o'clock stays ten o'clock. */
export function inZone(document: TenderDocument, zone: string): TenderDocument {
  const move = (time: string): string => fromWallTime(wallTime(time, document.time_zone), zone) ?? time;
  const { auction_starts_at: starts, auction_ends_at: ends } = document.schedule;
  const lots = document.lots.map((lot) => {
    const { starts_at, ends_at } = lot.rules;
    return { ...lot, rules: { ...lot.rules, ...(starts_at && { starts_at: move(starts_at) }), ...(ends_at && { ends_at: move(ends_at) }) } };
  });
  return { ...document, time_zone: zone, schedule: { auction_starts_at: move(starts), auction_ends_at: move(ends) }, lots };
}

/** What goes to the server: texts trimmed, optional members that are empty left out. */
export function cleaned(document: TenderDocument): TenderDocument {
  const optional = new Set(['place', 'phone', 'unit_estimate', 'estimate', 'reserve', 'ceiling', 'tick', 'confirm_drop_percent', 'own', 'leader', 'decrement', 'soft_close', 'outage', 'starts_at', 'ends_at', 'highest', 'floor', 'margin', 'bidder_limit', 'abnormally_low', 'share']);
  const clean = (value: Json): Json => {
    if (typeof value === 'string') return value.trim();
    if (Array.isArray(value)) return value.map(clean);
    if (value === null || typeof value !== 'object') return value;
    const out: { [name: string]: Json } = {};
    for (const [name, member] of Object.entries(value)) {
      const made = clean(member);
      const empty = made === '' || made === null || (typeof made === 'object' && !Array.isArray(made) && Object.keys(made).length === 0);
      if (!(optional.has(name) && empty)) out[name] = made;
    }
    return out;
  };
  return clean(document as unknown as Json) as unknown as TenderDocument;
}

/** Places that differ, leaf by leaf; lists of different length as a whole. */
export function differences(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b) || (Array.isArray(a) && Array.isArray(b) && a.length !== b.length)) return [path];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => differences(a[name], b[name], `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`));
}

/** A whole number of the currency that is easy to bid on, where nothing else is known. */
export function roundPrice(currency: string): string {
  return exponentOf(currency) === 0 || currency === 'IDR' ? '1000000000' : '100000';
}
