// A price that a clock has changed a hundred times is one thing that happened, not a hundred.
import type { LotEvent } from '../api/views';

export interface Folded {
  /** The newest of them. */
  event: LotEvent;
  /** All of them, oldest first; one where nothing is folded. */
  all: readonly LotEvent[];
}

/** Events newest first; stages of a format's own timetable that follow each other, with nothing else between, as one. */
export function foldEvents(events: readonly LotEvent[], between: readonly number[] = []): Folded[] {
  const folded: { event: LotEvent; all: LotEvent[] }[] = [];
  for (const event of [...events].sort((a, b) => b.seq - a.seq)) {
    const last = folded[folded.length - 1];
    const oldest = last?.all[0];
    const apart = oldest !== undefined && between.some((seq) => seq > event.seq && seq < oldest.seq);
    if (event.kind === 'advanced' && oldest?.kind === 'advanced' && !apart) last!.all.unshift(event);
    else folded.push({ event, all: [event] });
  }
  return folded;
}
