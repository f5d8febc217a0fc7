// The live connection: one WebSocket for everything one watches. Reconnects by itself, asks for what was missed, keeps
// the newest view of everything, and keeps the server's clock. See server/PROTOCOL.md.
import { clockHint, clockSample } from '../lib/server_clock';
import { Store } from '../lib/store';
import type { BidAnswer, HistoryPoint, LotEvent, LotHistory, LotView, OwnLine, TenderView } from './views';

export type LiveState = 'connecting' | 'open' | 'lost';

export interface Connection {
  state: LiveState;
  /** On the device's clock: when the next try begins. */
  retryAt?: number;
  /** From `hello`. */
  account?: string;
  business?: string;
  origin?: string;
  /** Why the server said goodbye. */
  bye?: string;
}

/** Newest view with the ledger sequence it knows. */
export interface Newest<V> {
  seq: number;
  view: V;
}

export interface TenderStore {
  tender?: Newest<TenderView>;
  lots: ReadonlyMap<string, Newest<LotView>>;
  own: ReadonlyMap<string, Newest<OwnLine>>;
  /** Bids of each lot as this audience may see them, oldest first. */
  points: ReadonlyMap<string, readonly HistoryPoint[]>;
  /** What else happened to each lot, oldest first. */
  events: ReadonlyMap<string, readonly LotEvent[]>;
  /** For the tender's officer: admitted bidders connected, by lot. */
  connected?: Readonly<Record<string, number>>;
}

export interface Outage {
  since: string;
  over: string | null;
}

/** A bid, or what the lot's format knows beside an amount. */
export interface BidFrame {
  type?: 'bid' | 'offer';
  tender: string;
  lot: string;
  bid: string;
  amount?: string;
  confirm?: boolean;
  content?: Record<string, unknown>;
  key: string;
  signature: string;
}

type Incoming =
  | { type: 'hello'; protocol: number; now: string; origin: string; account?: string; business?: string }
  | { type: 'time'; sent: number; now: string }
  | { type: 'tender'; tender: string; seq: number; now: string; view: TenderView }
  | { type: 'lot'; tender: string; lot: string; seq: number; now: string; view: LotView }
  | { type: 'you'; tender: string; lot: string; seq: number; now: string; view: OwnLine }
  | { type: 'points'; tender: string; lot: string; points: HistoryPoint[]; events?: LotEvent[]; more: boolean }
  | ({ type: 'answer' } & BidAnswer)
  | { type: 'presence'; tender: string; connected: Record<string, number> }
  | ({ type: 'outage' } & Outage)
  | { type: 'error'; code: string; message: string }
  | { type: 'bye'; reason: string; retry_after_seconds?: number };

/** The part of WebSocket that is used; tests bring their own. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LiveOptions {
  open: () => Socket;
  now: () => number;
  random: () => number;
  /** More history than fits into frames is read over HTTP. */
  history: (tender: string, lot: string, since: number | undefined) => Promise<LotHistory>;
}

const firstDelay = 500;
const longestDelay = 15_000;
const timeEvery = 15_000;
// Nothing heard for this long although time was asked: the line is dead even if nobody told the browser.
const silence = 25_000;

/** Half fixed, half random, doubling: many clients do not come back in one moment. */
export function backoff(attempt: number, random: number): number {
  const whole = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempt, 10));
  return whole / 2 + (random * whole) / 2;
}

/** In order of their entries; what is told of an entry anew takes the place of what was told of it before. */
export function mergePoints<P extends { seq: number }>(known: readonly P[], fresh: readonly P[]): readonly P[] {
  const last = known[known.length - 1]?.seq ?? -1;
  if (fresh.every((point, at) => (at === 0 ? point.seq > last : point.seq >= fresh[at - 1]!.seq))) return fresh.length ? [...known, ...fresh] : known;
  const anew = new Set(fresh.map(({ seq }) => seq));
  return [...known.filter(({ seq }) => !anew.has(seq)), ...fresh].sort((a, b) => a.seq - b.seq);
}

export const nothingYet: TenderStore = { lots: new Map(), own: new Map(), points: new Map(), events: new Map() };

export class LiveClient {
  readonly connection = new Store<Connection>({ state: 'connecting' });
  readonly outage = new Store<Outage | undefined>(undefined);
  private socket: Socket | undefined;
  private attempt = 0;
  private heard = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  private readonly watched = new Map<string, { store: Store<TenderStore>; users: number }>();
  private readonly answers = new Set<(answer: BidAnswer) => void>();
  private readonly errors = new Set<(error: { code: string; message: string }) => void>();

  constructor(private readonly options: LiveOptions) {}

  /** Follows a tender until the returned function is called. Everyone who follows it shares one store. */
  watch(tender: string): { store: Store<TenderStore>; stop: () => void } {
    let entry = this.watched.get(tender);
    if (!entry) {
      entry = { store: new Store<TenderStore>(nothingYet), users: 0 };
      this.watched.set(tender, entry);
      if (this.connection.get().state === 'open') this.say({ type: 'watch', tender });
    }
    entry.users += 1;
    this.start();
    let stopped = false;
    const stop = (): void => {
      if (stopped) return;
      stopped = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      this.watched.delete(tender);
      if (this.connection.get().state === 'open') this.say({ type: 'unwatch', tender });
      if (this.watched.size === 0) this.end();
    };
    return { store: entry.store, stop };
  }

  onAnswer(listener: (answer: BidAnswer) => void): () => void {
    this.answers.add(listener);
    return () => this.answers.delete(listener);
  }

  onError(listener: (error: { code: string; message: string }) => void): () => void {
    this.errors.add(listener);
    return () => this.errors.delete(listener);
  }

  /** False where there is no connection: the bid is still with the person and may be sent again under the same id. */
  bid(frame: BidFrame): boolean {
    return this.connection.get().state === 'open' && this.say({ type: 'bid', ...frame });
  }

  /** Tries at once, for a person who presses "try now", or after signing in or out. */
  reconnect(): void {
    this.attempt = 0;
    this.drop();
    if (this.watched.size > 0) this.connect();
  }

  private start(): void {
    if (!this.socket && !this.retry) this.connect();
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    const state = this.connection.get();
    this.connection.set({ ...state, state: state.state === 'lost' ? 'lost' : 'connecting', retryAt: undefined });
    const socket = this.options.open();
    this.socket = socket;
    this.heard = this.options.now();
    socket.onmessage = ({ data }) => this.socket === socket && this.hear(data);
    socket.onclose = () => this.socket === socket && this.lost();
    clearInterval(this.beat);
    this.beat = setInterval(() => this.pulse(), 5_000);
  }

  private pulse(): void {
    const quiet = this.options.now() - this.heard;
    if (quiet > silence) {
      // A silent connection is closed by us: close events of dead lines may take minutes.
      this.lost();
    } else if (quiet > timeEvery - 5_000) this.askTime();
  }

  private askTime(): void {
    this.say({ type: 'time', sent: Math.round(this.options.now()) });
  }

  private say(frame: unknown): boolean {
    try {
      this.socket?.send(JSON.stringify(frame));
      return this.socket !== undefined;
    } catch {
      return false;
    }
  }

  private drop(): void {
    clearTimeout(this.retry);
    clearInterval(this.beat);
    this.retry = undefined;
    const socket = this.socket;
    this.socket = undefined;
    if (socket) {
      socket.onclose = socket.onmessage = null;
      socket.close();
    }
  }

  private end(): void {
    this.drop();
    this.attempt = 0;
    this.connection.set({ state: 'connecting' });
  }

  private lost(after?: number): void {
    this.drop();
    if (this.watched.size === 0) return;
    const delay = Math.max(after ?? 0, backoff(this.attempt, this.options.random()));
    this.attempt += 1;
    this.retry = setTimeout(() => this.connect(), delay);
    this.connection.set({ ...this.connection.get(), state: 'lost', retryAt: this.options.now() + delay });
  }

  private hear(data: string): void {
    this.heard = this.options.now();
    let frame: Incoming;
    try {
      frame = JSON.parse(data) as Incoming;
    } catch {
      return;
    }
    if ('now' in frame && frame.type !== 'time') clockHint(Date.parse(frame.now), this.heard);
    switch (frame.type) {
      case 'hello': {
        this.attempt = 0;
        const { origin, account, business } = frame;
        this.connection.set({ state: 'open', origin, ...(account ? { account } : {}), ...(business ? { business } : {}) });
        for (const [tender, { store }] of this.watched) {
          const since = newestPoint(store.get());
          this.say(since === undefined ? { type: 'watch', tender } : { type: 'watch', tender, since });
        }
        // Three samples in a row find a short round trip; later ones follow the device's drift.
        for (const wait of [0, 700, 1500]) setTimeout(() => this.connection.get().state === 'open' && this.askTime(), wait);
        break;
      }
      case 'time':
        clockSample(frame.sent, this.heard, Date.parse(frame.now));
        break;
      case 'tender':
        this.change(frame.tender, (store) =>
          (store.tender?.seq ?? -1) > frame.seq ? store : { ...store, tender: { seq: frame.seq, view: frame.view } },
        );
        break;
      case 'lot':
        this.revealed(frame.tender, frame.lot, frame.view);
        this.change(frame.tender, (store) => newer(store, 'lots', frame.lot, frame));
        this.addHistory(frame.tender, frame.lot, [], frame.view.events?.newest ?? []);
        break;
      case 'you':
        this.change(frame.tender, (store) => newer(store, 'own', frame.lot, frame));
        break;
      case 'points':
        this.addHistory(frame.tender, frame.lot, frame.points, frame.events ?? []);
        if (frame.more) void this.readHistory(frame.tender, frame.lot, frame.points[frame.points.length - 1]?.seq);
        break;
      case 'answer':
        for (const listener of [...this.answers]) listener(frame);
        break;
      case 'presence':
        this.change(frame.tender, (store) => ({ ...store, connected: frame.connected }));
        break;
      case 'outage':
        this.outage.set(frame.over ? undefined : { since: frame.since, over: null });
        break;
      case 'error':
        for (const listener of [...this.errors]) listener(frame);
        break;
      case 'bye':
        this.connection.set({ ...this.connection.get(), bye: frame.reason });
        this.lost((frame.retry_after_seconds ?? 0) * 1000);
        break;
    }
  }

  /**
   * Where all offers are told once a stage is over, what was said in it has older numbers than what was told meanwhile: the
   * history is read again, not by everybody in the same moment.
   */
  private revealed(tender: string, lot: string, view: LotView): void {
    const known = this.watched.get(tender)?.store.get().lots.get(lot)?.view;
    if (view.format !== 'stepped_rounds' || !known || known.stage?.since === view.stage?.since) return;
    setTimeout(() => void this.readHistory(tender, lot).catch(() => undefined), this.options.random() * 2000);
  }

  private change(tender: string, by: (store: TenderStore) => TenderStore): void {
    const entry = this.watched.get(tender);
    entry?.store.set(by(entry.store.get()));
  }

  addHistory(tender: string, lot: string, points: readonly HistoryPoint[], events: readonly LotEvent[]): void {
    this.change(tender, (store) => ({
      ...store,
      ...(points.length > 0 && { points: new Map(store.points).set(lot, mergePoints(store.points.get(lot) ?? [], points)) }),
      ...(events.length > 0 && { events: new Map(store.events).set(lot, mergePoints(store.events.get(lot) ?? [], events)) }),
    }));
  }

  /** Reads a lot's history up to now, from its beginning or after `since`; the live frames go on from there. */
  async readHistory(tender: string, lot: string, since?: number): Promise<void> {
    for (let after = since; this.watched.has(tender); ) {
      const { points, events, more } = await this.options.history(tender, lot, after);
      this.addHistory(tender, lot, points, events);
      const last = Math.max(points[points.length - 1]?.seq ?? -1, events[events.length - 1]?.seq ?? -1);
      if (!more || last < 0) return;
      after = last;
    }
  }
}

function newestPoint(store: TenderStore): number | undefined {
  const last = [...store.points.values()].map((points) => points[points.length - 1]?.seq ?? -1);
  // The least of the lots: another lot's newest bid says nothing about what this one missed.
  const least = last.length ? Math.min(...last) : -1;
  return least >= 0 ? least : undefined;
}

function newer<K extends 'lots' | 'own'>(store: TenderStore, kind: K, lot: string, frame: { seq: number; view: unknown }): TenderStore {
  const known = store[kind].get(lot);
  if (known && known.seq > frame.seq) return store;
  const next = new Map(store[kind] as ReadonlyMap<string, Newest<unknown>>).set(lot, { seq: frame.seq, view: frame.view });
  return { ...store, [kind]: next };
}
