// Each format's part of the bidder's page is a chunk of its own.
import type { ComponentType } from 'preact';
import type { LotView } from '../../../api/views';
import { isLiveRound, isSealing } from '../../../lot/sealing';
import { later } from '../../../parts/later/later';
import type { FormatDeskProps } from './props';

const sealed = later(() => import('./sealed').then((module) => module.default));
const desks: Record<string, ComponentType<FormatDeskProps>> = {
  dutch_reverse: later(() => import('./dutch').then((module) => module.default)),
  japanese_reverse: later(() => import('./japanese').then((module) => module.default)),
  package: later(() => import('./packages').then((module) => module.default)),
  stepped_rounds: later(() => import('./stepped').then((module) => module.default)),
  supply_schedule: later(() => import('./supply').then((module) => module.default)),
  sealed_first_price: sealed,
  sealed_second_price: sealed,
  hybrid: sealed,
};

/** What a hybrid lot's sealed round left, beside the English page of its live round. */
export const LiveRound = later(() => import('./live_round').then((module) => module.default));

/** Undefined where the page of the English auction fits. */
export function formatDesk(view: LotView): ComponentType<FormatDeskProps> | undefined {
  return view.format === undefined || isLiveRound(view) ? undefined : desks[view.format];
}

/** Whether the format has a timetable of its own, whose clock takes the place of the lot's while it runs. */
export function hasOwnClock(view: LotView): boolean {
  const { format } = view;
  return format === 'dutch_reverse' || format === 'japanese_reverse' || format === 'stepped_rounds' || (isSealing(format) && !isLiveRound(view));
}
