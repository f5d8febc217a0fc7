import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { clockOffset, clockSample } from '../lib/server_clock';
import { backoff, LiveClient, mergePoints, type Socket } from './live';
import type { HistoryPoint, LotView } from './views';

/** Timers that run when told. Node's own mock timers differ between its versions. */
function fakeTimers(t: TestContext): { tick: (by: number) => void } {
  const real = { setTimeout, clearTimeout, setInterval, clearInterval };
  let [time, id] = [0, 0];
  const due = new Map<number, { at: number; every?: number; run: () => void }>();
  const add = (run: () => void, wait = 0, every?: number): number => {
    id += 1;
    due.set(id, { at: time + wait, run, ...(every === undefined ? {} : { every }) });
    return id;
  };
  const clear = (which?: number): void => void due.delete(which ?? 0);
  Object.assign(globalThis, {
    setTimeout: (run: () => void, wait?: number) => add(run, wait),
    setInterval: (run: () => void, every: number) => add(run, every, every),
    clearTimeout: clear,
    clearInterval: clear,
  });
  t.after(() => void Object.assign(globalThis, real));
  return {
    tick(by) {
      const end = time + by;
      for (;;) {
        const [next, timer] = [...due].filter(([, one]) => one.at <= end).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
        if (next === undefined || !timer) break;
        time = timer.at;
        if (timer.every) timer.at += timer.every;
        else due.delete(next);
        timer.run();
      }
      time = end;
    },
  };
}

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onclose: Socket['onclose'] = null;
  onmessage: Socket['onmessage'] = null;
  sent: Record<string, unknown>[] = [];
  closed = false;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.closed = true;
  }
  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  /** What was said besides questions for the time. */
  said(): Record<string, unknown>[] {
    return this.sent.filter((frame) => frame.type !== 'time');
  }
}

const now = '2026-11-22T03:00:00.000000Z';
const hello = { type: 'hello', protocol: 1, now, origin: 'terang.example/log' };
const point = (seq: number): HistoryPoint => ({ seq, at: now, amount: String(1000 - seq) });
const view = (best: string): LotView => ({ best }) as LotView;

function setup(history: HistoryPoint[][] = []) {
  const sockets: FakeSocket[] = [];
  const asked: (number | undefined)[] = [];
  let time = 1000;
  const client = new LiveClient({
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    now: () => time,
    random: () => 0,
    history: async (_, __, since) => {
      asked.push(since);
      const points = history.shift() ?? [];
      return { points, events: [], more: history.length > 0 };
    },
  });
  return { client, sockets, asked, advance: (by: number) => (time += by) };
}

test('watches after hello, keeps the newest view, ignores older ones', (t) => {
  fakeTimers(t);
  const { client, sockets } = setup();
  const { store, stop } = client.watch('t1');
  assert.equal(sockets.length, 1);
  sockets[0]!.hear(hello);
  assert.deepEqual(sockets[0]!.said(), [{ type: 'watch', tender: 't1' }]);
  assert.equal(client.connection.get().state, 'open');
  sockets[0]!.hear({ type: 'lot', tender: 't1', lot: '1', seq: 7, now, view: view('90') });
  sockets[0]!.hear({ type: 'lot', tender: 't1', lot: '1', seq: 5, now, view: view('95') });
  assert.equal(store.get().lots.get('1')!.view.best, '90');
  const second = client.watch('t1');
  assert.equal(second.store, store);
  second.stop();
  assert.equal(sockets[0]!.closed, false);
  stop();
  assert.equal(sockets[0]!.closed, true);
});

test('where offers are told at the end of a stage, the history is read again then, and only then', async (t) => {
  const timers = fakeTimers(t);
  const { client, sockets, asked } = setup([[point(3)], [point(3), point(5)]]);
  const { store, stop } = client.watch('t1');
  sockets[0]!.hear(hello);
  const rounds = (since: string): LotView => ({ format: 'stepped_rounds', stage: { name: 'turn', since } }) as LotView;
  sockets[0]!.hear({ type: 'lot', tender: 't1', lot: '1', seq: 4, now, view: rounds('a') });
  sockets[0]!.hear({ type: 'lot', tender: 't1', lot: '1', seq: 6, now, view: rounds('a') });
  timers.tick(2000);
  assert.deepEqual(asked, [], 'what one came to is read by the page');
  sockets[0]!.hear({ type: 'lot', tender: 't1', lot: '1', seq: 7, now, view: rounds('b') });
  timers.tick(2000);
  assert.deepEqual(asked, [undefined]);
  await Promise.resolve();
  assert.deepEqual(store.get().points.get('1')?.map(({ seq }) => seq), [3]);
  stop();
});

test('comes back after a loss, asks from the last point on, and keeps what it knew', (t) => {
  const timers = fakeTimers(t);
  const { client, sockets } = setup();
  const { store, stop } = client.watch('t1');
  sockets[0]!.hear(hello);
  sockets[0]!.hear({ type: 'points', tender: 't1', lot: '1', points: [point(3), point(8)], more: false });
  sockets[0]!.hear({ type: 'points', tender: 't1', lot: '2', points: [point(5)], more: false });
  sockets[0]!.onclose?.(undefined as never);
  assert.equal(client.connection.get().state, 'lost');
  assert.equal(client.bid({} as never), false);
  timers.tick(249);
  assert.equal(sockets.length, 1);
  timers.tick(1);
  assert.equal(sockets.length, 2);
  assert.equal(client.connection.get().state, 'lost');
  sockets[1]!.hear(hello);
  assert.deepEqual(sockets[1]!.said(), [{ type: 'watch', tender: 't1', since: 5 }]);
  sockets[1]!.hear({ type: 'points', tender: 't1', lot: '1', points: [point(8), point(9)], more: false });
  assert.deepEqual(store.get().points.get('1')!.map(({ seq }) => seq), [3, 8, 9]);
  stop();
});

test('waits longer each time, half of it by chance, and goes away when told for how long', (t) => {
  const timers = fakeTimers(t);
  assert.deepEqual([0, 1, 2, 9].map((attempt) => backoff(attempt, 0)), [250, 500, 1000, 7500]);
  assert.equal(backoff(9, 1), 15000);
  const { client, sockets } = setup();
  const { stop } = client.watch('t1');
  sockets[0]!.hear(hello);
  sockets[0]!.hear({ type: 'bye', reason: 'restarting', retry_after_seconds: 3 });
  assert.equal(client.connection.get().retryAt, 4000);
  timers.tick(2999);
  assert.equal(sockets.length, 1);
  timers.tick(1);
  assert.equal(sockets.length, 2);
  stop();
});

test('a silent line is dead after a while, though nobody said so', (t) => {
  const timers = fakeTimers(t);
  const { client, sockets, advance } = setup();
  const { stop } = client.watch('t1');
  sockets[0]!.hear(hello);
  for (let n = 0; n < 6; n += 1) {
    advance(5000);
    timers.tick(5000);
  }
  assert.equal(sockets[0]!.closed, true);
  assert.ok(sockets[0]!.sent.some((frame) => frame.type === 'time'));
  stop();
});

test('more history than fits is read over HTTP, from where it ended', async () => {
  const { client, sockets, asked } = setup([[point(4), point(6)], [point(9)]]);
  const { store, stop } = client.watch('t1');
  sockets[0]!.hear(hello);
  sockets[0]!.hear({ type: 'points', tender: 't1', lot: '1', points: [point(2)], more: true });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(asked, [2, 6]);
  assert.deepEqual(store.get().points.get('1')!.map(({ seq }) => seq), [2, 4, 6, 9]);
  stop();
});

test('answers and errors reach those who listen', () => {
  const { client, sockets } = setup();
  const { stop } = client.watch('t1');
  const heard: string[] = [];
  client.onAnswer((answer) => heard.push(answer.verdict));
  client.onError((error) => heard.push(error.code));
  sockets[0]!.hear(hello);
  assert.equal(client.bid({ tender: 't1', lot: '1', bid: 'b', amount: '1', confirm: false, key: 'k', signature: 's' }), true);
  sockets[0]!.hear({ type: 'answer', bid: 'b', tender: 't1', lot: '1', verdict: 'accepted', seq: 4, detail: {} });
  sockets[0]!.hear({ type: 'error', code: 'frame_malformed', message: '' });
  sockets[0]!.onmessage?.({ data: 'not json' });
  assert.deepEqual(heard, ['accepted', 'frame_malformed']);
  stop();
});

test('points stay unique and in order whatever comes', () => {
  assert.deepEqual(mergePoints([point(1), point(4)], [point(3), point(4), point(2)]).map(({ seq }) => seq), [1, 2, 3, 4]);
  // An entry and what floors answered to it are told together, and anew with more said of them.
  const live = mergePoints([point(1)], [point(4), point(4), point(5)]);
  assert.deepEqual(live.map(({ seq }) => seq), [1, 4, 4, 5]);
  assert.deepEqual(mergePoints(live, [point(4), point(4), point(4)]).map(({ seq }) => seq), [1, 4, 4, 4, 5]);
  const known = [point(1)];
  assert.equal(mergePoints(known, []), known);
});

test('the clock with the shortest round trip rules, until the device’s clock is set', () => {
  clockSample(1000, 1400, 6200); // offset 5000, uncertain by 200
  clockSample(2000, 2020, 7110); // offset 5100, uncertain by 10
  clockSample(3000, 3300, 8050); // offset 4900, uncertain by 150
  assert.deepEqual(clockOffset.get(), { offset: 5100, uncertainty: 10, known: true });
  clockSample(900_000, 900_100, 9050);
  assert.equal(clockOffset.get().offset, 9050 - 900_050);
});
