// Bids between "I confirm" and the server's answer. They survive a reload, are shown until answered, and are sent again
// with the same id and the same signed bytes after every reconnection: the server gives the same bid its first answer.
import { Store } from '../lib/store';
import type { BidFrame, OfferFrame } from './sign';

export type OutFrame = BidFrame | OfferFrame;

export interface Answer {
  verdict: string;
  /** The ledger entry; absent where the bid was refused before the auction was asked. */
  seq?: number;
  at?: string;
  again?: boolean;
  detail?: Record<string, unknown>;
}

export interface OutBid {
  frame: OutFrame;
  currency: string;
  /** Server milliseconds when it was confirmed. */
  made: number;
  /** How often it left this browser. */
  sent: number;
  answer?: Answer;
  /** The last passing refusal ("platform_busy"), while it is being sent again. */
  waiting?: string;
}

/** What a person is shown. `unknown`: it was sent, and the connection broke before the answer. */
export type BidPhase = 'withdrawn' | 'unsent' | 'sending' | 'unknown' | 'retrying' | 'accepted' | 'refused' | 'unanswered';

/** Not recorded, and worth sending again as it is. */
export const passing: ReadonlySet<string> = new Set(['too_many_requests', 'platform_busy', 'platform_unavailable', 'restarting']);
/** Not recorded; nothing is sent until the person signs in again. */
const blocking: ReadonlySet<string> = new Set(['signed_out']);
const keptAnswered = 30;
/** Milliseconds after which what a tab reads is no longer older than what it wrote. */
const lookAgain = 2000;

/** What two tabs know of one bid, as one: whichever knows more, by an order that is the same in every tab. */
function fuller(a: OutBid, b: OutBid): OutBid {
  const knows = ({ answer, sent, waiting }: OutBid): number[] => [answer ? 1 : 0, answer?.again ? 0 : 1, sent, waiting ? 1 : 0];
  const [of, other] = [knows(a), knows(b)];
  for (const [n, value] of of.entries()) if (value !== other[n]) return value > other[n]! ? a : b;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

function inOrder(a: OutBid, b: OutBid): number {
  return a.made - b.made || (a.frame.bid < b.frame.bid ? -1 : 1);
}

/** The octets of a sealed bid are kept for as long as they may have to be sent again, and no longer. */
function settled(frame: OutFrame): OutFrame {
  if (!('envelope' in frame)) return frame;
  const { envelope: _, ...rest } = frame;
  return rest;
}

interface Kept {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

export interface World {
  storage: Kept | undefined;
  now: () => number;
  later: (milliseconds: number, act: () => void) => void;
}

function isBid(value: unknown): value is OutBid {
  const bid = value as Partial<OutBid> | null;
  return typeof bid?.frame?.bid === 'string' && typeof bid.frame.signature === 'string' && typeof bid.made === 'number';
}

export class Outbox {
  readonly bids = new Store<OutBid[]>([]);
  /** The session ended: the unanswered bids wait for a new one. */
  readonly blocked = new Store<string | null>(null);
  /** Confirmed in this tab: it alone sees to it that they stay in the store. */
  private readonly own = new Set<string>();
  private looksAgain = false;
  private send: ((frame: OutFrame) => boolean) | undefined;
  private inFlight = new Set<string>();
  private attempts = 0;

  constructor(
    readonly account: string,
    private readonly world: World,
  ) {
    this.bids.set(this.read());
  }

  /** True where bids do not survive a reload, because the browser forbids storage. */
  get fleeting(): boolean {
    return this.world.storage === undefined;
  }

  private get name(): string {
    return `terang.bids.${this.account}`;
  }

  private read(): OutBid[] {
    try {
      const kept: unknown = JSON.parse(this.world.storage?.getItem(this.name) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isBid) : [];
    } catch {
      return [];
    }
  }

  /** What this tab knows and what any tab has written: an answer, once known, is never forgotten. */
  private merged(stored: OutBid[]): OutBid[] {
    const all = new Map(this.bids.get().map((bid) => [bid.frame.bid, bid]));
    for (const theirs of stored) {
      const mine = all.get(theirs.frame.bid);
      all.set(theirs.frame.bid, mine ? fuller(mine, theirs) : theirs);
    }
    return [...all.values()];
  }

  private write(change: (bids: OutBid[]) => OutBid[]): void {
    const all = change(this.merged(this.read())).sort(inOrder);
    const answered = all.filter((bid) => bid.answer).slice(-keptAnswered);
    const next = all.filter((bid) => !bid.answer || answered.includes(bid));
    try {
      this.world.storage?.setItem(this.name, JSON.stringify(next));
    } catch {
      // Full or forbidden: the bids live as long as this page.
    }
    this.bids.set(next);
  }

  private update(bid: string, change: Partial<OutBid>): void {
    this.write((bids) => bids.map((kept) => (kept.frame.bid === bid ? { ...kept, ...change } : kept)));
  }

  /**
   * Takes in what another tab wrote, and writes nothing: what a tab reads may be older than what it or another has just
   * written, and tabs that put that right would answer each other for ever.
   */
  refresh(): void {
    const stored = this.read();
    const next = this.merged(stored).sort(inOrder);
    if (JSON.stringify(next) !== JSON.stringify(this.bids.get())) this.bids.set(next);
    if (this.looksAgain || !this.missing(stored)) return;
    this.looksAgain = true;
    this.world.later(lookAgain, () => {
      this.looksAgain = false;
      if (this.missing(this.read())) this.write((bids) => bids);
    });
  }

  /** Another tab wrote over a bid of this one that has no answer yet. */
  private missing(stored: OutBid[]): boolean {
    const there = new Set(stored.map(({ frame }) => frame.bid));
    return this.pending().some(({ frame }) => this.own.has(frame.bid) && !there.has(frame.bid));
  }

  /** Kept first, sent second: a bid that left the browser is never unknown to it. */
  add(frame: OutFrame, currency: string): void {
    this.own.add(frame.bid);
    this.write((bids) => [...bids, { frame, currency, made: this.world.now(), sent: 0 }]);
    this.flush();
  }

  pending(): OutBid[] {
    return this.bids.get().filter((bid) => !bid.answer);
  }

  /** Only a bid that never left the browser can be taken back. */
  withdraw(bid: string): boolean {
    const kept = this.bids.get().find((candidate) => candidate.frame.bid === bid);
    if (!kept || kept.sent > 0 || kept.answer) return false;
    // Kept as an answered one, so that no other tab sends it.
    this.update(bid, { answer: { verdict: 'withdrawn' }, frame: settled(kept.frame) });
    return true;
  }

  connected(send: (frame: OutFrame) => boolean): void {
    this.send = send;
    this.inFlight.clear();
    this.blocked.set(null);
    this.flush();
  }

  disconnected(): void {
    this.send = undefined;
    this.inFlight.clear();
    this.bids.set([...this.bids.get()]);
  }

  private flush(): void {
    if (!this.send || this.blocked.get()) return;
    for (const { frame, sent } of this.pending()) {
      if (this.inFlight.has(frame.bid)) continue;
      // Marked before it is sent: if the page dies in between, "perhaps sent" is the honest state.
      this.update(frame.bid, { sent: sent + 1 });
      if (this.send(frame)) this.inFlight.add(frame.bid);
      else if (sent === 0) this.update(frame.bid, { sent: 0 });
    }
  }

  private retryLater(): void {
    this.attempts += 1;
    this.world.later(Math.min(1000 * 2 ** (this.attempts - 1), 8000), () => this.flush());
  }

  answered(bid: string, answer: Answer): void {
    const kept = this.bids.get().find(({ frame, answer: known }) => frame.bid === bid && !known);
    if (!kept) return;
    this.inFlight.delete(bid);
    if (passing.has(answer.verdict)) {
      this.update(bid, { waiting: answer.verdict });
      this.retryLater();
    } else if (blocking.has(answer.verdict)) {
      this.blocked.set(answer.verdict);
      this.update(bid, { waiting: answer.verdict });
    } else {
      this.attempts = 0;
      this.update(bid, { answer, waiting: undefined, frame: settled(kept.frame) });
    }
  }

  /** An `error` frame names no bid. What it can mean for bids on their way, it means for all of them. */
  error(code: string): void {
    const flying = [...this.inFlight];
    if (passing.has(code) || blocking.has(code) || flying.length === 1) for (const bid of flying) this.answered(bid, { verdict: code });
  }

  /** The server's own list of this business's bids settles those whose answer was lost. */
  reconcile(own: { bid: string; verdict: string; seq: number; at: string }[]): void {
    for (const { bid, verdict, seq, at } of own) this.answered(bid, { verdict, seq, at, again: true });
  }

  phase(bid: OutBid, lotOver: boolean): BidPhase {
    const verdict = bid.answer?.verdict;
    if (verdict) return verdict === 'accepted' || verdict === 'withdrawn' ? verdict : 'refused';
    if (this.inFlight.has(bid.frame.bid)) return 'sending';
    if (lotOver && !this.send) return 'unanswered';
    if (bid.waiting) return 'retrying';
    return bid.sent === 0 ? 'unsent' : 'unknown';
  }
}

function storage(): Kept | undefined {
  try {
    localStorage.setItem('terang.probe', '1');
    localStorage.removeItem('terang.probe');
    return localStorage;
  } catch {
    return undefined;
  }
}

const boxes = new Map<string, Outbox>();

/** One for an account, however many parts of the page ask. */
export function outboxOf(account: string, now: () => number): Outbox {
  let box = boxes.get(account);
  if (!box) {
    box = new Outbox(account, { storage: storage(), now, later: (milliseconds, act) => void setTimeout(act, milliseconds) });
    boxes.set(account, box);
    const made = box;
    window.addEventListener('storage', (event) => {
      if (event.key === `terang.bids.${account}`) made.refresh();
    });
  }
  return box;
}
