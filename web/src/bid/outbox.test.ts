import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OutFrame, Outbox, type World } from './outbox';
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

/** Tabs of one browser: what one writes the others are told of, later and in any order, unless it is what was there. */
function tabs(count: number, random: () => number): { boxes: Outbox[]; deliver: (most: number) => number; kept: () => string | undefined } {
  const shared = world();
  const told: number[] = [];
  const boxes = Array.from({ length: count }, (_, me) => new Outbox('a', {
    ...shared,
    storage: {
      getItem: (name) => shared.kept.get(name) ?? null,
      setItem: (name, value) => {
        if (shared.kept.get(name) === value) return;
        shared.kept.set(name, value);
        for (let other = 0; other < count; other += 1) if (other !== me) told.push(other);
      },
    },
  }));
  return {
    boxes,
    kept: () => shared.kept.get('terang.bids.a'),
    deliver: (most) => {
      let delivered = 0;
      while (told.length && delivered < most) {
        boxes[told.splice(Math.floor(random() * told.length), 1)[0]!]!.refresh();
        delivered += 1;
      }
      return told.length;
    },
  };
}

test('tabs that know different things of a bid agree, and then are silent', () => {
  const seed = Date.now() % 1_000_000;
  let state = seed;
  const random = (): number => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
  for (let round = 0; round < 200; round += 1) {
    const { boxes, deliver, kept } = tabs(2 + Math.floor(random() * 4), random);
    const sent = new Set<string>();
    boxes.forEach((box) => box.connected((f) => (random() < 0.8 ? (sent.add(f.bid), true) : false)));
    for (let step = 0; step < 30; step += 1) {
      const box = boxes[Math.floor(random() * boxes.length)]!;
      const bid = `b${Math.floor(random() * 8)}`;
      const what = random();
      if (what < 0.3 && !box.bids.get().some((known) => known.frame.bid === bid)) box.add(frame(bid), 'IDR');
      else if (what < 0.5) box.answered(bid, { verdict: 'accepted', seq: 7, at: 'then', detail: {} });
      else if (what < 0.6) box.reconcile([{ bid, verdict: 'accepted', seq: 7, at: 'then' }]);
      else if (what < 0.7) box.answered(bid, { verdict: 'platform_busy' });
      else if (what < 0.8) box.disconnected();
      else if (what < 0.9) box.connected((f) => (sent.add(f.bid), true));
      else deliver(Math.floor(random() * 5));
    }
    assert.equal(deliver(2000), 0, `they write to each other for ever (seed ${seed}, round ${round})`);
    const seen = boxes.map((box) => JSON.stringify(box.bids.get()));
    assert.deepEqual([...new Set(seen)], [kept() ?? '[]'], `seed ${seed}, round ${round}`);
  }
});
