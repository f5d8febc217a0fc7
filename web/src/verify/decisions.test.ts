import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verifyBundle } from './bundle';
import { decider } from './decider';
import { Broken, type Decider, type MakeDecider } from './decisions';
import { type MadeLog, playedAuction, playedLog } from './make_log';
import { parseVkey } from './note';
import type { Report } from './report';

const cores = WebAssembly.compile(readFileSync('src/verify/replay.gen.wasm'));
const decide = async (partial: boolean, from: number): Promise<Decider> => decider(await cores, partial, from);
const check = (log: MadeLog, text: string, by: MakeDecider = decide): Promise<Report> => verifyBundle(text, parseVkey(log.vkey), () => {}, { decide: by });

test('a real record: every verdict, clearing and award is taken again', async () => {
  const log = playedLog();
  const whole = await check(log, log.bundle());
  assert.equal(whole.finding, undefined);
  assert.deepEqual(whole.decided, { state: 'taken', again: log.entries.length, undecided: [] });
  assert.equal(whole.checks.find(({ id }) => id === 'decisions')!.count, log.entries.length);
  const one = await check(log, log.bundle(playedAuction));
  assert.equal(one.finding, undefined);
  assert.equal(one.decided!.again, one.entries);
});

test('what the log itself tells otherwise is found: a verdict, a clearing, an award', async () => {
  const forge = async (kind: string, by: (data: Record<string, unknown>) => void): Promise<Report> => {
    let done = false;
    const log = playedLog((of, data) => {
      if (done || of !== kind) return;
      by(data);
      done = true;
    });
    return check(log, log.bundle());
  };
  const verdict = await forge('bid.placed', (data) => (data.verdict = 'late'));
  assert.deepEqual([verdict.finding!.check, verdict.finding!.field, verdict.finding!.expected, verdict.finding!.found], ['replay_mismatch', 'data/verdict', '"accepted"', '"late"']);
  assert.equal(verdict.decided!.again, verdict.finding!.seq! + 1);
  const award = await forge('tender.awarded', (data) => ((data.lots as { amount: string }[])[0]!.amount = '849'));
  assert.deepEqual([award.finding!.field, award.finding!.expected, award.finding!.found], ['data/lots/0/amount', '"850"', '"849"']);
  const clearing = await forge('lot.closed', (data) => (data.reason = 'nobody'));
  assert.equal(clearing.finding!.check, 'replay_mismatch');
});

test('whoever stands first in the log is named, whatever was looked at in bulk', async () => {
  let bids = 0;
  const log = playedLog((kind, data) => {
    bids += Number(kind === 'bid.placed');
    if (kind === 'bid.placed' && bids === 2) data.signature = String(data.signature).replace(/^../, 'AA');
    if (kind === 'tender.awarded') data.reason = 'another reason';
  });
  assert.equal((await check(log, log.bundle())).finding!.check, 'signature_invalid');
  const late = playedLog((kind, data) => {
    if (kind === 'tender.published') data.draft_tseq = 7;
  });
  const cut = late.bundle().split('\n').slice(0, -4).join('\n');
  assert.equal((await check(late, `${cut}\n`)).finding!.check, 'replay_mismatch');
});

test('what is withheld leaves later decisions of its tender undecided, and the count says so', async () => {
  const log = playedLog();
  const gap = log.entries.findIndex(({ payload }) => payload.includes('"kind":"bidder.admitted"'));
  const report = await check(log, log.bundle(undefined, ({ seq }) => seq === gap));
  assert.equal(report.finding, undefined);
  const [lost] = report.decided!.undecided;
  assert.deepEqual([lost!.tender, lost!.from, lost!.withheld_first], [playedAuction, gap, [gap]]);
  assert.equal(report.decided!.again + lost!.decisions + 1, log.entries.length);
});

test('who cannot decide leaves the rest checked, and says why; an error of ours is called one', async () => {
  const log = playedLog();
  const none = await check(log, log.bundle(), () => Promise.reject(new Error('no WebAssembly')));
  assert.equal(none.finding, undefined);
  assert.deepEqual(none.decided, { state: 'unavailable', again: 0, undecided: [], why: 'no WebAssembly' });
  assert.ok(!none.checks.some(({ id }) => id === 'decisions'));
  const own = await check(log, log.bundle(), async (partial, from) => {
    const real = await decide(partial, from);
    return { ...real, take: () => real.take(new Uint8Array([1, 2, 3])) };
  });
  assert.equal(own.decided!.state, 'broken');
  assert.match(own.decided!.why!, /^assertion failed: size <= rest\.size\(\) \(.*replay\.cpp:\d+\)$/);
  await assert.rejects(async () => (await decide(false, 0)).take(new Uint8Array(100)), Broken);
});
