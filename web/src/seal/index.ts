import { utf8 } from '../verify/bytes';
import { canonical } from '../verify/canonical';
import type { SealContext } from './context';
import type { Sealed } from './seal';

export type { SealContext } from './context';
export type { Commitments, Sealed } from './seal';

/** What a price envelope says. The amount is canonical, in major units. */
export function priceContent(amount: string): Uint8Array {
  return utf8.encode(canonical({ amount, type: 'terang.price.v1' }));
}

/** Fetches the cryptography before it is needed. That it could not be is told by the first seal. */
export function prepareSealing(): void {
  void import('./seal').catch(() => undefined);
}

/** Seals a price in this browser. The cryptography is a chunk of its own, fetched when it is first needed. */
export async function sealPrice(context: SealContext, amount: string): Promise<Sealed> {
  const { seal } = await import('./seal');
  return seal(context, priceContent(amount));
}
