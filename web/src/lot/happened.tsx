// All that happened to a lot, read when somebody asks for it.
import { api } from '../api/client';
import type { LotEvent } from '../api/views';
import { useLoad } from '../lib/use_load';
import { Loading } from '../parts/loading/loading';
import { Problem } from '../parts/problem/problem';
import { LotEvents } from './events';

async function readEvents(tender: string, lot: string, signal: AbortSignal): Promise<LotEvent[]> {
  const all: LotEvent[] = [];
  for (let since: number | undefined; ; ) {
    const { events, points, more } = await api.get('/api/v1/tenders/{tender}/lots/{lot}/history', { path: { tender, lot }, query: since === undefined ? {} : { since }, signal });
    all.push(...events);
    const last = Math.max(events[events.length - 1]?.seq ?? -1, points[points.length - 1]?.seq ?? -1);
    if (!more || last < 0) return all;
    since = last;
  }
}

export function Happened({ tender, lot, zone }: { tender: string; lot: string; zone: string }) {
  const { value, problem, again } = useLoad((signal) => readEvents(tender, lot, signal), [tender, lot]);
  if (problem) return <Problem problem={problem} retry={again} />;
  return value ? <LotEvents events={value} zone={zone} /> : <Loading />;
}
