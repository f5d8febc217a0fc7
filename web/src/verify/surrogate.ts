// Bids that officers entered for a bidder: no signature of his, but two officers of the same buyer. As terang-verify does it.
import { canonical, type Json } from './canonical';
import { fail } from './report';

type Data = { [key: string]: Json };

function said(data: Data): string {
  return canonical(Object.fromEntries(['amount', 'bid', 'bidder', 'content', 'lot'].filter((name) => data[name] !== undefined).map((name) => [name, data[name]!])));
}

/** To be told of every entry in order, and whether the payload of one before is gone. True for a bid that stands by two officers; throws where it does not. */
export function surrogateChecker(isMissing: (seq: number) => boolean = () => false): (kind: string, tender: string | undefined, data: Data, seq: number) => boolean {
  const proposed = new Map<string, { said: string; account: Json; business: Json }>();
  return (kind, tender, data, seq) => {
    if (kind !== 'bid.proposed' && kind !== 'bid.approved') return false;
    const key = `${tender} ${String(data.bid)}`;
    const by = (data.by !== null && typeof data.by === 'object' && !Array.isArray(data.by) ? data.by : {}) as Data;
    if (kind === 'bid.proposed') {
      proposed.set(key, { said: said(data), account: by.account ?? '', business: by.business ?? '' });
      return false;
    }
    const told = (data.proposed !== null && typeof data.proposed === 'object' && !Array.isArray(data.proposed) ? data.proposed : {}) as Data;
    // What was proposed in an entry that is gone is what was approved, by whom the approval says.
    if (!proposed.has(key) && typeof told.seq === 'number' && isMissing(told.seq)) {
      proposed.set(key, { said: said(data), account: told.account ?? '', business: by.business ?? '' });
    }
    const first = proposed.get(key);
    if (!first || first.said !== said(data)) throw fail('surrogate_not_proposed', 'data', first?.said ?? 'bid.proposed', said(data), seq);
    if (by.role !== 'officer' || !by.account || by.account === first.account || by.business !== first.business) {
      throw fail('surrogate_one_officer', 'data/by', `≠ ${String(first.account)}, ${String(first.business)}`, `${String(by.account)}, ${String(by.business)}`, seq);
    }
    return true;
  };
}
