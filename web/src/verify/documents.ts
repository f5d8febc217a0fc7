// Documents that came with a bundle, held against the entries that name them. As terang-verify does it
// (ledger/verify/document_checker.h).
import { hash, toHex } from './bytes';
import type { DocumentLine, NamedDocument } from './bundle_lines';
import type { Payload } from './entry';
import { type DocumentWord, fail, type Failed } from './report';

interface Named extends NamedDocument {
  seq: number;
  taken: boolean;
  withheld: boolean;
}

const members = ['name', 'sha256', 'size', 'tender', 'type'] as const;

export class DocumentChecker {
  private readonly named = new Map<string, Named>();

  /** Entries in order. */
  add({ kind, tender, data }: Payload, seq: number): void {
    const said = kind === 'bid.proposed' ? data.document : undefined;
    if (said === null || typeof said !== 'object' || Array.isArray(said) || tender === undefined) return;
    const { name, sha256, size, type } = said;
    if (typeof sha256 !== 'string' || sha256 === '' || !Number.isSafeInteger(size) || (size as number) < 0) return;
    const key = `${tender} ${sha256}`;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    if (!this.named.has(key)) this.named.set(key, { name: text(name), sha256, size: size as number, tender, type: text(type), seq, taken: false, withheld: false });
  }

  /** What came, for the report. */
  take({ document, octets }: DocumentLine): DocumentWord {
    const named = this.named.get(`${document.tender} ${document.sha256}`);
    const wrong = (field: string, expected: string, found: string): Failed => fail('document_mismatch', field, expected, found, named?.seq ?? 0);
    if (!named) throw wrong('document', 'one that an entry names', document.sha256);
    if (named.taken) throw wrong('document', 'each once', document.sha256);
    for (const member of members) {
      if (named[member] !== document[member]) throw wrong(`document.${member}`, String(named[member]), String(document[member]));
    }
    if (octets) {
      const found = toHex(hash(octets));
      if (found !== document.sha256) throw wrong('document.sha256', document.sha256, found);
      if (octets.length !== document.size) throw wrong('document.size', String(document.size), String(octets.length));
    }
    named.taken = true;
    named.withheld = !octets;
    const { name, sha256, size, tender, type } = document;
    return { name, sha256, size, tender, type, seq: named.seq, withheld: named.withheld };
  }

  /** When all came; where nothing is withheld (`complete`) with their octets. */
  settle(complete: boolean): void {
    const missing = [...this.named.values()].filter(({ taken, withheld }) => !taken || (complete && withheld)).sort((a, b) => a.seq - b.seq)[0];
    if (missing) throw fail('document_missing', 'data/document', missing.sha256, '–', missing.seq);
  }
}
