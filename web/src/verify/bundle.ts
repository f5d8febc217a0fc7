// A bundle (terang-bundle-v1, JSON lines): a log, one tender of it or a range, checked with nothing else at hand. Read
// once from its beginning to its end, whatever its size.
import { same, toBase64, toHex, utf8 } from './bytes';
import { type EntryLine, type Manifest, type DocumentLine, isDocument, parseClosing, parseDocument, parseEntry, parseManifest, textOf } from './bundle_lines';
import { commitmentOf, decodeHeader, type Payload, readPayload } from './entry';
import { DocumentChecker } from './documents';
import { Lines, type Source } from './lines';
import { rootFrom, Tree } from './merkle';
import { type Checkpoint, holdsEd25519, Malformed, openCheckpoint, parseVkey, type VerifierKey } from './note';
import { Decisions, type MakeDecider } from './decisions';
import type { Told } from './openings';
import { demandPolicy, type Policy } from './policy';
import { checkVouchers, type Leads, type RootAt } from './vouchers';
import { ErasureChecker } from './erasure';
import { KeyHistory } from './key_history';
import { checkNamedKeys } from './named_keys';
import { breather, type CheckId, fail, Failed, type Finding, freshReport, type Report, Together } from './report';
import { SignatureQueue } from './signature_queue';
import { surrogateChecker } from './surrogate';
import { hear, mostWords } from './words';

export interface Options {
  /** An earlier checkpoint of the log, a signed note: the log must have grown from it. */
  since?: string;
  /** Who takes the decisions again. */
  decide?: MakeDecider;
  /** Logs and witnesses whom the asker trusts: as many of these as it demands must have signed the checkpoint too. */
  policy?: Policy;
  /** Certificates (PEM) of those whom the asker trusts to vouch for time-stamp authorities. */
  timestampCa?: string;
}

const zeros = '0'.repeat(64);

class Pass {
  manifest!: Manifest;
  checkpoint!: Checkpoint;
  seal: Uint8Array | undefined;
  private own!: VerifierKey;
  private givenKey: VerifierKey | undefined;
  private policyOfOtherKey: Policy | undefined;
  private held: Checkpoint | undefined;
  /** Of the log as it grew, at the sizes that something is said of. */
  private readonly rootsThen = new Map<number, Uint8Array | undefined>();
  private readonly tree = new Tree();
  private readonly heads = new Map<string, { size: number; leaf: string }>();
  private readonly erasures = new ErasureChecker();
  private keys = new KeyHistory();
  private readonly surrogate = surrogateChecker((seq) => seq < (this.manifest.range?.[0] ?? 0) || this.erasures.isMissing(seq));
  private readonly incomplete = new Set<string>();
  private documents: DocumentChecker | undefined;
  private behindEntries = false;
  private openings: ((told: Told) => Promise<void> | undefined) | undefined;
  signatures!: SignatureQueue;
  private decisions: Decisions | undefined;
  private opening = false;
  private next = 0;
  private time = 0;
  private leaf = zeros;

  constructor(
    readonly report: Report,
    readonly together: Together,
    private readonly breathe: () => Promise<void> | undefined,
  ) {}

  begin(line: string, givenKey: VerifierKey | undefined, { since, policy, decide }: Options): void {
    const { report, together } = this;
    this.manifest = parseManifest(line);
    const { manifest } = this;
    if (manifest.tender) report.tender = manifest.tender;
    if (manifest.range) report.range = manifest.range;
    this.keys = new KeyHistory(manifest.range !== undefined);
    if (manifest.tender !== undefined || manifest.range) report.checks.find(({ id }) => id === 'tree')!.id = 'inclusion';
    together.at('checkpoint');
    try {
      this.own = parseVkey(manifest.vkey);
      report.vkey = this.own.text;
      this.givenKey = givenKey;
      if (givenKey && givenKey.name !== this.own.name) throw fail('vkey_mismatch', 'vkey', givenKey.text, this.own.text);
      this.checkpoint = openCheckpoint(manifest.checkpoint, this.own);
    } catch (error) {
      if (error instanceof Malformed) throw fail(error.check, 'checkpoint', manifest.vkey, error.message.slice(0, 300));
      throw error;
    }
    if (manifest.documents) {
      this.documents = new DocumentChecker();
      together.also('documents');
    }
    if (manifest.policy !== undefined || manifest.timestamps.length > 0) together.also('vouchers');
    for (const { size } of manifest.timestamps) this.rootsThen.set(size, size === 0 ? this.tree.root() : undefined);
    report.origin = this.checkpoint.origin;
    report.size = this.checkpoint.size;
    // One that names another key of this log waits for what the log's entries say of that key.
    const ofThisLog = policy?.logs.filter(({ name }) => name === this.own.name) ?? [];
    if (ofThisLog.length > 0 && !ofThisLog.some(({ text }) => text === this.own.text)) this.policyOfOtherKey = policy;
    else if (policy) demandPolicy(policy, manifest.checkpoint, this.own, report);
    if (since !== undefined) this.holdAgainst(since);
    together.count();
    this.signatures = new SignatureQueue(report, this.checkpoint.origin, this.whole && manifest.complete, () => together.countOf('signatures'));
    if (decide) {
      together.also('decisions');
      this.decisions = new Decisions(decide, !this.whole || !manifest.complete, manifest.range?.[0] ?? 0, (some) => together.countOf('decisions', some));
    }
  }

  private get whole(): boolean {
    return this.manifest.tender === undefined && !this.manifest.range;
  }

  private holdAgainst(since: string): void {
    let held: Checkpoint;
    try {
      held = openCheckpoint(since, this.own);
    } catch (error) {
      if (error instanceof Malformed) throw fail('since_unreadable', 'since', this.own.text, error.message.slice(0, 300));
      throw error;
    }
    this.report.since = held.size;
    if (this.checkpoint.size < held.size) throw fail('log_rolled_back', 'size', `≥ ${held.size}`, String(this.checkpoint.size));
    this.held = held;
    if (!this.rootsThen.has(held.size)) this.rootsThen.set(held.size, undefined);
    if (this.checkpoint.size === held.size) this.compare(held, this.checkpoint.root);
    else if (!this.whole) throw fail('since_unprovable', 'size', String(this.checkpoint.size), String(held.size));
    else if (held.size === 0) this.compare(held, this.tree.root());
  }

  private compare(held: Checkpoint, root: Uint8Array): void {
    if (!same(root, held.root)) throw fail('log_forked', `root of ${held.size} entries`, toBase64(held.root), toBase64(root));
  }

  /** Whatever has to be awaited is returned. */
  add(entry: EntryLine): Promise<void> | undefined {
    const { report, together } = this;
    if (this.decisions?.ended) return this.settle();
    together.at('format');
    together.count();
    report.entries += 1;
    this.checkChain(entry);
    const payload = this.checkFlesh(entry);
    if (payload) {
      report.bids += Number(payload.kind === 'bid.placed' || payload.kind === 'offer.placed');
      together.at('signatures');
      if (this.surrogate(payload.kind, payload.tender, payload.data, entry.seq)) report.surrogates += 1;
      this.signatures.add(payload, entry.seq);
      this.erasures.add(payload.kind, payload.tender, payload.data, entry.seq);
      this.keys.add(payload.kind, payload.data, entry.seq, this.checkpoint.origin);
      this.documents?.add(payload, entry.seq);
      hear(report, payload, entry.seq, this.time);
    } else {
      this.erasures.missing(entry.seq, entry.tender);
      if (entry.tender !== undefined) this.incomplete.add(entry.tender);
    }
    const full = this.decisions?.add(entry);
    this.checkPlace(entry);
    if (payload && globalThis.crypto?.subtle && this.concernsOpenings(payload)) return this.open(entry, payload);
    return this.signatures.full ? this.signatures.settle() : (full ?? this.breathe());
  }

  /** Whether the line is one of the documents that the bundle promises; they stand behind all entries. */
  holdsDocument(text: string): boolean {
    if (this.documents && isDocument(text)) this.behindEntries = true;
    return this.behindEntries;
  }

  addDocument(line: DocumentLine): Promise<void> | undefined {
    this.together.at('documents');
    const word = this.documents!.take(line);
    if (word.withheld) this.report.documentsWithheld += 1;
    else this.together.count();
    if (this.report.documentWords.length < mostWords) this.report.documentWords.push(word);
    return this.breathe();
  }

  private checkChain(entry: EntryLine): void {
    const { together, whole, next } = this;
    together.at('chain');
    if (whole ? entry.seq !== next : entry.seq < next) throw fail('entry_missing', 'seq', String(next), String(entry.seq), next);
    const header = decodeHeader(entry.header);
    if (!header) throw fail('header_malformed', 'header', '81 octets of version 1', toHex(entry.header).slice(0, 200), entry.seq);
    if (header.seq !== entry.seq) throw fail('seq_mismatch', 'header.seq', String(entry.seq), String(header.seq), entry.seq);
    // In a part of the log only neighbours can be linked; the place of the others is proved by their inclusion.
    if (entry.seq === next && (whole || next > 0) && header.prev !== this.leaf) throw fail('chain_broken', 'header.prev', this.leaf, header.prev, entry.seq);
    if (header.time < this.time) throw fail('time_decreased', 'header.time', `≥ ${this.time}`, String(header.time), entry.seq);
    [this.next, this.time, this.leaf] = [entry.seq + 1, header.time, toHex(entry.leaf)];
    together.count();
    entry.commitment = header.commitment;
  }

  private checkFlesh(entry: EntryLine): Payload | undefined {
    const { seq, salt, payloadText, tender } = entry;
    const { together, manifest, report } = this;
    together.at('commitments');
    if ((salt === undefined) !== (payloadText === undefined)) throw fail('flesh_incomplete', salt ? 'payload' : 'salt', '2', '1', seq);
    let payload: Payload | undefined;
    if (payloadText === undefined || !salt) {
      report.withheld += 1;
    } else {
      if (salt.length !== 16) throw fail('flesh_incomplete', 'salt', '16', String(salt.length), seq);
      const found = commitmentOf(salt, payloadText);
      if (found !== entry.commitment) throw fail('commitment_mismatch', 'payload', entry.commitment!, found, seq);
      payload = readPayload(payloadText);
      if (!payload) throw fail('payload_malformed', 'payload', 'data, kind, tender, tprev, tseq', payloadText.slice(0, 120), seq);
      if (payload.tender !== tender) throw fail('tender_mismatch', 'tender', payload.tender ?? '–', tender ?? '–', seq);
      together.count();
    }
    together.at('sequence');
    if (tender !== undefined) {
      // A range begins in the midst of tenders: their places count from the first that is told.
      const begun = this.heads.get(tender) ?? (manifest.range ? undefined : { size: 0, leaf: zeros });
      if (payload && begun) {
        if (payload.tseq !== begun.size) throw fail('tseq_mismatch', 'tseq', String(begun.size), String(payload.tseq), seq);
        if (payload.tprev !== begun.leaf) throw fail('tprev_mismatch', 'tprev', begun.leaf, payload.tprev, seq);
      }
      if (!begun && payload && payload.tseq > 0) this.incomplete.add(tender);
      const size = begun?.size ?? payload?.tseq;
      if (size !== undefined) this.heads.set(tender, { size: size + 1, leaf: this.leaf });
      together.count();
    }
    if (payload && !payload.canonical) throw fail('payload_not_canonical', 'payload', 'RFC 8785', payloadText!.slice(0, 120), seq);
    return payload;
  }

  private checkPlace(entry: EntryLine): void {
    const { together, manifest, checkpoint, report } = this;
    const { seq } = entry;
    if (this.whole) {
      together.at('tree');
      if (this.tree.size < checkpoint.size) this.tree.append(entry.leaf);
      if (this.rootsThen.has(this.tree.size) && !this.rootsThen.get(this.tree.size)) this.rootsThen.set(this.tree.size, this.tree.root());
    } else {
      together.at('inclusion');
      const wanted = manifest.range && manifest.range[0] + report.entries - 1;
      if (wanted !== undefined && seq !== wanted) throw fail('entry_missing', 'seq', String(wanted), String(seq), seq);
      if (!manifest.range && entry.tender !== undefined && entry.tender !== manifest.tender) throw fail('tender_foreign', 'tender', manifest.tender!, entry.tender, seq);
      const root = rootFrom(seq, checkpoint.size, entry.leaf, entry.proof ?? []);
      if (!root || !same(root, checkpoint.root)) throw fail('inclusion_mismatch', 'proof', toBase64(checkpoint.root), root ? toBase64(root) : '–', seq);
    }
    together.count();
  }

  private concernsOpenings({ kind, data }: Payload): boolean {
    const { content } = data;
    return (
      this.openings !== undefined ||
      kind === 'lot.unsealed' ||
      ((kind === 'tender.published' || kind === 'tender.amended') && Array.isArray(data.sealing) && data.sealing.length > 0) ||
      (kind === 'offer.placed' && content !== null && typeof content === 'object' && !Array.isArray(content) && content.kind === 'commit')
    );
  }

  private async open(entry: EntryLine, payload: Payload): Promise<void> {
    const { together } = this;
    if (!this.openings) {
      const { openingChecker } = await import('./openings');
      this.openings = openingChecker(this.incomplete, () => together.countOf('openings'), this.breathe);
    }
    if (payload.kind === 'lot.unsealed') {
      together.also('openings');
      together.at('openings');
    }
    this.opening = true;
    await this.openings({ seq: entry.seq, payload, tender: payload.tender, envelope: entry.envelope });
    this.opening = false;
    if (this.signatures.full) await this.signatures.settle();
  }

  /** Whoever stands first in the log is named, though signatures and decisions are looked at in bulk. */
  async first(error?: unknown): Promise<unknown> {
    if (error !== undefined && !(error instanceof Failed)) return error;
    const { together } = this;
    const settled = await this.decisions?.settle();
    const signature = await this.signatures?.settled();
    let found = error?.finding;
    const earlier = (other: Finding | null | undefined, id: CheckId, orSame: boolean): void => {
      const [seq, before] = [other?.seq ?? Infinity, found?.seq ?? Infinity];
      if (!other || seq > before || (seq === before && !orSame)) return;
      together.at(id);
      found = other;
    };
    earlier(settled?.first, 'decisions', !this.opening);
    earlier(signature, 'signatures', true);
    earlier(settled?.wrong, 'decisions', true);
    return found && new Failed(found);
  }

  async settle(): Promise<void> {
    const wrong = await this.first();
    if (wrong !== undefined) throw wrong;
  }

  /** What came of the decisions, for the report. */
  async tellDecided(): Promise<void> {
    if (!this.decisions) return;
    this.report.decided = await this.decisions.decided();
    if (this.report.decided.state !== 'taken') this.together.without('decisions');
  }

  private checkPolicyOfOtherKey(): void {
    const { policyOfOtherKey: policy, own, checkpoint, manifest, report } = this;
    if (!policy) return;
    const held = policy.logs.filter(({ name }) => name === own.name);
    const refused = held.map(({ text }) => this.keys.refusal(text, own.text, checkpoint.size, this.time));
    if (refused.includes(undefined)) return demandPolicy({ ...policy, logs: [...policy.logs, own] }, manifest.checkpoint, own, report);
    const why = refused.at(-1)!;
    throw fail(why === 'vkey_unknown' ? 'vkey_mismatch' : why, 'vkey', held.at(-1)!.text, own.text);
  }

  /** Whoever trusts `held` may believe who signed and sealed: that key, or one that the log's own entries lead to. */
  private checkKeys(held: VerifierKey): void {
    const { own, keys, checkpoint } = this;
    this.together.at('checkpoint');
    const refused = keys.refusal(held.text, own.text, checkpoint.size, this.time);
    if (refused !== undefined) throw fail(refused, 'vkey', held.text, own.text);
  }

  private readonly rootAt: RootAt = (size) => (this.whole ? this.rootsThen.get(size) : size === this.checkpoint.size ? this.checkpoint.root : undefined);

  async end(hash: Uint8Array, authorities: string | undefined): Promise<void> {
    const { together, manifest, checkpoint, report, held } = this;
    together.at('commitments');
    report.erased = this.erasures.erased;
    const gap = manifest.complete ? this.erasures.unexplained() : undefined;
    if (this.documents) {
      together.at('documents');
      this.documents.settle(manifest.complete);
      together.at('commitments');
    }
    if (gap !== undefined) throw fail('payload_missing', 'payload', 'payload, entry.erased', '–', gap);
    this.checkKeys(this.givenKey ?? this.own);
    this.checkPolicyOfOtherKey();
    if (this.whole) {
      together.at('tree');
      if (this.tree.size < checkpoint.size) throw fail('log_truncated', 'size', String(checkpoint.size), String(this.tree.size));
      const root = this.tree.root();
      if (!same(root, checkpoint.root)) throw fail('root_mismatch', 'root', toBase64(checkpoint.root), toBase64(root));
      const then = held && this.rootsThen.get(held.size);
      if (held && then) this.compare(held, then);
    } else if (manifest.range && report.entries !== manifest.range[1] - manifest.range[0]) {
      together.at('inclusion');
      throw fail('entry_missing', 'range', String(manifest.range[1] - manifest.range[0]), String(report.entries));
    }
    together.at('checkpoint');
    const keys = checkNamedKeys(manifest, checkpoint, this.keys, this.time);
    if (keys) report.namedKeys = keys;
    if (manifest.policy !== undefined || manifest.timestamps.length > 0) {
      together.at('vouchers');
      const leads: Leads = (vkey) => this.keys.refusal(vkey, this.own.text, checkpoint.size, this.time) === undefined;
      report.vouched = await checkVouchers(manifest, this.own, leads, checkpoint, this.rootAt, authorities, () => together.count());
    }
    together.at('seal');
    const text = `terang-bundle-v1\n${checkpoint.origin}\n${report.entries}\n${toBase64(hash)}\n`;
    if (!holdsEd25519(this.seal!, utf8.encode(text), this.own)) throw fail('seal_invalid', 'seal', toBase64(hash), toBase64(this.seal!));
    together.count();
  }
}

/** Checks all that a bundle claims; its decisions where there is somebody to take them again. */
export async function verifyBundle(
  source: Source,
  givenKey: VerifierKey | undefined,
  tell: (report: Report) => void,
  options: Options = {},
): Promise<Report> {
  const report = freshReport(
    'bundle',
    ['format', 'checkpoint', 'chain', 'commitments', 'sequence', 'tree', 'signatures', 'seal'],
    givenKey !== undefined,
  );
  const together = new Together(report, tell);
  const pass = new Pass(report, together, breather());
  const lines = new Lines(source);
  try {
    let number = 0;
    const one = (text: string): Promise<void> | undefined => {
      if (pass.seal) throw fail('bundle_malformed', `line ${number}`, 'the end', text.slice(0, 80));
      if (number === 1) return void pass.begin(text, givenKey, options);
      if (!text.startsWith('{"entries":')) {
        return pass.holdsDocument(text) ? pass.addDocument(parseDocument(text, number)) : pass.add(parseEntry(text, number));
      }
      pass.seal = parseClosing(text, number, report.entries);
      return undefined;
    };
    for await (const some of lines.each()) {
      for (const line of some) {
        number += 1;
        together.at('format');
        const wait = one(textOf(line, number, report.entries));
        if (wait) await wait;
      }
    }
    together.at('format');
    if (number === 0) throw fail('bundle_malformed', 'line 1', 'terang-bundle-v1', '');
    if (!pass.seal) throw fail('bundle_truncated', 'entries', 'a closing line', `${report.entries}`);
    await pass.settle();
    await pass.tellDecided();
    await pass.end(lines.hashBefore(), options.timestampCa);
    together.end(undefined);
  } catch (error) {
    const first = await pass.first(error);
    await pass.tellDecided();
    if (!(first instanceof Failed)) throw first;
    together.end(first.finding);
  }
  return report;
}
