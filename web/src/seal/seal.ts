import { sha256 } from '@noble/hashes/sha2';
import { toHex } from '../verify/bytes';
import { contextHash, type SealContext } from './context';
import { encode, pad } from './envelope';
import { buffer, contentCipher, contentKeys, serverInfo, suite } from './keys';

/** 32 octets each, never used again. */
export interface SealingRandom {
  ephemeral: Uint8Array;
  contentKey: Uint8Array;
}

/** What the ledger holds of an envelope before the deadline: lower-case hex. */
export interface Commitments {
  envelope: string;
  key: string;
  shares: string[];
}

export interface Sealed {
  envelope: Uint8Array;
  commitments: Commitments;
}

const newRandom = (): SealingRandom => ({
  ephemeral: crypto.getRandomValues(new Uint8Array(32)),
  contentKey: crypto.getRandomValues(new Uint8Array(32)),
});

/** In server mode. `random` is for tests: a browser makes its own. Throws where the server's key is no point of the curve. */
export async function seal(context: SealContext, content: Uint8Array, random: SealingRandom = newRandom()): Promise<Sealed> {
  const ctx = contextHash(context);
  const keys = contentKeys(ctx, random.contentKey);
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(context.serverKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: buffer(serverInfo(ctx)), ekm: buffer(random.ephemeral) });
  const sealedKey = new Uint8Array(await sender.seal(buffer(random.contentKey)));
  const cipher = await contentCipher(keys.key, ctx);
  const padded = pad(content);
  const envelope = encode({
    ctx,
    keyCommitment: keys.commitment,
    enc: new Uint8Array(sender.enc),
    sealedKey,
    content: await cipher.seal(padded),
  });
  for (const secret of [keys.key, padded, random.ephemeral, random.contentKey]) secret.fill(0);
  return { envelope, commitments: { envelope: toHex(sha256(envelope)), key: toHex(keys.commitment), shares: [] } };
}
