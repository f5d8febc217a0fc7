// Two versions of a tender's document, or two tenders': what differs, field by field. Pure.
import type { TenderDocument } from '../../api/views';
import { type Language } from '../../i18n/language';
import { summariseRules } from '../../rules/summary';
import { rulesOf } from '../public/tender_facts';

export type Leaf = string | number | boolean | null;

export interface Change {
  /** JSON Pointer. */
  path: string;
  before?: Leaf;
  after?: Leaf;
}

const isLeaf = (value: unknown): value is Leaf => value === null || typeof value !== 'object';
const escaped = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

/** Every leaf that differs; what only one of them has is missing in the other. Lists are compared by position, as lots are numbered. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (before === undefined && after === undefined) return [];
  const leafBefore = before === undefined || isLeaf(before);
  const leafAfter = after === undefined || isLeaf(after);
  if (leafBefore && leafAfter) {
    if (before === after) return [];
    return [{ path, ...(before !== undefined && { before: before as Leaf }), ...(after !== undefined && { after: after as Leaf }) }];
  }
  const a = (leafBefore ? {} : before) as Record<string, unknown>;
  const b = (leafAfter ? {} : after) as Record<string, unknown>;
  const own: Change[] = leafBefore && before !== undefined ? [{ path, before: before as Leaf }] : leafAfter && after !== undefined ? [{ path, after: after as Leaf }] : [];
  return [...own, ...[...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => changesBetween(a[name], b[name], `${path}/${escaped(name)}`))];
}

export interface RuleChanges {
  lot: string;
  title: string;
  gone: string[];
  come: string[];
  same: number;
}

/** The rules of each lot in plain words: sentences that are gone, and those that have come. */
export function ruleChanges(language: Language, before: TenderDocument, after: TenderDocument): RuleChanges[] {
  const sentences = (document: TenderDocument, id: string): string[] => {
    const lot = document.lots.find((one) => one.id === id);
    return lot ? summariseRules(language, rulesOf(lot, document), document.currency, document.time_zone).map(({ text }) => text) : [];
  };
  return [...new Set([...before.lots, ...after.lots].map(({ id }) => id))].flatMap((id) => {
    const [old, now] = [sentences(before, id), sentences(after, id)];
    const gone = old.filter((sentence) => !now.includes(sentence));
    const come = now.filter((sentence) => !old.includes(sentence));
    const title = (after.lots.find((lot) => lot.id === id) ?? before.lots.find((lot) => lot.id === id))!.title;
    return gone.length || come.length ? [{ lot: id, title, gone, come, same: now.length - come.length }] : [];
  });
}

const money = /^(estimate|unit_estimate|ceiling|tick|amount|reserve|start|step|highest|floor|surcharge)$/;

/** How a leaf is written for people. */
export function leafKind(path: string, value: Leaf): 'money' | 'percent' | 'seconds' | 'time' | 'format' | 'number' | 'boolean' | 'text' {
  const name = path.split('/').pop() ?? '';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return name.endsWith('_seconds') ? 'seconds' : 'number';
  if (value === null) return 'text';
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return 'time';
  if (/^\d+(\.\d+)?$/.test(value)) return money.test(name) ? 'money' : /percent$/.test(name) ? 'percent' : name === 'quantity' ? 'number' : 'text';
  return name === 'type' ? 'format' : 'text';
}
