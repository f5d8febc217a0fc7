// What a verification says: checks that tick off one by one, and at most one finding: the first thing that is wrong.
import type { Decided } from './decisions';
import type { PolicyVerdict } from './policy';

export type CheckId = 'format' | 'checkpoint' | 'chain' | 'commitments' | 'sequence' | 'inclusion' | 'tree' | 'signatures' | 'openings' | 'decisions' | 'documents' | 'vouchers' | 'seal';

export interface Check {
  id: CheckId;
  state: 'waiting' | 'running' | 'passed' | 'failed';
  /** How many things were looked at. */
  count: number;
  milliseconds: number;
}

/** What does not hold, where, and the two values that should have been the same. Names as terang-verify gives them. */
export interface Finding {
  check: string;
  seq?: number | undefined;
  field: string;
  expected: string;
  found: string;
}

/** What the log says of its own keys: a change, or that one is not to be trusted from a number of entries on. */
export interface KeyWord {
  seq: number;
  at: string;
  by: string;
  reason: string;
  vkey: string;
  /** The new key, and until when both sign. */
  successor?: { vkey: string; until: string };
  fromSize?: number;
}

/** Whose payloads were taken away, by whom and why. */
export interface ErasureWord {
  seq: number;
  at: string;
  by: string;
  reason: string;
  tender: string;
  erased: number[];
}

/** Keys of the log that a bundle names; of these, how many are so by entries that it carries. */
export interface NamedKeys {
  keys: number;
  shown: number;
}

/** A document that stands behind the entries. */
export interface DocumentWord {
  name: string;
  sha256: string;
  size: number;
  tender: string;
  type: string;
  /** The first entry that names it. */
  seq: number;
  withheld: boolean;
}

/** What a bundle brings of others' word for its log: its own claim, but for a stamp whose authority is vouched for. */
export interface Vouched {
  /** The witness policy that the log names itself. */
  ownPolicy?: PolicyVerdict;
  timestamps: {
    /** Of the checkpoint that was stamped. */
    size: number;
    at: string;
    by: string;
    /** By the asker's authorities (PEM); false where none were given. */
    vouchedFor: boolean;
  }[];
}

export interface Report {
  what: 'receipt' | 'bundle';
  checks: Check[];
  finding?: Finding;
  origin?: string;
  size?: number;
  vkey?: string;
  /** Whether the key came from whoever asks, not from the file itself. */
  keyGiven: boolean;
  tender?: string;
  /** Entries [from, to) of the log. */
  range?: [from: number, to: number];
  /** The size of the earlier checkpoint that the log was held against. */
  since?: number;
  entries: number;
  bids: number;
  withheld: number;
  /** Of these withheld: whose payload is gone, as another entry says. */
  erased: number;
  signatures: number;
  /** The first thousand of each. */
  keyWords: KeyWord[];
  erasureWords: ErasureWord[];
  documentWords: DocumentWord[];
  documentsWithheld: number;
  namedKeys?: NamedKeys;
  /** Witnesses of the asker's policy that signed the checkpoint too. */
  cosigned?: string[];
  /** Of a bundle that brings such. */
  vouched?: Vouched;
  /** Bids without a bidder's signature, each entered by two officers. */
  surrogates: number;
  unchecked: number;
  /** Of a bundle, where somebody was to take its decisions again. */
  decided?: Decided;
  /** Of a receipt: what was recorded. */
  entry?: { seq: number; time: string; kind: string; data: Record<string, unknown>; tender: string | undefined };
  done: boolean;
}

export class Failed extends Error {
  constructor(readonly finding: Finding) {
    super(finding.check);
  }
}

export const fail = (check: string, field: string, expected: string, found: string, seq?: number): Failed =>
  new Failed({ check, field, expected, found, seq });

/** Runs one check after the other, telling about each. Stops at the first that fails. */
export class Runner {
  constructor(
    readonly report: Report,
    private readonly tell: (report: Report) => void,
  ) {}

  private now = (): number => performance.now();

  async run(id: CheckId, work: (count: () => void) => void | Promise<void>): Promise<void> {
    const check = this.report.checks.find((one) => one.id === id)!;
    check.state = 'running';
    this.say();
    const began = this.now();
    let last = began;
    try {
      await work(() => {
        check.count += 1;
        if (this.now() - last < 100) return;
        last = this.now();
        check.milliseconds = last - began;
        this.say();
      });
      check.state = 'passed';
    } catch (error) {
      check.state = 'failed';
      if (!(error instanceof Failed)) throw error;
      this.report.finding = error.finding;
      throw error;
    } finally {
      check.milliseconds = this.now() - began;
      this.say();
    }
  }

  say(): void {
    this.tell({ ...this.report, checks: this.report.checks.map((check) => ({ ...check })) });
  }
}

/** Checks that go on together, because the file is read once. */
export class Together {
  private readonly began = performance.now();
  private last = this.began;
  private current: Check;

  constructor(
    readonly report: Report,
    private readonly tell: (report: Report) => void,
  ) {
    this.current = report.checks[0]!;
    for (const check of report.checks) check.state = 'running';
    this.say();
  }

  /** What is looked at from here on. */
  at(id: CheckId): void {
    if (this.current.id !== id) this.current = this.report.checks.find((check) => check.id === id)!;
  }
  also(id: CheckId): void {
    if (!this.report.checks.some((check) => check.id === id)) {
      this.report.checks.push({ id, state: 'running', count: 0, milliseconds: 0 });
    }
  }
  without(id: CheckId): void {
    this.report.checks = this.report.checks.filter((check) => check.id !== id);
  }
  count(): void {
    this.current.count += 1;
    if (performance.now() - this.last > 100) this.say();
  }
  countOf(id: CheckId, some = 1): void {
    this.report.checks.find((check) => check.id === id)!.count += some;
  }
  end(finding: Finding | undefined, id: CheckId = this.current.id): void {
    for (const check of this.report.checks) {
      check.milliseconds = performance.now() - this.began;
      check.state = finding ? (check.id === id ? 'failed' : 'waiting') : 'passed';
    }
    if (finding) this.report.finding = finding;
    this.report.done = true;
    this.say();
  }
  say(): void {
    this.last = performance.now();
    for (const check of this.report.checks) if (check.state === 'running') check.milliseconds = this.last - this.began;
    this.tell({ ...this.report, checks: this.report.checks.map((check) => ({ ...check })) });
  }
}

/** Long loops let the page breathe: it stays able to paint and to be left. */
export function breather(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < 30) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        last = performance.now();
        resolve();
      }),
    );
  };
}

export function freshReport(what: Report['what'], ids: CheckId[], keyGiven: boolean): Report {
  return {
    what, keyGiven, entries: 0, bids: 0, withheld: 0, erased: 0, signatures: 0, keyWords: [], erasureWords: [], documentWords: [], documentsWithheld: 0, surrogates: 0, unchecked: 0, done: false,
    checks: ids.map((id) => ({ id, state: 'waiting', count: 0, milliseconds: 0 })),
  };
}
