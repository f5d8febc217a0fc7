// A bundle (terang-bundle-v1, JSON lines): a log, or one tender of it, checked with nothing else at hand.
import { same, toBase64, toHex } from './bytes';
import { fromBase64 } from './bytes';
import { commitmentOf, decodeHeader, type Entry, type Header, hashFromBase64, makeEntry, type Payload, readPayload } from './entry';
import { rootFrom, Tree } from './merkle';
import { type Checkpoint, Malformed, openCheckpoint, parseVkey, type VerifierKey } from './note';
import { breather, fail, Failed, freshReport, type Report, Runner } from './report';
import { surrogateChecker } from './surrogate';
import { bidMessage, importKey, keyId, keyMessage, offerMessage, signatureHolds } from './signatures';

interface Manifest {
  vkey: string;
  checkpoint: string;
  tender: string | undefined;
  complete: boolean;
}

interface Line extends Entry {
  envelope?: Uint8Array;
  decoded?: Header;
  payload?: Payload;
}

function parseJson(line: string, number: number): Record<string, unknown> {
  try {
    const value = JSON.parse(line) as unknown;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw fail('bundle_malformed', `line ${number}`, 'a JSON object', line.slice(0, 80));
}

function parseManifest(line: string): Manifest {
  const value = parseJson(line, 1);
  if (value.format !== 'terang-bundle-v1') throw fail('bundle_malformed', 'format', 'terang-bundle-v1', String(value.format));
  const { vkey, checkpoint, tender, complete } = value;
  if (typeof vkey !== 'string' || typeof checkpoint !== 'string' || typeof complete !== 'boolean') {
    throw fail('bundle_malformed', 'line 1', 'vkey, checkpoint, complete', line.slice(0, 80));
  }
  return { vkey, checkpoint, complete, tender: typeof tender === 'string' ? tender : undefined };
}

function parseLine(text: string, number: number): Line {
  const value = parseJson(text, number);
  const wrong = (field: string, expected: string): Failed => fail('bundle_malformed', `line ${number}: ${field}`, expected, String(value[field]).slice(0, 80));
  if (!Number.isSafeInteger(value.seq) || (value.seq as number) < 0) throw wrong('seq', 'a number');
  const header = typeof value.header === 'string' ? fromBase64(value.header) : undefined;
  if (!header) throw wrong('header', 'base64');
  const salt = typeof value.salt === 'string' ? fromBase64(value.salt) : undefined;
  if (typeof value.salt === 'string' && !salt) throw wrong('salt', 'base64');
  const entry: Line = makeEntry(value.seq as number, header, salt, typeof value.payload === 'string' ? value.payload : undefined);
  entry.tender = typeof value.tender === 'string' ? value.tender : undefined;
  if (typeof value.envelope === 'string') {
    const octets = fromBase64(value.envelope);
    if (!octets) throw wrong('envelope', 'base64');
    entry.envelope = octets;
  }
  if (Array.isArray(value.proof)) {
    entry.proof = value.proof.map((item) => {
      const octets = hashFromBase64(item);
      if (!octets) throw wrong('proof', 'hashes of 32 octets');
      return octets;
    });
  }
  return entry;
}

const zeros = '0'.repeat(64);

/** Checks all that a bundle claims, but for the decisions themselves, which terang-verify replays. */
export async function verifyBundle(
  text: string,
  givenKey: VerifierKey | undefined,
  tell: (report: Report) => void,
): Promise<Report> {
  const whole = !/^[^\n]*"tender":"/.test(text);
  // Payloads stand escaped in their lines.
  const sealed = text.includes('\\"kind\\":\\"lot.unsealed\\"');
  const report = freshReport(
    'bundle',
    ['format', 'checkpoint', 'chain', 'commitments', 'sequence', whole ? 'tree' : 'inclusion', 'signatures', ...(sealed ? (['openings'] as const) : [])],
    givenKey !== undefined,
  );
  const runner = new Runner(report, tell);
  try {
    let manifest!: Manifest;
    let checkpoint!: Checkpoint;
    const entries: Line[] = [];

    await runner.run('format', async (count) => {
      const breathe = breather();
      let at = 0;
      let number = 0;
      let closed = false;
      while (at < text.length) {
        let end = text.indexOf('\n', at);
        if (end < 0) end = text.length;
        const line = text.slice(at, end);
        at = end + 1;
        number += 1;
        if (number === 1) manifest = parseManifest(line);
        else if (closed) throw fail('bundle_malformed', `line ${number}`, 'the end', line.slice(0, 80));
        else if (line.startsWith('{"entries":')) {
          const said = parseJson(line, number).entries;
          if (said !== entries.length) throw fail('bundle_truncated', 'entries', String(said), String(entries.length));
          closed = true;
        } else {
          entries.push(parseLine(line, number));
          count();
        }
        await breathe();
      }
      if (!manifest) throw fail('bundle_malformed', 'line 1', 'terang-bundle-v1', '');
      if (!closed) throw fail('bundle_truncated', 'entries', 'a closing line', `${entries.length}`);
      if (manifest.tender) report.tender = manifest.tender;
      report.entries = entries.length;
    });

    await runner.run('checkpoint', (count) => {
      try {
        const own = parseVkey(manifest.vkey);
        report.vkey = own.text;
        if (givenKey && givenKey.text !== own.text) throw fail('vkey_mismatch', 'vkey', givenKey.text, own.text);
        checkpoint = openCheckpoint(manifest.checkpoint, own);
      } catch (error) {
        if (error instanceof Malformed) throw fail(error.check, 'checkpoint', manifest.vkey, error.message.slice(0, 300));
        throw error;
      }
      report.origin = checkpoint.origin;
      report.size = checkpoint.size;
      count();
    });

    await runner.run('chain', async (count) => {
      const breathe = breather();
      let [next, time, leaf] = [0, 0, zeros];
      for (const entry of entries) {
        if (whole ? entry.seq !== next : entry.seq < next) throw fail('entry_missing', 'seq', String(next), String(entry.seq), next);
        const header = decodeHeader(entry.header);
        if (!header) throw fail('header_malformed', 'header', '81 octets of version 1', toHex(entry.header).slice(0, 200), entry.seq);
        if (header.seq !== entry.seq) throw fail('seq_mismatch', 'header.seq', String(entry.seq), String(header.seq), entry.seq);
        // In a tender's bundle only neighbours can be linked; the place of the others is proved by their inclusion.
        if (entry.seq === next && header.prev !== leaf) throw fail('chain_broken', 'header.prev', leaf, header.prev, entry.seq);
        if (header.time < time) throw fail('time_decreased', 'header.time', `≥ ${time}`, String(header.time), entry.seq);
        entry.decoded = header;
        [next, time, leaf] = [entry.seq + 1, header.time, toHex(entry.leaf)];
        count();
        await breathe();
      }
    });

    await runner.run('commitments', async (count) => {
      const breathe = breather();
      for (const entry of entries) {
        const { seq, salt, payloadText } = entry;
        if ((salt === undefined) !== (payloadText === undefined)) throw fail('flesh_incomplete', salt ? 'payload' : 'salt', '2', '1', seq);
        if (payloadText === undefined || !salt) {
          if (manifest.complete) throw fail('payload_missing', 'payload', 'payload', '–', seq);
          report.withheld += 1;
          continue;
        }
        if (salt.length !== 16) throw fail('flesh_incomplete', 'salt', '16', String(salt.length), seq);
        const found = commitmentOf(salt, payloadText);
        if (found !== entry.decoded!.commitment) throw fail('commitment_mismatch', 'payload', entry.decoded!.commitment, found, seq);
        const payload = readPayload(payloadText);
        if (!payload) throw fail('payload_malformed', 'payload', 'data, kind, tender, tprev, tseq', payloadText.slice(0, 120), seq);
        if (!payload.canonical) throw fail('payload_not_canonical', 'payload', 'RFC 8785', payloadText.slice(0, 120), seq);
        if (payload.tender !== entry.tender) throw fail('tender_mismatch', 'tender', payload.tender ?? '–', entry.tender ?? '–', seq);
        if (!whole && entry.tender !== undefined && entry.tender !== manifest.tender) {
          throw fail('tender_foreign', 'tender', manifest.tender!, entry.tender, seq);
        }
        entry.payload = payload;
        if (payload.kind === 'bid.placed' || payload.kind === 'offer.placed') report.bids += 1;
        count();
        await breathe();
      }
    });

    await runner.run('sequence', async (count) => {
      const breathe = breather();
      const heads = new Map<string, { size: number; leaf: string }>();
      for (const entry of entries) {
        const { tender, payload, seq } = entry;
        if (tender === undefined) continue;
        const head = heads.get(tender) ?? { size: 0, leaf: zeros };
        if (payload) {
          if (payload.tseq !== head.size) throw fail('tseq_mismatch', 'tseq', String(head.size), String(payload.tseq), seq);
          if (payload.tprev !== head.leaf) throw fail('tprev_mismatch', 'tprev', head.leaf, payload.tprev, seq);
        }
        heads.set(tender, { size: head.size + 1, leaf: toHex(entry.leaf) });
        count();
        await breathe();
      }
    });

    if (whole) {
      await runner.run('tree', async (count) => {
        const breathe = breather();
        const tree = new Tree();
        for (const entry of entries) {
          if (tree.size === checkpoint.size) break;
          tree.append(entry.leaf);
          count();
          await breathe();
        }
        if (tree.size < checkpoint.size) throw fail('log_truncated', 'size', String(checkpoint.size), String(tree.size));
        const root = tree.root();
        if (!same(root, checkpoint.root)) throw fail('root_mismatch', 'root', toBase64(checkpoint.root), toBase64(root));
      });
    } else {
      await runner.run('inclusion', async (count) => {
        const breathe = breather();
        for (const entry of entries) {
          const root = rootFrom(entry.seq, checkpoint.size, entry.leaf, entry.proof ?? []);
          if (!root || !same(root, checkpoint.root)) {
            throw fail('inclusion_mismatch', 'proof', toBase64(checkpoint.root), root ? toBase64(root) : '–', entry.seq);
          }
          count();
          await breathe();
        }
      });
    }

    await runner.run('signatures', async (count) => {
      const breathe = breather();
      const keys = new Map<string, CryptoKey>();
      const surrogate = surrogateChecker();
      for (const { payload, seq } of entries) {
        if (payload && surrogate(payload.kind, payload.tender, payload.data, seq)) report.surrogates += 1;
        if (!payload || !['key.registered', 'bid.placed', 'offer.placed'].includes(payload.kind)) continue;
        if (!globalThis.crypto?.subtle) {
          // Without a secure connection browsers offer no cryptography: said as unchecked, never as wrong.
          report.unchecked += 1;
          continue;
        }
        const { data } = payload;
        const id = String(data.key);
        let message: string;
        if (payload.kind === 'key.registered') {
          const spki = typeof data.spki === 'string' ? fromBase64(data.spki) : undefined;
          const key = spki && (await importKey(spki));
          if (!key) throw fail('key_malformed', 'data/spki', 'P-256', String(data.spki), seq);
          if (keyId(spki) !== id) throw fail('key_mismatch', 'data/key', keyId(spki), id, seq);
          keys.set(id, key);
          message = keyMessage(data, checkpoint.origin);
        } else {
          if (!keys.has(id)) {
            // Keys that were registered in entries that are not in this file cannot be checked by it.
            if (whole && manifest.complete) throw fail('key_unknown', 'data/key', 'key.registered', id, seq);
            report.unchecked += 1;
            continue;
          }
          message = (payload.kind === 'bid.placed' ? bidMessage : offerMessage)(data, payload.tender!, checkpoint.origin);
        }
        if (!(await signatureHolds(keys.get(id)!, message, data.signature))) {
          throw fail('signature_invalid', 'data/signature', message, String(data.signature), seq);
        }
        report.signatures += 1;
        count();
        await breathe();
      }
    });

    if (sealed && globalThis.crypto?.subtle) {
      await runner.run('openings', async (count) => {
        const { checkOpenings } = await import('./openings');
        const told = entries.map(({ seq, payload, tender, envelope }) => ({ seq, payload, tender, envelope }));
        await checkOpenings(told, count, breather());
      });
    }
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
  }
  report.done = true;
  runner.say();
  return report;
}
