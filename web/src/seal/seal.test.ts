import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromBase64, toBase64, toHex, utf8 } from '../verify/bytes';
import { contextHash, contextText, type SealContext } from './context';
import { bucketFor, pad, parse, unpad } from './envelope';
import { priceContent, sealPrice } from './index';
import { suite } from './keys';
import { open } from './open';
import { type Commitments, seal } from './seal';

interface Case {
  commitments: Commitments;
  content: string;
  context: Record<string, unknown>;
  ctx: string;
  envelope: string;
  random?: { content_key: string; ephemeral: string };
}
interface File {
  server_scalar: string;
  cases: Case[];
}

const vectors = '../tests/sealing/vectors/';
const read = (name: string): File => JSON.parse(readFileSync(vectors + name, 'utf8')) as File;
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const text = (octets: Uint8Array): string => new TextDecoder().decode(octets);

function contextOf(json: Record<string, unknown>): SealContext {
  return {
    tender: json.tender as string,
    lot: json.lot as string,
    envelope: json.envelope as string,
    bidder: json.bidder as string,
    bid: json.bid as string,
    version: json.version as number,
    deadline: json.deadline as string,
    serverKey: fromBase64(json.server_key as string)!,
  };
}

const here = read('sealed_here.json');
const serverPoint = fromBase64(here.cases[0]!.context.server_key as string)!;

async function pairOf(file: File): Promise<CryptoKeyPair> {
  return {
    privateKey: await suite.kem.importKey('raw', fromHex(file.server_scalar).buffer as ArrayBuffer, false),
    publicKey: await suite.kem.deserializePublicKey(serverPoint.slice().buffer as ArrayBuffer),
  };
}

async function opensAll(file: File): Promise<void> {
  const pair = await pairOf(file);
  for (const one of file.cases) {
    const context = contextOf(one.context);
    assert.equal(toHex(contextHash(context)), one.ctx);
    assert.deepEqual(JSON.parse(contextText(context)), one.context);
    const opened = await open(pair, context, one.commitments, fromBase64(one.envelope)!);
    assert.ok('content' in opened, JSON.stringify(opened));
    assert.equal(text(opened.content), one.content);
  }
}

test('what the platform sealed opens here', async () => {
  assert.ok(here.cases.length >= 4);
  await opensAll(here);
});

test('the same randomness makes the same octets on both sides', async () => {
  for (const one of here.cases) {
    const random = { ephemeral: fromHex(one.random!.ephemeral), contentKey: fromHex(one.random!.content_key) };
    const sealed = await seal(contextOf(one.context), utf8.encode(one.content), random);
    assert.equal(toBase64(sealed.envelope), one.envelope);
    assert.deepEqual(sealed.commitments, one.commitments);
  }
});

const context: SealContext = { ...contextOf(here.cases[0]!.context), serverKey: serverPoint };

test('the envelopes that the platform opens are of this code', async () => {
  if (process.env.TERANG_GOLDEN) {
    const wanted: [SealContext, Uint8Array][] = [
      [context, priceContent('1250000000')],
      [{ ...context, version: 3, bidder: '9', lot: '2' }, priceContent('0.01')],
      [{ ...context, tender: 'é 日本', envelope: 'technical' }, utf8.encode('y'.repeat(5000))],
      [{ ...context, bid: 'another' }, new Uint8Array()],
    ];
    const lines = [];
    for (const [where, content] of wanted) {
      const sealed = await seal(where, content);
      lines.push(
        JSON.stringify({
          commitments: sealed.commitments,
          content: text(content),
          context: JSON.parse(contextText(where)) as unknown,
          ctx: toHex(contextHash(where)),
          envelope: toBase64(sealed.envelope),
        }),
      );
    }
    writeFileSync(`${vectors}sealed_by_web.json`, `{"server_scalar":"${here.server_scalar}",\n"cases":[\n${lines.join(',\n')}]}\n`);
  }
  await opensAll(read('sealed_by_web.json'));
});

test('a price is sealed, opens, and tells nothing by its size', async () => {
  const pair = await pairOf(here);
  const large = await sealPrice(context, '1250000000');
  const small = await sealPrice(context, '1');
  assert.equal(large.envelope.length, small.envelope.length);
  assert.notEqual(large.commitments.key, small.commitments.key);
  const opened = await open(pair, context, large.commitments, large.envelope);
  assert.ok('content' in opened);
  assert.equal(text(opened.content), '{"amount":"1250000000","type":"terang.price.v1"}');
});

test('what is wrong is told by name', async () => {
  const pair = await pairOf(here);
  const sealed = await sealPrice(context, '5');
  const { createHash } = await import('node:crypto');
  const defect = async (change: (octets: Uint8Array) => void, logged: Partial<Commitments> = {}, where = context, rehash = true) => {
    const octets = sealed.envelope.slice();
    change(octets);
    const envelope = rehash ? createHash('sha256').update(octets).digest('hex') : sealed.commitments.envelope;
    const opened = await open(pair, where, { ...sealed.commitments, envelope, ...logged }, octets);
    return 'defect' in opened ? opened.defect : 'opened';
  };
  const flip = (at: number) => (octets: Uint8Array) => {
    octets[at]! ^= 1;
  };
  const nothing = (): void => {};
  assert.equal(await defect(nothing), 'opened');
  assert.equal(await defect(flip(300), {}, context, false), 'envelope_hash_mismatch');
  assert.equal(await defect(flip(0)), 'envelope_malformed');
  assert.equal(await defect(flip(9)), 'envelope_malformed');
  assert.equal(await defect(flip(11)), 'context_mismatch');
  assert.equal(await defect(nothing, {}, { ...context, bidder: '418' }), 'context_mismatch');
  assert.equal(await defect(flip(43)), 'key_commitment_mismatch');
  const other = sealed.commitments.key.startsWith('0') ? `1${sealed.commitments.key.slice(1)}` : `0${sealed.commitments.key.slice(1)}`;
  assert.equal(await defect((octets) => octets.set(fromHex(other), 43), { key: other }), 'key_commitment_mismatch');
  assert.equal(await defect(nothing, { shares: ['00'] }), 'share_commitments_mismatch');
  assert.equal(await defect(flip(139)), 'not_decryptable'); // a point off the curve
  assert.equal(await defect(flip(150)), 'not_decryptable');
  assert.equal(await defect(flip(500)), 'content_not_decryptable');
});

test('a context that is not one is refused before anything is sealed', async () => {
  await assert.rejects(sealPrice({ ...context, deadline: '2026-12-01T03:00:00Z' }, '1'), RangeError);
  await assert.rejects(sealPrice({ ...context, version: 0 }, '1'), RangeError);
  await assert.rejects(sealPrice({ ...context, serverKey: new Uint8Array(65) }, '1'), RangeError);
  const off = serverPoint.slice();
  off[64]! ^= 1;
  await assert.rejects(sealPrice({ ...context, serverKey: off }, '1'));
});

test('padding', () => {
  for (const [size, bucket] of [[0, 512], [508, 512], [509, 1024], [1048572, 1048576], [1048573, 2097152], [2097149, 3145728]] as const)
    assert.equal(bucketFor(size), bucket);
  const padded = pad(utf8.encode('hello'));
  assert.equal(text(unpad(padded)!), 'hello');
  padded[511] = 1;
  assert.equal(unpad(padded), undefined);
  assert.equal(unpad(padded.slice(0, 511)), undefined);
  assert.equal(parse(new Uint8Array(188)), undefined);
});
