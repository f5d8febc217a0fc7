// Bundles and receipts of any size checked in Node, without the platform and without terang-verify. Exit 0: all of it
// holds, 1: something does not, 2: it could not be asked.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { verifyBundle } from './bundle';
import { hashBy } from './bytes';
import { Malformed, parseVkey, type VerifierKey } from './note';
import { demandPolicy, parsePolicy, type Policy } from './policy';
import { looksLikeReceipt, verifyReceipt } from './receipt';
import { decider } from './decider';
import type { MakeDecider } from './decisions';
import { Failed, type Report } from './report';

const usage = 'usage: npm run verify -- [--vkey KEY] [--policy FILE] [--since NOTE] [--timestamp-ca PEM] [--json] FILE…';
// As terang-verify: these say that there was nothing to judge.
const unreadable = ['bundle_malformed', 'bundle_truncated', 'proof_malformed', 'receipt_malformed', 'vkey_malformed', 'vkey_unsupported', 'since_unreadable', 'since_unprovable', 'timestamp_ca_malformed'];

/** What the asker holds already. */
interface Trust {
  key?: VerifierKey | undefined;
  policy?: Policy | undefined;
  since?: string;
  timestampCa?: string;
  decide?: MakeDecider | undefined;
}

function decisionsOf({ decided }: Report): string {
  if (!decided) return 'decisions not replayed (the cores for that are not built: npm run replay)';
  if (decided.state !== 'taken') return `decisions not replayed: ${decided.why}`;
  if (decided.undecided.length === 0) return 'every decision replayed';
  const not = decided.undecided.reduce((sum, one) => sum + one.decisions, 0);
  const of = decided.undecided.map((one) => `${one.tender === '' ? 'of no tender' : `of tender ${one.tender} the`} ${one.decisions} ${one.before ? 'from' : 'after'} entry ${one.from}`).join(', ');
  return `${decided.again} decisions replayed, ${not} not, because entries that they may depend on are withheld or stand before the range: ${of}`;
}

function vouchedOf({ vouched }: Report): string[] {
  const { ownPolicy, timestamps = [] } = vouched ?? {};
  const parts = ownPolicy ? [`by the log’s own policy its quorum ${ownPolicy.quorum ? 'holds' : 'is missing'}${ownPolicy.cosigned.map(({ name }) => `, cosigned by ${name}`).join('')}`] : [];
  for (const { size, at, by, vouchedFor } of timestamps) {
    parts.push(`stamped at ${at} by ${by || 'nobody named'} when it had ${size} entries${vouchedFor ? '' : ', not checked: no authority’s certificate was given (--timestamp-ca)'}`);
  }
  return parts;
}

function sentence(name: string, report: Report): string {
  const { finding } = report;
  if (finding) return `${name}: ${finding.seq === undefined ? '' : `entry ${finding.seq}: `}${finding.check}: ${finding.field} is ${finding.found || 'nothing'}, expected ${finding.expected || 'nothing'}`;
  const parts = [`${report.entries} entries`, `${report.bids} bids`, `${report.signatures} bidders' signatures`];
  if (report.unchecked) parts.push(`${report.unchecked} signatures by keys that are not in the file`);
  if (report.withheld) parts.push(`${report.withheld} entries withheld or erased`);
  const documents = report.checks.find(({ id }) => id === 'documents');
  if (documents) parts.push(`${documents.count} documents${report.documentsWithheld ? ` (${report.documentsWithheld} more withheld)` : ''}`);
  const named = report.namedKeys;
  if (named) parts.push(`${named.keys} ${named.keys === 1 ? 'key' : 'keys'} of the log${named.shown < named.keys ? `, of ${named.keys - named.shown} by its word alone: the entries that say so are not in the bundle` : ''}`);
  for (const witness of report.cosigned ?? []) parts.push(`witnessed by ${witness}`);
  parts.push(...vouchedOf(report));
  if (report.since !== undefined) parts.push(`grown from the earlier checkpoint at ${report.since}`);
  return `${name}: holds. ${parts.join('; ')}; signed by ${report.vkey}${report.keyGiven ? '' : ' (the file’s own word: compare it, or give --vkey)'}; ${decisionsOf(report)}`;
}

async function check(name: string, { key, policy, since, timestampCa, decide }: Trust): Promise<Report> {
  if (looksLikeReceipt(await beginning(name))) return checkReceipt(readFileSync(name, 'utf8'), { key, policy });
  const size = statSync(name).size;
  const began = performance.now();
  let [told, read] = [began, 0];
  const source = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(name, { highWaterMark: 1 << 20 })) {
      read += (chunk as Buffer).length;
      if (performance.now() - told > 10_000) {
        told = performance.now();
        console.error(`${name}: ${Math.floor((100 * read) / size)} %, ${(read / 1000 / (told - began)).toFixed(1)} MB/s`);
      }
      yield chunk as Buffer;
    }
  };
  return verifyBundle(source(), key, () => {}, { ...(since !== undefined && { since }), ...(policy && { policy }), ...(timestampCa !== undefined && { timestampCa }), ...(decide && { decide }) });
}

async function checkReceipt(text: string, { key, policy }: Trust): Promise<Report> {
  const note = text.slice(text.indexOf('\n\n') + 2);
  const own = key ?? policy?.logs.find(({ name }) => note.startsWith(`${name}\n`));
  if (!own) throw new Error('a receipt is checked with --vkey, or a --policy that names its log');
  const report = await verifyReceipt(text, own, true, () => {});
  if (policy && !report.finding) {
    try {
      demandPolicy(policy, note, own, report);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      report.finding = error.finding;
    }
  }
  return report;
}

async function beginning(name: string): Promise<string> {
  for await (const chunk of createReadStream(name, { end: 63 })) return String(chunk);
  return '';
}

/** `cores`: where the compiled ones are, if they are. */
export async function run(words: string[], cores?: string): Promise<number> {
  hashBy(() => createHash('sha256'));
  const trust: Trust = {};
  let json = false;
  const files: string[] = [];
  try {
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at]!;
      if (word === '--vkey') trust.key = parseVkey(words[(at += 1)] ?? '');
      else if (word === '--policy') trust.policy = parsePolicy(readFileSync(words[(at += 1)] ?? '', 'utf8'));
      else if (word === '--since') trust.since = readFileSync(words[(at += 1)] ?? '', 'utf8');
      else if (word === '--timestamp-ca') trust.timestampCa = readFileSync(words[(at += 1)] ?? '', 'utf8');
      else if (word === '--json') json = true;
      else if (word.startsWith('-')) throw new Error(usage);
      else files.push(word);
    }
    if (files.length === 0) throw new Error(usage);
  } catch (error) {
    console.error(error instanceof Malformed ? `${error.check}: ${error.message}` : (error as Error).message);
    return 2;
  }
  let worst = 0;
  const module = cores !== undefined && existsSync(cores) ? await WebAssembly.compile(readFileSync(cores)) : undefined;
  const decide: MakeDecider | undefined = module && ((partial, from) => decider(module, partial, from));
  for (const name of files) {
    try {
      const report = await check(name, { ...trust, decide });
      const { finding } = report;
      if (json) console.log(JSON.stringify({ name, holds: !finding, ...report }));
      else (finding ? console.error : console.log)(sentence(name, report));
      if (report.decided?.state === 'broken') worst = 2;
      if (finding) worst = Math.max(worst, unreadable.includes(finding.check) ? 2 : 1);
    } catch (error) {
      console.error(`${name}: ${(error as Error).message}`);
      worst = 2;
    }
  }
  return worst;
}
