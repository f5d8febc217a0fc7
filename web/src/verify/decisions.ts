// Decisions taken again: entries, once verified, go in batches to whoever decides (decider.ts, in a worker or at hand).
import type { Entry } from './entry';
import type { Finding } from './report';

/** Of one tender, what was not decided again: entries are withheld that it may depend on, or stand before the range. */
export interface Undecided {
  /** Empty: of entries of no tender. */
  tender: string;
  /** The first entry that is withheld; with `before`, the first that was not decided again. */
  from: number;
  /** Entries of the tender before the range; of no tender: all before it. */
  before: number;
  decisions: number;
  withheld: number;
  withheld_first: number[];
}

/** What came of it. `first`: what came out differently; `wrong`: the same of a tender of which entries are missing. */
export interface Settled {
  again: number;
  first: Finding | null;
  wrong: Finding | null;
  undecided: Undecided[];
}

export interface Decider {
  /** Decides records in order; true: something came out differently, nothing more is to be taken. */
  take(records: Uint8Array): boolean | Promise<boolean>;
  settle(): Settled | Promise<Settled>;
  /** Nothing more will be asked. */
  end?(): void;
}
/** `partial`: some entries are missing or withheld; `from`: where the range begins, otherwise 0. */
export type MakeDecider = (partial: boolean, from: number) => Decider | Promise<Decider>;

/** The cores stopped, because they do not understand what they have before them: an error of ours. */
export class Broken extends Error {}

/** What the report says of the decisions. */
export interface Decided {
  /** unavailable: this browser cannot; broken: an error of ours. */
  state: 'taken' | 'unavailable' | 'broken';
  again: number;
  undecided: Undecided[];
  /** Of `unavailable` and `broken`. */
  why?: string;
}

const atOnce = 1 << 17;
const withheld = 0xffffffff;
const utf8 = new TextEncoder();

export class Decisions {
  private readonly decider: Promise<Decider>;
  private parts: Uint8Array[] = [];
  private size = 0;
  private told = 0;
  private taken = Promise.resolve();
  private waiting = 0;
  private settled: Promise<Settled | undefined> | undefined;
  private failure: unknown;
  /** Something came out differently: nothing more need be read. */
  ended = false;

  constructor(make: MakeDecider, partial: boolean, from: number, private readonly count: (decisions: number) => void) {
    this.decider = Promise.resolve().then(() => make(partial, from));
    this.decider.catch((error: unknown) => (this.failure ??= error));
  }

  /** Of entries in order. What has to be awaited is returned: so much waits already. */
  add({ header, payloadText, tender }: Entry): Promise<void> | undefined {
    if (this.failure !== undefined || this.ended) return undefined;
    const name = utf8.encode(tender ?? '');
    const payload = payloadText === undefined ? undefined : utf8.encode(payloadText);
    const lengths = new DataView(new ArrayBuffer(8));
    lengths.setUint32(0, name.length, true);
    lengths.setUint32(4, payload?.length ?? withheld, true);
    for (const part of [new Uint8Array(lengths.buffer), header, name, payload]) {
      if (!part) continue;
      this.parts.push(part);
      this.size += part.length;
    }
    this.told += Number(payload !== undefined);
    if (this.size < atOnce) return undefined;
    this.give();
    return this.waiting > 4 ? this.taken : undefined;
  }

  private give(): void {
    const records = new Uint8Array(this.size);
    let at = 0;
    const decisions = this.told;
    for (const part of this.parts) {
      records.set(part, at);
      at += part.length;
    }
    [this.parts, this.size, this.told] = [[], 0, 0];
    this.waiting += 1;
    this.taken = this.taken.then(async () => {
      try {
        if (this.failure === undefined && !this.ended) {
          this.ended = await (await this.decider).take(records);
          this.count(decisions);
        }
      } catch (error) {
        this.failure ??= error;
      }
      this.waiting -= 1;
    });
  }

  /** Asked as often as one likes. Nothing where no one could decide: decided() says why. */
  settle(): Promise<Settled | undefined> {
    this.settled ??= this.finish();
    return this.settled;
  }

  private async finish(): Promise<Settled | undefined> {
    if (this.size > 0) this.give();
    await this.taken;
    try {
      const decider = await this.decider;
      const settled = this.failure === undefined ? await decider.settle() : undefined;
      decider.end?.();
      return settled;
    } catch (error) {
      this.failure ??= error;
      return undefined;
    }
  }

  async decided(): Promise<Decided> {
    const settled = await this.settle();
    if (settled) return { state: 'taken', again: settled.again, undecided: settled.undecided };
    const why = this.failure instanceof Error ? this.failure.message : String(this.failure);
    return { state: this.failure instanceof Broken ? 'broken' : 'unavailable', again: 0, undecided: [], why };
  }
}
