// A receipt: a C2SP tlog-proof whose extra data are the entry itself.
import { fromBase64, fromUtf8, toBase64, toHex } from './bytes';
import { commitmentOf, decodeHeader, type Entry, type Header, hashFromBase64, makeEntry, type Payload, readPayload, timeText } from './entry';
import { rootFrom } from './merkle';
import { type Checkpoint, Malformed, openCheckpoint, type VerifierKey } from './note';
import { fail, Failed, freshReport, type Report, Runner } from './report';
import { same } from './bytes';

const magic = 'c2sp.org/tlog-proof@v1\n';

export function looksLikeReceipt(text: string): boolean {
  return text.startsWith('c2sp.org/tlog-proof@');
}

interface Parsed {
  index: number;
  proof: Uint8Array[];
  checkpoint: string;
  entry: Entry;
}

function parse(text: string): Parsed {
  const wrong = (field: string, expected: string, found = ''): Failed => fail('proof_malformed', field, expected, found);
  if (!text.startsWith(magic)) throw wrong('line 1', magic.trim(), text.split('\n', 1)[0]!.slice(0, 80));
  const split = text.indexOf('\n\n');
  if (split < 0) throw wrong('checkpoint', 'a checkpoint after an empty line');
  const lines = text.slice(magic.length, split).split('\n');
  const extraText = lines[0]?.startsWith('extra ') ? lines.shift()!.slice(6) : undefined;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '');
  if (!index) throw wrong('index', 'index N');
  const proof = lines.map((line) => {
    const octets = hashFromBase64(line);
    if (!octets) throw wrong('proof', 'hashes of 32 octets', line);
    return octets;
  });
  if (proof.length > 64) throw wrong('proof', 'at most 64 hashes', String(proof.length));
  const malformed = (field: string, expected: string): Failed => fail('receipt_malformed', field, expected, '');
  const extra = extraText === undefined ? undefined : fromUtf8(fromBase64(extraText) ?? new Uint8Array([255]));
  if (extra === undefined) throw malformed('extra', 'base64 of UTF-8 JSON');
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(extra) as Record<string, unknown>;
  } catch {
    throw malformed('extra', 'JSON');
  }
  if (value?.type !== 'terang.receipt.v1' || typeof value.payload !== 'string') throw malformed('type', 'terang.receipt.v1');
  const header = typeof value.header === 'string' ? fromBase64(value.header) : undefined;
  const salt = typeof value.salt === 'string' ? fromBase64(value.salt) : undefined;
  if (!header || header.length !== 81) throw malformed('header', '81 octets');
  if (salt?.length !== 16) throw malformed('salt', '16 octets');
  return { index: Number(index[1]), proof, checkpoint: text.slice(split + 2), entry: makeEntry(Number(index[1]), header, salt, value.payload) };
}

/** Checks all that a receipt claims. `tell` is called with every step. */
export async function verifyReceipt(text: string, key: VerifierKey, keyGiven: boolean, tell: (report: Report) => void): Promise<Report> {
  const report = freshReport('receipt', ['format', 'commitments', 'checkpoint', 'inclusion'], keyGiven);
  report.vkey = key.text;
  const runner = new Runner(report, tell);
  try {
    let parsed!: Parsed;
    let header!: Header;
    let payload!: Payload;
    let checkpoint!: Checkpoint;
    await runner.run('format', (count) => {
      parsed = parse(text);
      const decoded = decodeHeader(parsed.entry.header);
      if (!decoded) throw fail('header_malformed', 'header', '81 octets of version 1', toHex(parsed.entry.header));
      header = decoded;
      const read = readPayload(parsed.entry.payloadText!);
      if (!read) throw fail('payload_malformed', 'payload', 'an entry', parsed.entry.payloadText!.slice(0, 80), header.seq);
      payload = read;
      report.entry = { seq: header.seq, time: timeText(header.time), kind: payload.kind, data: payload.data, tender: payload.tender };
      if (payload.tender) report.tender = payload.tender;
      count();
    });
    await runner.run('commitments', (count) => {
      const found = commitmentOf(parsed.entry.salt!, parsed.entry.payloadText!);
      if (found !== header.commitment) throw fail('commitment_mismatch', 'payload', header.commitment, found, header.seq);
      if (header.seq !== parsed.index) throw fail('index_mismatch', 'index', String(header.seq), String(parsed.index), header.seq);
      report.entries = 1;
      count();
    });
    await runner.run('checkpoint', (count) => {
      try {
        checkpoint = openCheckpoint(parsed.checkpoint, key);
      } catch (error) {
        if (error instanceof Malformed) throw fail(error.check, 'checkpoint', key.text, error.message.slice(0, 300));
        throw error;
      }
      report.origin = checkpoint.origin;
      report.size = checkpoint.size;
      count();
    });
    await runner.run('inclusion', (count) => {
      const root = rootFrom(parsed.index, checkpoint.size, parsed.entry.leaf, parsed.proof);
      if (!root || !same(root, checkpoint.root)) {
        throw fail('inclusion_mismatch', 'proof', toBase64(checkpoint.root), root ? toBase64(root) : '–', header.seq);
      }
      count();
    });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
  }
  report.done = true;
  runner.say();
  return report;
}
