import { sha256 } from '@noble/hashes/sha2';
import { same, toHex } from '../verify/bytes';
import { contextHash, type SealContext } from './context';
import { parse, unpad } from './envelope';
import { buffer, contentCipher, contentKeys, serverInfo, suite } from './keys';
import type { Commitments } from './seal';

/** Why an envelope cannot be opened, in the order in which it is looked for. */
export type Defect =
  | 'envelope_hash_mismatch'
  | 'envelope_malformed'
  | 'context_mismatch'
  | 'key_commitment_mismatch'
  | 'share_commitments_mismatch'
  | 'not_decryptable'
  | 'content_not_decryptable'
  | 'content_malformed';

/** `server` is the key pair (a private key that may not be exported opens only beside its public one). */
export async function open(
  server: CryptoKeyPair,
  context: SealContext,
  commitments: Commitments,
  octets: Uint8Array,
): Promise<{ content: Uint8Array } | { defect: Defect }> {
  if (toHex(sha256(octets)) !== commitments.envelope) return { defect: 'envelope_hash_mismatch' };
  const envelope = parse(octets);
  if (!envelope) return { defect: 'envelope_malformed' };
  const ctx = contextHash(context);
  if (!same(envelope.ctx, ctx) || envelope.members !== 0) return { defect: 'context_mismatch' };
  if (toHex(envelope.keyCommitment) !== commitments.key) return { defect: 'key_commitment_mismatch' };
  if (commitments.shares.length !== 0) return { defect: 'share_commitments_mismatch' };
  let secret: Uint8Array;
  try {
    const recipient = await suite.createRecipientContext({
      recipientKey: server,
      enc: buffer(envelope.enc),
      info: buffer(serverInfo(ctx)),
    });
    secret = new Uint8Array(await recipient.open(buffer(envelope.sealedKey)));
  } catch {
    return { defect: 'not_decryptable' };
  }
  const keys = contentKeys(ctx, secret);
  if (toHex(keys.commitment) !== commitments.key) return { defect: 'key_commitment_mismatch' };
  const padded = await (await contentCipher(keys.key, ctx)).open(envelope.content);
  if (!padded) return { defect: 'content_not_decryptable' };
  const content = unpad(padded);
  return content ? { content } : { defect: 'content_malformed' };
}
