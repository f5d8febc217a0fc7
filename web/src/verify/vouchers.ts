// What a bundle brings of others' word for its log: the witness policy that the log names itself, and RFC 3161 tokens over its
// checkpoints. As ledger/verify/voucher_checker.h: only what the asker was given elsewhere makes either worth trusting.
import { same, toBase64 } from './bytes';
import type { BundleTimestamp, Manifest } from './bundle_lines';
import { type Checkpoint, Malformed, openNote, parseCheckpoint, type VerifierKey } from './note';
import { evaluatePolicy, parsePolicy, type PolicyVerdict } from './policy';
import { fail, type Failed, type Vouched } from './report';

const asFound = (error: unknown, field: string, expected: string): unknown => (error instanceof Malformed ? fail(error.check, field, expected, error.message.slice(0, 300)) : error);

/** Any log of the policy has to have signed; where it names none, the bundle's own key has. */
function demandLog(logs: VerifierKey[], note: string, origin: string): void {
  const signed = logs.filter((key) => {
    try {
      openNote(note, key);
      return true;
    } catch (error) {
      if (error instanceof Malformed && error.check === 'note_unsigned') return false;
      throw error;
    }
  });
  if (signed.length === 0) throw new Malformed('note_unsigned', 'No log of the policy has signed the checkpoint.');
  if (!signed.some(({ name }) => name === origin)) throw new Malformed('checkpoint_foreign_origin', origin);
}

function ownVerdict(text: string, note: string, own: VerifierKey, leads: Leads, origin: string): PolicyVerdict {
  let policy;
  try {
    policy = parsePolicy(text);
  } catch (error) {
    throw asFound(error, 'policy', 'a tlog-policy');
  }
  try {
    const led = policy.logs.length === 0 || policy.logs.some((log) => leads(log.text));
    demandLog(led ? [...policy.logs, own] : policy.logs, note, origin);
    return evaluatePolicy(policy, note, own.name);
  } catch (error) {
    throw asFound(error, 'checkpoint', 'what the bundle\u2019s own policy names');
  }
}

function checkText({ note, size }: BundleTimestamp, field: string, { origin, size: most }: Checkpoint, rootAt: RootAt): void {
  const foreign = (): Failed => fail('checkpoint_foreign', `${field}/note`, `a checkpoint of ${origin} at ${size}`, note.slice(0, 300));
  let text: Checkpoint;
  try {
    text = parseCheckpoint(note);
  } catch {
    throw foreign();
  }
  if (text.origin !== origin || text.size !== size || size > most) throw foreign();
  const root = rootAt(size);
  if (root && !same(root, text.root)) throw fail('log_forked', `root of ${size} entries`, toBase64(text.root), toBase64(root));
}

/** Whether the log's own entries lead from that key to the one that signed the checkpoint. */
export type Leads = (vkey: string) => boolean;

/** Of the log at that size, where it is known. */
export type RootAt = (size: number) => Uint8Array | undefined;

/**
 * Throws Failed: those of parsePolicy and evaluatePolicy, note_unsigned, checkpoint_foreign_origin; for each time stamp
 * checkpoint_foreign, log_forked and those of checkTimestamp, which takes `authorities` (PEM).
 */
export async function checkVouchers({ checkpoint: note, policy, timestamps }: Manifest, own: VerifierKey, leads: Leads, checkpoint: Checkpoint, rootAt: RootAt, authorities: string | undefined, count: () => void): Promise<Vouched> {
  const vouched: Vouched = { timestamps: [] };
  if (policy !== undefined) {
    vouched.ownPolicy = ownVerdict(policy, note, own, leads, checkpoint.origin);
    count();
  }
  for (const [at, stamp] of timestamps.entries()) {
    const field = `timestamps/${at}`;
    checkText(stamp, field, checkpoint, rootAt);
    const { checkTimestamp } = await import('./timestamp');
    try {
      vouched.timestamps.push({ size: stamp.size, ...(await checkTimestamp(stamp.token, stamp.note, authorities)), vouchedFor: authorities !== undefined });
    } catch (error) {
      throw asFound(error, `${field}/token`, 'a token over its note');
    }
    count();
  }
  return vouched;
}
