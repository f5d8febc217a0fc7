// The list's filters and how they stand in the address: a link to a search is a link to its result.
import { readTyped } from '../../lib/money';

export const names = ['q', 'buyer', 'status', 'category', 'currency', 'min_value', 'max_value', 'from', 'to', 'sort', 'after'] as const;
export type ListQuery = Partial<Record<(typeof names)[number], string>>;

export function readQuery(search: URLSearchParams): ListQuery {
  const query: ListQuery = {};
  for (const name of names) {
    const value = search.get(name)?.trim();
    if (value) query[name] = value;
  }
  return query;
}

/** Always in the same order, so that equal searches have equal addresses. */
export function writeQuery(query: ListQuery): string {
  const search = new URLSearchParams();
  for (const name of names) {
    const value = query[name]?.trim();
    if (value) search.set(name, value);
  }
  const text = search.toString();
  return text ? `/?${text}` : '/';
}

/** Filters besides the words: how many are set. */
export function countFilters(query: ListQuery): number {
  return names.filter((name) => !['q', 'sort', 'after'].includes(name) && query[name]).length;
}

/** What was typed as an amount, for the address; undefined where it is none. */
export function amountForQuery(language: 'id' | 'en', typed: string, currency: string): string | undefined {
  return readTyped(language, typed, currency).amount;
}

// The API gives only the cursor of the next page. The way back is remembered for this tab, by search.
const trails = new Map<string, string[]>();
const trailKey = (query: ListQuery): string => writeQuery({ ...query, after: '' });

export function rememberPage(query: ListQuery): void {
  const key = trailKey(query);
  const trail = trails.get(key) ?? [];
  const here = query.after ?? '';
  const known = trail.indexOf(here);
  trails.set(key, known >= 0 ? trail.slice(0, known + 1) : here === '' ? [''] : [...trail, here]);
}

/** The address of the page before; the first page where the way is not known; undefined on the first page. */
export function previousPage(query: ListQuery): { url: string; number: number } | undefined {
  if (!query.after) return undefined;
  const trail = trails.get(trailKey(query)) ?? [];
  const here = trail.indexOf(query.after);
  return { url: writeQuery({ ...query, after: here > 0 ? trail[here - 1]! : '' }), number: here };
}
