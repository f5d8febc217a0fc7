// Bidders' signatures of a log, verified while it is read on: WebCrypto does many at once.
import { fromBase64, toBase64 } from './bytes';
import type { Payload } from './entry';
import { fail, Failed, type Finding, type Report } from './report';
import { bidMessage, importKey, keyId, keyMessage, offerMessage, signatureHolds } from './signatures';

const atOnce = 512;

export class SignatureQueue {
  private readonly keys = new Map<string, Promise<CryptoKey | undefined>>();
  private waiting: Promise<void>[] = [];
  private wrong: Finding | undefined;

  constructor(
    private readonly report: Report,
    private readonly origin: string,
    /** Whether all keys must be there. */
    private readonly complete: boolean,
    private readonly count: () => void,
  ) {}

  get full(): boolean {
    return this.waiting.length >= atOnce;
  }

  /** To be told of entries in order. Throws what is wrong at once; what takes time shows in settle(). */
  add({ kind, data, tender }: Payload, seq: number): void {
    if (kind !== 'key.registered' && kind !== 'bid.placed' && kind !== 'offer.placed') return;
    if (!globalThis.crypto?.subtle) {
      // Without a secure connection browsers offer no cryptography: said as unchecked, never as wrong.
      this.report.unchecked += 1;
      return;
    }
    const id = String(data.key);
    if (kind === 'key.registered') {
      const spki = typeof data.spki === 'string' ? fromBase64(data.spki) : undefined;
      if (!spki) throw fail('key_malformed', 'data/spki', 'P-256', String(data.spki), seq);
      if (keyId(spki) !== id) throw fail('key_mismatch', 'data/key', keyId(spki), id, seq);
      this.keys.set(id, importKey(spki));
      this.verify(id, keyMessage(data, this.origin), data.signature, seq, toBase64(spki));
    } else if (this.keys.has(id)) {
      this.verify(id, (kind === 'bid.placed' ? bidMessage : offerMessage)(data, tender!, this.origin), data.signature, seq);
    } else {
      // Keys that were registered in entries that are not in this file cannot be checked by it.
      if (this.complete) throw fail('key_unknown', 'data/key', 'key.registered', id, seq);
      this.report.unchecked += 1;
    }
  }

  private verify(id: string, message: string, signature: Payload['data'][string] | undefined, seq: number, spki?: string): void {
    const work = async (): Promise<void> => {
      const key = await this.keys.get(id)!;
      const finding = !key
        ? fail('key_malformed', 'data/spki', 'P-256', spki ?? '', seq).finding
        : (await signatureHolds(key, message, signature))
          ? undefined
          : fail('signature_invalid', 'data/signature', message, String(signature), seq).finding;
      if (finding) {
        if (!this.wrong || seq < this.wrong.seq!) this.wrong = finding;
        return;
      }
      this.report.signatures += 1;
      this.count();
    };
    this.waiting.push(work());
  }

  /** Waits for all that was told; the first that is wrong. */
  async settled(): Promise<Finding | undefined> {
    await Promise.all(this.waiting.splice(0));
    return this.wrong;
  }
  async settle(): Promise<void> {
    const wrong = await this.settled();
    if (wrong) throw new Failed(wrong);
  }
}
