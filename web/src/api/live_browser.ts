// The one live connection of this browser tab.
import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../lib/store';
import { api } from './client';
import { type Connection, LiveClient, nothingYet, type Outage, type Socket, type TenderStore } from './live';

export const live = new LiveClient({
  open: () => new WebSocket(`${location.protocol === 'http:' ? 'ws' : 'wss'}://${location.host}/api/v1/live`) as unknown as Socket,
  now: () => Date.now(),
  random: () => Math.random(),
  history: (tender, lot, since) => {
    return api.get('/api/v1/tenders/{tender}/lots/{lot}/history', {
      path: { tender, lot },
      query: since === undefined ? {} : { since },
    });
  },
});

if (typeof addEventListener === 'function') {
  // A line that comes back, or a phone that wakes up, does not wait for the next try.
  addEventListener('online', () => live.connection.get().state === 'lost' && live.reconnect());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && live.connection.get().state === 'lost') live.reconnect();
  });
}

export function useConnection(): Connection {
  return useStore(live.connection);
}

export function useOutage(): Outage | undefined {
  return useStore(live.outage);
}

/** Follows a tender while the component is shown. */
export function useTender(tender: string): TenderStore {
  const [state, setState] = useState<TenderStore>(nothingYet);
  useEffect(() => {
    const { store, stop } = live.watch(tender);
    setState(store.get());
    const quit = store.subscribe(setState);
    return () => {
      quit();
      stop();
    };
  }, [tender]);
  return state;
}
