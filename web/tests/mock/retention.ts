// What the made-up house keeps of people: two tenders that are over, of which one may be erased in part.
import type { components } from '../../src/api/types.gen';
import { iso, now } from './http';

type Retained = components['schemas']['RetainedTender'];

const years = (n: number): string => iso(Date.now() + n * 365.25 * 86_400_000);
const kept = { 'bid.proposed': 10, 'bidder.applied': 5, 'bidder.named': 10, 'tender.drafted': 5 } as const;

export const rules = {
  rules: 'terang.retention.v1',
  kinds: Object.entries(kept).map(([kind, count]) => ({ kind, years: count, holds: 'what names people' })),
};

export class Retention {
  private tenders: Retained[] = [this.tender('lama1', 'Rehabilitasi gedung sekolah dasar', 'awarded', -6), this.tender('baru1', 'Seragam petugas kebersihan', 'cancelled', -1)];

  private tender(id: string, title: string, state: string, ended: number): Retained {
    const entry = (seq: number, kind: keyof typeof kept): Retained['entries'][number] => ({ seq, kind, years: kept[kind], erasable_from: years(ended + kept[kind]), refusal: ended + kept[kind] <= 0 ? null : 'retention_not_passed' });
    const from = id === 'lama1' ? 20 : 60;
    return { tender: id, title, state, over_at: years(ended), entries: [entry(from, 'tender.drafted'), entry(from + 3, 'bidder.applied'), entry(from + 4, 'bidder.applied'), entry(from + 6, 'bidder.named'), entry(from + 20, 'bid.proposed')] };
  }

  page(url: URL): { now: string; rules: string; tenders: Retained[]; next: null } {
    const [one, due] = [url.searchParams.get('tender'), url.searchParams.get('due') === 'true'];
    const tenders = this.tenders.filter(({ tender, entries }) => (!one || tender === one) && (!due || entries.some(({ refusal }) => refusal === null)));
    return { now: now(), rules: rules.rules, tenders, next: null };
  }

  /** The refusal's name, or nothing. */
  erase(seqs: number[], reason: string): string | undefined {
    const of = this.tenders.filter(({ entries }) => entries.some(({ seq }) => seqs.includes(seq)));
    const found = of.flatMap(({ entries }) => entries.filter(({ seq }) => seqs.includes(seq)));
    if (found.length < seqs.length) return 'already_erased';
    if (of.length > 1) return 'several_tenders';
    if (found.some(({ refusal }) => refusal !== null)) return 'retention_not_passed';
    if (reason.length < 10) return 'reason_missing';
    of[0]!.entries = of[0]!.entries.filter(({ seq }) => !seqs.includes(seq));
    return undefined;
  }
}
