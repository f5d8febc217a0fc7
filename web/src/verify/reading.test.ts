import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { verifyBundle } from './bundle';
import { chunksOf } from './lines';
import { sampleLog } from './make_log';
import { Reading, Stopped } from './reading';

const piecesOf = (text: string, length: number): AsyncIterable<Uint8Array> =>
  chunksOf(new Blob(Array.from({ length: Math.ceil(text.length / length) }, (_, n) => text.slice(n * length, (n + 1) * length))).stream());

async function* cut(text: string, length: number): AsyncGenerator<Uint8Array> {
  const octets = Buffer.from(text);
  for (let at = 0; at < octets.length; at += length) yield octets.subarray(at, at + length);
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a bundle is read in pieces, wherever they end; what stands first is told before the rest is read', async () => {
  const text = sampleLog().bundle();
  for (const length of [1, 7, 1000, 1 << 20]) {
    const seen: number[] = [];
    const reading = new Reading(cut(text, length), (done) => seen.push(done));
    assert.equal(await reading.firstLine(), text.slice(0, text.indexOf('\n') + 1));
    assert.ok(reading.done < Buffer.from(text).indexOf(10) + 1 + length);
    const report = await verifyBundle(reading.pieces(), undefined, () => {});
    assert.equal(report.finding, undefined);
    assert.equal(seen.at(-1), Buffer.byteLength(text));
    assert.equal(await reading.hash(), sha(text));
  }
});

test('the hash is the whole file’s, though the checks ended before it', async () => {
  const text = sampleLog().bundle().replace('terang-bundle-v1', 'terang-bundle-v9');
  const reading = new Reading(cut(text, 100));
  assert.equal((await verifyBundle(reading.pieces(), undefined, () => {})).finding?.check, 'bundle_malformed');
  assert.ok(reading.done < text.length);
  assert.equal(await reading.hash(), sha(text));
});

test('small files are had whole, and larger ones never', async () => {
  assert.equal(await new Reading(piecesOf('log x\nquorum none\n', 3)).whole(), 'log x\nquorum none\n');
  assert.equal(await new Reading(piecesOf('é'.repeat(1000), 1)).whole(), 'é'.repeat(1000));
  const endless = new Reading(
    (async function* () {
      for (;;) yield new Uint8Array(1 << 16);
    })(),
  );
  assert.equal(await endless.whole(), undefined);
  assert.ok(endless.done < 5_000_000);
  assert.equal((await endless.firstLine()).length, endless.done);
});

test('who is told to stop reads no further, and his source is let go', async () => {
  let released = false;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.alloc(500);
    } finally {
      released = true;
    }
  };
  const reading: Reading = new Reading(source(), (done) => done >= 1500 && reading.stop());
  await assert.rejects(reading.hash(), Stopped);
  assert.equal(reading.done, 1500);
  await assert.rejects(reading.hash(), Stopped);
  assert.equal(released, true);
  const stalled = new Reading(chunksOf(new ReadableStream<Uint8Array>()));
  const hash = stalled.hash();
  stalled.stop();
  await assert.rejects(hash, Stopped);
});
