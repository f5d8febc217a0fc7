import type { TenderView } from '../../api/views';
import { millis } from '../../lib/time';

export type Deadline = { what: 'starts' | 'ends'; at: string };

/** What comes next on the clock. Live lots may each end at a time of their own: the first end counts. */
export function nextDeadline(view: TenderView, now: number): Deadline | undefined {
  if (view.state === 'live') {
    const ends = view.lots.filter((lot) => lot.phase === 'live').map((lot) => lot.ends_at).sort();
    return { what: 'ends', at: ends[0] ?? view.schedule.auction_ends_at };
  }
  if ((view.state === 'published' || view.state === 'scheduled') && millis(view.schedule.auction_starts_at) > now) {
    return { what: 'starts', at: view.schedule.auction_starts_at };
  }
  return undefined;
}
