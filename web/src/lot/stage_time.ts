// Where a format's own timetable stands, and where a bidder stands in it.
import type { LotView, OwnLine, Rules } from '../api/views';
import { compareAmounts } from '../lib/money';
import { millis } from '../lib/time';
import { ladderOf } from '../rules/ladder';

/** Milliseconds until the stage is over; while paused, what is kept of it. Undefined without a timetable. */
export function stageLeft(view: Pick<LotView, 'stage' | 'phase' | 'paused'>, now: number): number | undefined {
  if (!view.stage?.until) return undefined;
  const from = view.phase === 'paused' && view.paused ? millis(view.paused.at) : now;
  return Math.max(0, millis(view.stage.until) - from);
}

/** The price after the one that is offered; undefined at the last. */
export function nextPrice(view: Pick<LotView, 'stage' | 'currency'>, rules: Rules): string | undefined {
  const { number } = view.stage ?? {};
  return number === undefined ? undefined : ladderOf(rules, view.currency)?.price(number + 1);
}

/** Whether a bidder may still speak in a Japanese auction, has spoken at this level, or is out. */
export type JapaneseState = 'waiting' | 'asked' | 'stayed' | 'out' | 'over';

export function japaneseState(view: Pick<LotView, 'stage' | 'phase' | 'currency'>, own: Pick<OwnLine, 'best' | 'can_bid' | 'disqualified'>): JapaneseState {
  if (view.phase === 'closed' || view.phase === 'cancelled') return 'over';
  if (view.phase === 'scheduled') return 'waiting';
  const price = view.stage?.price;
  if (own.disqualified) return 'out';
  if (own.can_bid !== false) return 'asked';
  return price !== undefined && own.best !== null && compareAmounts(own.best, price, view.currency) === 0 ? 'stayed' : 'out';
}

/** Where a bidder stands in stepped rounds: may make an initial offer, takes no part, waits for a turn, has it. */
export type SteppedState = 'initial' | 'none' | 'waiting' | 'turn' | 'out' | 'over';

export function steppedState(view: Pick<LotView, 'stage' | 'phase'>, own: Pick<OwnLine, 'pseudonym' | 'best' | 'disqualified'>): SteppedState {
  if (view.phase === 'closed' || view.phase === 'cancelled') return 'over';
  if (own.disqualified) return 'out';
  if (view.phase === 'scheduled') return 'initial';
  if (own.best === null) return 'none';
  return view.stage?.turn === own.pseudonym ? 'turn' : 'waiting';
}

/** How many turns come before one's own in this round, or the one that comes, and when it begins if nothing intervenes. */
export function turnAhead(view: Pick<LotView, 'stage' | 'turns'>, pseudonym: string, rules: Rules): { before: number; at: number } | undefined {
  const { stage, turns } = view;
  const place = turns?.indexOf(pseudonym) ?? -1;
  if (!stage?.until || place < 0) return undefined;
  // While a turn runs the stage ends with it; in a pause the first turn follows.
  const passed = stage.turn === undefined ? 0 : turns!.indexOf(stage.turn) + 1;
  if (place < passed) return undefined;
  const before = place - passed;
  return { before: before + (stage.turn === undefined ? 0 : 1), at: millis(stage.until) + before * (rules.turn_seconds ?? 120) * 1000 };
}
