// What auditors ask of the server: a tender's entries, its replay, who saw it, watches, the monitor's alerts.
import type { Rehearsal, RehearsalStep } from '../officer/scenario';

export type Disclosure = 'at_once' | 'at_turn_end' | 'at_publication' | 'at_opening' | 'at_award' | 'at_end' | 'never';

export interface Entry {
  seq: number;
  tseq: number | null;
  at: string;
  /** Null where its content is withheld from whoever asks. */
  kind: string | null;
  data: Record<string, unknown> | null;
  leaf: string;
  withheld: null | 'undisclosed' | 'erased';
  /** Of what one may read: when the public may; of what is withheld: when one may oneself. Null where it was erased. */
  discloses: null | Disclosure;
  rule: string;
}

export interface Entries {
  tender: string;
  entries: Entry[];
  next: number | null;
  /** Some entries are left out until sealed bids are opened: their number would tell too much. */
  hushed?: boolean;
}

export interface Replay extends Rehearsal {
  rules: Record<string, unknown> | null;
  steps: (RehearsalStep & { seq: number })[];
  /** The first entry that says something else than its rules come to. */
  mismatch?: null | { seq: number; path: string; expected: string; found: string };
  next?: number | null;
}

export interface Access {
  tender: string;
  disclosures: { seq: number; kind: string; audience: 'party' | 'officers' | 'auditors' | 'public'; at: string | null; rule: string }[];
  next?: number | null;
  reads: { at: string; account: string; name?: string | null; role: string; what: 'bundle' | 'receipt' | 'document' | 'entries'; seq: number | null }[];
}

export interface Watch {
  tender: string;
  /** Null where the tender cannot be seen any more. */
  title: string | null;
  state: string | null;
  since: string;
  newest_seq: number | null;
  newest_at: string | null;
  newest_kind: string | null;
  seen_seq: number | null;
}

export type AlertName = 'fork' | 'rollback' | 'stall' | 'gap' | 'rule_broken' | 'signature' | 'unreachable' | 'recovered';

export interface Alert {
  id: number;
  at: string;
  alert: AlertName;
  severity: 'information' | 'warning' | 'danger';
  message: string;
  seq: number | null;
  tender: string | null;
  expected: string | null;
  found: string | null;
}

export interface Alerts {
  monitor: { configured: boolean; last_seen_at: string | null; size: number | null };
  alerts: Alert[];
}

export const pageOfEntries = 200;
/** How many pages a filter looks through before it lets the person go on. */
export const pagesPerSearch = 10;

/** Entries that `fits`, of at most so many pages from `after` on; and where to go on. */
export async function gather(ask: (after: number | undefined) => Promise<Entries>, after: number | undefined, fits: (entry: Entry) => boolean): Promise<Entries> {
  const found: Entry[] = [];
  let [from, next, hushed, tender] = [after, null as number | null, false, ''];
  for (let page = 0; page < pagesPerSearch && found.length < pageOfEntries; page += 1) {
    const answer = await ask(from);
    ({ tender, next } = answer);
    hushed ||= !!answer.hushed;
    found.push(...answer.entries.filter(fits));
    if (next === null) break;
    from = next;
  }
  return { tender, entries: found, next, hushed };
}

/** More steps than anybody goes through by hand; `terang replay` plays longer ones. */
const mostPlayed = 20_000;

/** A replay comes in pages; the last one tells the result. */
export async function wholeReplay(ask: (after: number | undefined) => Promise<Replay>): Promise<Replay> {
  let page = await ask(undefined);
  let { steps, mismatch = null } = page;
  while (typeof page.next === 'number' && steps.length < mostPlayed) {
    page = await ask(page.next);
    steps = [...steps, ...page.steps];
    mismatch ??= page.mismatch ?? null;
  }
  return { ...page, steps, mismatch };
}

/** Which lots an entry speaks of; none: of the tender as a whole. */
export function lotsOf({ data }: Entry): string[] {
  if (typeof data?.lot === 'string') return [data.lot];
  if (!Array.isArray(data?.lots)) return [];
  return (data.lots as unknown[]).flatMap((one) => (typeof one === 'string' ? [one] : typeof (one as { lot?: unknown })?.lot === 'string' ? [(one as { lot: string }).lot] : []));
}

/** Where an entry stands in its tender's record. */
export function placeOf(tender: string, seq: number): string {
  return `/tender/${tender}/record${seq > 0 ? `?after=${seq - 1}` : ''}#${seq}`;
}
