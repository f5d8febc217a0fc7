// How far the sealed bids of a lot are. Before the opening nobody sees that anyone has bid.
import type { LotView, OwnLine } from '../api/views';

/** `never`: the lot was cancelled before its bids were opened. */
export type SealedState = 'before' | 'sealed' | 'opening' | 'opened' | 'never';

export function isSealing(format: string | undefined): boolean {
  return format === 'sealed_first_price' || format === 'sealed_second_price' || format === 'hybrid';
}

type Seen = Pick<LotView, 'format' | 'phase' | 'stage' | 'opened'>;

/** Undefined where the format has no sealed bids. */
export function sealedState({ format, phase, stage, opened }: Seen): SealedState | undefined {
  if (!isSealing(format)) return undefined;
  if (opened) return 'opened';
  if (phase === 'cancelled') return 'never';
  if (phase === 'scheduled') return 'before';
  if (stage?.name === 'opening') return 'opening';
  // Nobody had bid: there was nothing to open.
  return phase === 'closed' || stage?.name === 'live' ? 'opened' : 'sealed';
}

/** Until when a sealed bid may be made and changed, as it stands now. */
export function sealedUntil(view: Pick<LotView, 'format' | 'stage' | 'sealing' | 'ends_at'>): string {
  if (view.format !== 'hybrid') return view.ends_at;
  return (view.stage?.name === 'sealed' ? view.stage.until : undefined) ?? view.sealing?.deadline ?? view.ends_at;
}

/** The page of the English auction is for a hybrid lot's live round alone. */
export function isLiveRound(view: Seen): boolean {
  return view.format === 'hybrid' && sealedState(view) === 'opened' && view.stage?.name !== 'opening';
}

/** Whether one takes part in the live round; undefined before it is known, and once it is over. */
export function goesOn(view: Seen, own: Pick<OwnLine, 'can_bid' | 'disqualified'>): boolean | undefined {
  if (view.format !== 'hybrid' || sealedState(view) !== 'opened' || (view.phase !== 'live' && view.phase !== 'paused')) return undefined;
  return own.can_bid === true && !own.disqualified;
}
