// Carries the outbox's bids over the live connection for as long as any is unanswered, whichever page is shown.
import { useEffect } from 'preact/hooks';
import { api } from '../api/client';
import { live } from '../api/live_browser';
import { serverNow } from '../lib/server_clock';
import { useStore } from '../lib/store';
import { type Outbox, type OutBid, outboxOf } from './outbox';

const started = new Map<string, Outbox>();

/** What the server has of these tenders settles bids whose answer was lost, without sending them again. */
async function reconcile(box: Outbox): Promise<void> {
  for (const tender of new Set(box.pending().map(({ frame }) => frame.tender))) {
    try {
      const { bids, offers = [] } = await api.get('/api/v1/tenders/{tender}/my-bids', { path: { tender } });
      box.reconcile([...bids, ...offers]);
    } catch {
      // The bids are sent again anyway and get their first answer.
    }
  }
}

function start(account: string): Outbox {
  const box = outboxOf(account, serverNow);
  const watched = new Map<string, () => void>();
  let carrying = false;
  const follow = (): void => {
    const needed = new Set(box.pending().map(({ frame }) => frame.tender));
    for (const tender of needed) if (!watched.has(tender)) watched.set(tender, live.watch(tender).stop);
    for (const [tender, stop] of watched) {
      if (needed.has(tender)) continue;
      watched.delete(tender);
      stop();
    }
  };
  const connection = (): void => {
    const { state, account: signedIn } = live.connection.get();
    const can = state === 'open' && signedIn === account;
    if (can === carrying) return;
    carrying = can;
    if (can) box.connected((frame) => live.bid(frame));
    else box.disconnected();
  };
  box.bids.subscribe(follow);
  live.connection.subscribe(connection);
  live.onAnswer((answer) => box.answered(answer.bid, answer));
  live.onError(({ code }) => box.error(code));
  follow();
  connection();
  if (box.pending().length > 0) void reconcile(box);
  return box;
}

export function courierOf(account: string): Outbox {
  let box = started.get(account);
  if (!box) {
    box = start(account);
    started.set(account, box);
  }
  return box;
}

export function useOutbox(account: string): { box: Outbox; bids: OutBid[] } {
  const box = courierOf(account);
  const bids = useStore(box.bids);
  // An outbox of this account may hold bids from before the connection knew the account (signed in meanwhile).
  useEffect(() => {
    const { state, account: signedIn } = live.connection.get();
    if (state === 'open' && signedIn !== account) live.reconnect();
  }, [account]);
  return { box, bids };
}
