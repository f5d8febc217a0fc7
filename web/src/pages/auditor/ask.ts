// The questions of auditors, one function each.
import { api } from '../../api/client';
import type { Access, Alerts, Entries, Replay, Watch } from './audit';
import { pageOfEntries, wholeReplay } from './audit';

type Plain = { path?: Record<string, string>; query?: Record<string, string | number | undefined>; body?: unknown; signal?: AbortSignal };
type Send = (path: string, options?: Plain) => Promise<unknown>;
const get = api.get as unknown as Send;
const put = api.put as unknown as Send;
const remove = api.delete as unknown as Send;

export const ask = {
  entries: (tender: string, after: number | undefined, signal: AbortSignal, limit = pageOfEntries): Promise<Entries> =>
    get('/api/v1/tenders/{tender}/entries', { path: { tender }, query: { after, limit }, signal }) as Promise<Entries>,
  replay: (tender: string, lot: string, signal: AbortSignal): Promise<Replay> =>
    wholeReplay((after) => get('/api/v1/tenders/{tender}/replay', { path: { tender }, query: { lot, after }, signal }) as Promise<Replay>),
  access: (tender: string, after: number | undefined, signal: AbortSignal): Promise<Access> => get('/api/v1/tenders/{tender}/access', { path: { tender }, query: { after }, signal }) as Promise<Access>,
  watches: async (signal: AbortSignal): Promise<Watch[]> => ((await get('/api/v1/watches', { signal })) as { watches: Watch[] }).watches,
  watch: (tender: string, seen?: number): Promise<unknown> => put('/api/v1/watches/{tender}', { path: { tender }, body: seen === undefined ? {} : { seen_seq: seen } }),
  unwatch: (tender: string): Promise<unknown> => remove('/api/v1/watches/{tender}', { path: { tender } }),
  alerts: (after: number | undefined, signal: AbortSignal): Promise<Alerts> => get('/api/v1/alerts', { query: { after }, signal }) as Promise<Alerts>,
};
