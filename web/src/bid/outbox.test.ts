import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OutBid, type OutFrame, Outbox, type World } from './outbox';
import type { BidFrame, OfferFrame } from './sign';

function world(): World & { kept: Map<string, string>; run: () => void; delays: number[] } {
  const kept = new Map<string, string>();
  const waiting: (() => void)[] = [];
  const delays: number[] = [];
  let clock = 1000;
  return {
    kept,
    delays,
    storage: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) },
    now: () => (clock += 1),
    later: (milliseconds, act) => {
      delays.push(milliseconds);
      waiting.push(act);
    },
    run: () => waiting.splice(0).forEach((act) => act()),
  };
}

const frame = (bid: string): BidFrame => ({
  type: 'bid', tender: 't', lot: '1', bid, amount: '100', confirm: false, key: '0123456789abcdef', signature: 'c2ln',
});

const phases = (box: Outbox, over = false): string[] => box.bids.get().map((bid) => box.phase(bid, over));

test('a bid survives a reload and is sent again with the same bytes', () => {
  const w = world();
  const first = new Outbox('a', w);
  const seen: OutFrame[] = [];
  first.connected((f) => (seen.push(f), true));
  first.add(frame('b1'), 'IDR');
  assert.deepEqual(phases(first), ['sending']);
  first.disconnected();
  assert.deepEqual(phases(first), ['unknown']);

  const second = new Outbox('a', w);
  assert.deepEqual(phases(second), ['unknown']);
  second.connected((f) => (seen.push(f), true));
  assert.deepEqual([...seen], [frame('b1'), frame('b1')]);
  second.answered('b1', { verdict: 'accepted', seq: 7, again: true });
  assert.deepEqual(phases(second), ['accepted']);
  second.disconnected();
  second.connected((f) => (seen.push(f), true));
  assert.equal(seen.length, 2, 'answered bids are not sent again');
  assert.equal(new Outbox('b', w).bids.get().length, 0, 'accounts do not see each other');
});

test('without a connection a bid waits unsent and may be taken back; once sent it may not', () => {
  const w = world();
  const box = new Outbox('a', w);
  box.add(frame('b1'), 'IDR');
  assert.deepEqual(phases(box), ['unsent']);
  const other = new Outbox('a', w);
  assert.ok(box.withdraw('b1'));
  other.refresh();
  other.connected(() => assert.fail('a bid taken back was sent by another tab'));
  box.add(frame('b2'), 'IDR');
  box.connected(() => true);
  assert.ok(!box.withdraw('b2'));
  assert.deepEqual(phases(box), ['withdrawn', 'sending']);
});

test('a socket that refuses the frame leaves the bid unsent', () => {
  const box = new Outbox('a', world());
  box.connected(() => false);
  box.add(frame('b1'), 'IDR');
  assert.deepEqual(phases(box), ['unsent']);
  assert.ok(box.withdraw('b1'));
});

test('passing refusals are tried again, more slowly each time; final ones are not', () => {
  const w = world();
  const box = new Outbox('a', w);
  let count = 0;
  box.connected(() => ((count += 1), true));
  box.add(frame('b1'), 'IDR');
  for (let i = 0; i < 5; i += 1) {
    box.answered('b1', { verdict: 'platform_unavailable' });
    assert.deepEqual(phases(box), ['retrying']);
    w.run();
  }
  assert.equal(count, 6);
  assert.deepEqual(w.delays, [1000, 2000, 4000, 8000, 8000]);
  box.answered('b1', { verdict: 'lot_closed', seq: 9 });
  w.run();
  assert.equal(count, 6);
  assert.deepEqual(phases(box), ['refused']);
});

test('a lost session holds the bids until the next connection', () => {
  const box = new Outbox('a', world());
  let count = 0;
  const send = (): boolean => ((count += 1), true);
  box.connected(send);
  box.add(frame('b1'), 'IDR');
  box.error('signed_out');
  assert.equal(box.blocked.get(), 'signed_out');
  box.add(frame('b2'), 'IDR');
  assert.equal(count, 1);
  box.connected(send);
  assert.equal(count, 3);
});

test('an error frame is about the bid when there is only one it can be about', () => {
  const box = new Outbox('a', world());
  box.connected(() => true);
  box.add(frame('b1'), 'IDR');
  box.add(frame('b2'), 'IDR');
  box.error('frame_malformed');
  assert.deepEqual(phases(box), ['sending', 'sending']);
  box.answered('b1', { verdict: 'accepted', seq: 1 });
  box.error('frame_malformed');
  assert.deepEqual(phases(box), ['accepted', 'refused']);
});

test('after the lot is over an unanswered bid says so while nobody can be asked', () => {
  const box = new Outbox('a', world());
  box.connected(() => true);
  box.add(frame('b1'), 'IDR');
  box.disconnected();
  assert.deepEqual(phases(box, true), ['unanswered']);
  box.reconcile([{ bid: 'b1', verdict: 'accepted', seq: 3, at: '2026-11-22T03:00:00.000000Z' }]);
  assert.deepEqual(phases(box, true), ['accepted']);
});

test('an answer another tab got is kept, whoever writes last', () => {
  const w = world();
  const one = new Outbox('a', w);
  one.add(frame('b1'), 'IDR');
  const two = new Outbox('a', w);
  two.connected(() => true);
  two.answered('b1', { verdict: 'accepted', seq: 5 });
  one.refresh();
  assert.equal(one.bids.get()[0]?.answer?.seq, 5);
});

test('a damaged store is an empty one', () => {
  const w = world();
  w.kept.set('terang.bids.a', '{"not":');
  assert.deepEqual(new Outbox('a', w).bids.get(), []);
  w.kept.set('terang.bids.a', '[{"frame":{}},null,3]');
  assert.deepEqual(new Outbox('a', w).bids.get(), []);
});

test('of answered bids the newest are kept, unanswered ones always', () => {
  const box = new Outbox('a', world());
  box.add(frame('pending'), 'IDR');
  for (let i = 0; i < 40; i += 1) {
    box.add(frame(`b${i}`), 'IDR');
    box.answered(`b${i}`, { verdict: 'accepted', seq: i });
  }
  assert.equal(box.bids.get().length, 31);
  assert.equal(box.bids.get()[0]?.frame.bid, 'pending');
  assert.equal(box.bids.get().at(-1)?.frame.bid, 'b39');
});

test('the octets of a sealed bid are sent again as they are, and forgotten once it is answered', () => {
  const w = world();
  const sealed: OfferFrame = { type: 'offer', tender: 't', lot: '1', bid: 's1', content: { kind: 'commit', envelope: 'ab', version: 1 }, envelope: 'b2N0ZXRz', key: '0123456789abcdef', signature: 'c2ln' };
  const box = new Outbox('a', w);
  const seen: OutFrame[] = [];
  box.connected((f) => (seen.push(f), true));
  box.add(sealed, 'IDR');
  box.disconnected();
  const again = new Outbox('a', w);
  again.connected((f) => (seen.push(f), true));
  again.answered('s1', { verdict: 'platform_busy' });
  w.run();
  assert.deepEqual(seen, [sealed, sealed, sealed]);
  again.answered('s1', { verdict: 'accepted', seq: 9 });
  assert.ok(![...w.kept.values()].join().includes('b2N0ZXRz'));
  assert.deepEqual(phases(again), ['accepted']);
});

/**
 * Tabs of one browser, each in a process of its own: what they write is put in one order, and each of them sees it in that order,
 * but later, its own words at once.
 */
function tabs(count: number, random: () => number): { boxes: Outbox[]; deliver: (most: number) => boolean; stored: () => OutBid[]; writes: () => number; later: () => void } {
  const shared = world();
  const written: { by: number; value: string }[] = [];
  const seen = Array.from({ length: count }, () => ({ upTo: 0, value: null as string | null }));
  const boxes = seen.map((view, me) => new Outbox('a', {
    ...shared,
    storage: {
      getItem: () => view.value,
      setItem: (_, value) => {
        if (view.value === value) return;
        view.value = value;
        written.push({ by: me, value });
      },
    },
  }));
  return {
    boxes,
    stored: () => JSON.parse(written.at(-1)?.value ?? '[]') as OutBid[],
    writes: () => written.length,
    later: shared.run,
    deliver: (most) => {
      for (let n = 0; n < most; n += 1) {
        const behind = seen.flatMap(({ upTo }, tab) => (upTo < written.length ? [tab] : []));
        if (!behind.length) return true;
        const tab = behind[Math.floor(random() * behind.length)]!;
        const { by, value } = written[seen[tab]!.upTo++]!;
        seen[tab]!.value = value;
        if (by !== tab) boxes[tab]!.refresh();
      }
      return seen.every(({ upTo }) => upTo === written.length);
    },
  };
}

test('tabs agree on what they know of their bids, and then are silent', () => {
  const seed = Date.now() % 1_000_000;
  let state = seed;
  const random = (): number => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
  for (let round = 0; round < 200; round += 1) {
    const here = `seed ${seed}, round ${round}`;
    const { boxes, deliver, stored, writes, later } = tabs(2 + Math.floor(random() * 5), random);
    boxes.forEach((box) => box.connected(() => true));
    const added = new Set<string>();
    const answered = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      const box = boxes[Math.floor(random() * boxes.length)]!;
      const known = box.bids.get();
      const bid = known[Math.floor(random() * known.length)]?.frame.bid;
      const what = random();
      if (what < 0.3) {
        added.add(`b${added.size}`);
        box.add(frame(`b${added.size - 1}`), 'IDR');
      } else if (bid && what < 0.5) {
        answered.add(bid);
        box.answered(bid, { verdict: 'accepted', seq: 7, at: 'then', detail: {} });
      } else if (bid && what < 0.6) {
        answered.add(bid);
        box.reconcile([{ bid, verdict: 'accepted', seq: 7, at: 'then' }]);
      } else if (bid && what < 0.7) {
        box.answered(bid, { verdict: 'platform_busy' });
      } else if (what < 0.75) {
        box.disconnected();
        box.connected(() => true);
      } else {
        deliver(Math.floor(random() * 9));
      }
    }
    const before = writes();
    assert.ok(deliver(5000), `they write to each other for ever (${here})`);
    assert.equal(writes(), before, `answers to what others wrote (${here})`);
    later();
    assert.ok(deliver(5000), here);
    const unanswered = [...added].filter((bid) => !answered.has(bid));
    const there = new Set(stored().map((bid) => bid.frame.bid));
    assert.deepEqual(unanswered.filter((bid) => !there.has(bid)), [], `lost (${here})`);
    for (const box of boxes) {
      const ids = new Set(box.bids.get().map((bid) => bid.frame.bid));
      assert.deepEqual(unanswered.filter((bid) => !ids.has(bid)), [], `a tab has not heard of it (${here})`);
    }
  }
});
