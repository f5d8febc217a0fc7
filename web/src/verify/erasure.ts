// Payloads that are gone, and the entry.erased that says so. As terang-verify does it (ledger/verify/erasure_checker.h).
import type { Json } from './canonical';

type Data = { [key: string]: Json };

export class ErasureChecker {
  private readonly gaps = new Map<number, string | undefined>();
  /** Which tender's entries name which gaps: `seq tender`. */
  private readonly named = new Set<string>();

  /** An entry without a payload. */
  missing(seq: number, tender: string | undefined): void {
    this.gaps.set(seq, tender);
  }

  isMissing = (seq: number): boolean => this.gaps.has(seq);

  /** Any other entry, in order. */
  add(kind: string, tender: string | undefined, data: Data, seq: number): void {
    if (kind !== 'entry.erased' || tender === undefined || !Array.isArray(data.erased)) return;
    for (const one of data.erased) {
      if (Number.isSafeInteger(one) && (one as number) < seq) this.named.add(`${one} ${tender}`);
    }
  }

  private explained(seq: number, tender: string | undefined): boolean {
    return tender !== undefined && this.named.has(`${seq} ${tender}`);
  }

  /** The first gap that no entry.erased of its tender names. */
  unexplained(): number | undefined {
    for (const [seq, tender] of this.gaps) if (!this.explained(seq, tender)) return seq;
    return undefined;
  }

  /** Gaps that are explained. */
  get erased(): number {
    let count = 0;
    for (const [seq, tender] of this.gaps) if (this.explained(seq, tender)) count += 1;
    return count;
  }
}
