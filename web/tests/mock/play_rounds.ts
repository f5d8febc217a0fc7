// Stepped rounds and supply schedules that a flow moves by hand. No reference for any rule; the server is.
import type { Content, Rules, Stage, SupplyStep } from '../../src/api/views';
import type { House, Line, Lot, Tender } from './house';
import { iso } from './http';

type Esco = Extract<Content, { kind: 'esco' }>;
interface Offered { amount: bigint; content?: Esco; value?: string }

export interface Rounds {
  lot: Lot;
  /** The next stage: whose turn, or the name of a pause. */
  to: (stage: Partial<Stage> & { name: string }) => void;
  offer: (pseudonym: string, amount: bigint, value?: string) => void;
  close: (result: object) => void;
}

const valueOf = (content: Esco): string => (content.reductions[1] === '0' ? '0.000000' : `${content.reductions[1]!}.128193`);

export function playRounds(house: House, tender: Tender, rules: Rules, adjusted: Record<string, { factor: string; evaluated: string }> = {}): Rounds {
  const lot = tender.lots[0]!;
  let stage: Stage | null = { name: 'initial_offers', until: iso(lot.starts) };
  let result: object | null = null;
  const standing = new Map<string, Offered>();
  const pending = new Map<string, Offered>();
  const numbers = new Map<string, number>();
  const order = (): string[] => [...standing.keys()].sort((a, b) => (standing.get(a)!.value ? Number(standing.get(b)!.value) - Number(standing.get(a)!.value) : standing.get(a)!.amount < standing.get(b)!.amount ? -1 : 1));
  const told = (): void => {
    house.seq += 1;
    house.tell(tender);
  };
  const score = (offered: Offered | undefined): object | null => (offered?.value ? { name: 'npv', value: offered.value } : null);
  lot.play = {
    view: () => ({
      format: 'stepped_rounds', visibility: null, result, stage, bidders: standing.size, bids: standing.size,
      best: standing.size ? String(standing.get(order()[0]!)!.amount) : null,
      turns: stage?.name === 'pre_announcement' || lot.phase === 'closed' || standing.size === 0 ? null : order().reverse(),
      standings: order().map((pseudonym, at) => ({ rank: at + 1, pseudonym, number: numbers.get(pseudonym), amount: String(standing.get(pseudonym)!.amount), evaluated: adjusted[pseudonym]?.evaluated ?? null, ...(standing.get(pseudonym)!.value && { score: score(standing.get(pseudonym)) }) })),
    }),
    own: (line: Line) => {
      const own = standing.get(line.pseudonym);
      const said = pending.get(line.pseudonym);
      const rank = order().indexOf(line.pseudonym) + 1;
      return {
        best: own ? String(own.amount) : null, rank: rank || null, leads: rank === 1, number: numbers.get(line.pseudonym) ?? null, evaluated: (own && adjusted[line.pseudonym]?.evaluated) ?? null,
        adjustment: adjusted[line.pseudonym] ? { factor: adjusted[line.pseudonym]!.factor } : null, to_beat: null,
        next_valid: rules.esco ? null : own ? String(own.amount - BigInt(rules.step ?? '1')) : (rules.ceiling ?? null),
        pending: said ? { amount: String(said.amount), ...(said.content && { content: said.content, score: score(said) }) } : null,
        offer: own?.content ?? null, score: score(own), least_score: own?.value ? { name: 'npv', value: (Number(own.value) * 1.006).toFixed(6) } : null,
      };
    },
    verdict: (line, amount, content) => {
      if (lot.phase !== 'scheduled' && stage?.turn !== line.pseudonym) return 'not_your_turn';
      if (content?.kind === 'withdraw') return pending.delete(line.pseudonym) ? 'accepted' : 'nothing_to_withdraw';
      if (content) pending.set(line.pseudonym, { amount: 900_000_000n, content: content as Esco, value: valueOf(content as Esco) });
      else pending.set(line.pseudonym, { amount: amount! });
      return 'accepted';
    },
  };
  return {
    lot,
    offer: (pseudonym, amount, value) => void standing.set(pseudonym, { amount, ...(value && { value }) }),
    to: (next) => {
      // What was said becomes public: at the opening everybody's, then that of whose turn ends.
      for (const [pseudonym, said] of pending) standing.set(pseudonym, said);
      pending.clear();
      if (numbers.size === 0) order().reverse().forEach((pseudonym, at) => numbers.set(pseudonym, at + 1));
      stage = { since: iso(Date.now()), until: iso(Date.now() + (next.name === 'turn' ? 120_000 : 60_000)), ...next };
      Object.assign(lot, { phase: 'live', paused: null });
      tender.state = 'live';
      told();
    },
    close: (found) => {
      result = found;
      stage = { name: 'announcement' };
      house.close(tender);
    },
  };
}

/** One who offers wins what he offers, cheapest first; enough to look at. */
export function playSupply(house: House, tender: Tender, rules: Rules): { lot: Lot; close: () => void } {
  const lot = tender.lots[0]!;
  const schedules = new Map<string, SupplyStep[]>();
  let result: object | null = null;
  const cleared = (): Map<string, { quantity: number; amount: bigint }> => {
    let left = rules.demand?.units ?? 0;
    const won = new Map<string, { quantity: number; amount: bigint }>();
    const all = [...schedules].flatMap(([who, steps]) => steps.map((step) => ({ who, ...step }))).sort((a, b) => Number(a.unit_price) - Number(b.unit_price));
    for (const { who, unit_price, quantity } of all) {
      const taken = Math.min(left, quantity);
      left -= taken;
      const before = won.get(who) ?? { quantity: 0, amount: 0n };
      won.set(who, { quantity: before.quantity + taken, amount: before.amount + BigInt(unit_price) * BigInt(taken) });
    }
    return won;
  };
  lot.play = {
    view: () => ({ format: 'supply_schedule', visibility: null, result, bidders: schedules.size, best: null, stage: lot.phase === 'closed' ? null : { name: 'offers', ...(schedules.size && rules.visibility === 'price_and_own_award' && { price: [...schedules.values()].flat().at(-1)!.unit_price }) } }),
    own: (line: Line) => {
      const won = cleared().get(line.pseudonym);
      return {
        leads: null, rank: null, to_beat: null, evaluated: null, best: schedules.get(line.pseudonym)?.[0]?.unit_price ?? null, next_valid: rules.ceiling ?? null,
        offer: schedules.has(line.pseudonym) ? { kind: 'schedule', steps: schedules.get(line.pseudonym)! } : null, award: won ? { amount: String(won.amount), quantity: won.quantity } : null,
      };
    },
    verdict: (line, _amount, content) => {
      if (lot.phase !== 'live') return lot.phase === 'paused' ? 'lot_paused' : 'lot_closed';
      if (content?.kind === 'withdraw') return schedules.delete(line.pseudonym) ? 'accepted' : 'nothing_to_withdraw';
      if (content?.kind !== 'schedule') return 'not_in_this_format';
      schedules.set(line.pseudonym, (content as unknown as { steps: SupplyStep[] }).steps);
      return 'accepted';
    },
  };
  return {
    lot,
    close: () => {
      const winners = [...cleared()].filter(([, { quantity }]) => quantity > 0).map(([bidder, { quantity, amount }]) => ({ bidder, quantity, amount: String(amount) }));
      result = { winner: winners[0]?.bidder ?? null, ...(winners[0] && { amount: winners[0].amount }), outcome: 'covered', covered: winners.reduce((sum, { quantity }) => sum + quantity, 0), winners };
      house.close(tender);
    },
  };
}
