// A sealed lot of the made-up house: envelopes are taken, kept and opened as the server does it in its own mode.
import type { LotView, Opened, OwnLine } from '../../src/api/views';
import type { SealContext } from '../../src/seal/context';
import { suite } from '../../src/seal/keys';
import { open } from '../../src/seal/open';
import { fromBase64, hash, toBase64, toHex } from '../../src/verify/bytes';
import type { House, Line, Lot, Tender } from './house';
import { iso, now } from './http';

interface Commit { kind: string; envelope: string; key: string; shares: string[]; version: number }
interface Standing { bid: string; version: number; at: string; seq: number; commit: Commit; octets: Uint8Array }

export interface SealedPlay {
  lot: Lot;
  /** Those whose envelopes stand, by pseudonym. */
  standing: Map<string, Standing>;
  /** The deadline: nothing is taken any more, nothing is opened yet. */
  deadline: () => void;
  /** Opens every envelope with the private key. `damage`: pseudonyms whose octets are no longer what they were;
   * `goOn`: those who take part in a hybrid lot's live round. */
  open: (damage?: string[], goOn?: string[]) => Promise<Opened[]>;
  /** A hybrid lot's live round begins. */
  live: () => void;
  finish: (result: LotView['result']) => void;
}

export async function playSealed(house: House, tender: Tender, lot: Lot, type: string): Promise<SealedPlay> {
  const pair = await suite.kem.generateKeyPair();
  const publicKey = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
  const hybrid = type === 'hybrid';
  const rules = tender.document.lots[Number(lot.id) - 1]!.rules;
  const until = hybrid ? lot.starts + rules.sealed_seconds! * 1000 : lot.ends;
  const deadline = iso(until);
  const standing = new Map<string, Standing>();
  const versions = new Map<string, number>();
  let stage: 'sealed' | 'opening' | 'live' | 'over' = 'sealed';
  let opened: Opened[] | null = null;
  let on = new Set<string>();
  let result: LotView['result'] = null;
  const running = (): boolean => lot.phase === 'live' || lot.phase === 'paused';
  const contextOf = (line: Line, one: Standing): SealContext => ({ tender: tender.id, lot: lot.id, envelope: 'price', bidder: line.pseudonym, bid: one.bid, version: one.version, deadline, serverKey: publicKey });
  lot.play = {
    view: () => ({
      format: type, visibility: hybrid ? 'leader_price_and_rank' : null, result, opened, sealing: { mode: 'server', server_key: toBase64(publicKey), deadline },
      stage: stage === 'opening' || (running() && stage !== 'over') ? { name: stage, ...(hybrid && { number: { sealed: 1, opening: 2, live: 3, over: 3 }[stage], of: 3 }), until: stage === 'sealed' ? deadline : iso(lot.ends) } : null,
      ...(opened ? {} : { bids: null, bidders: null, best: null, refused: 0, last_bid_at: null, leader: null, saving: null, reserve_met: null }),
      ...(!opened && { standings: [...lot.lines.values()].map(({ pseudonym, name, business, out }) => ({ rank: null, pseudonym, amount: null, evaluated: null, name, business, bids: 0, last_bid_at: null, disqualified: out })) }),
    }),
    own: (line): Partial<OwnLine> => {
      const one = standing.get(line.pseudonym);
      return {
        committed: opened || !one ? null : { bid: one.bid, version: one.version, at: one.at, seq: one.seq },
        next_version: opened ? null : (versions.get(line.pseudonym) ?? 0) + 1,
        opened: opened?.filter(({ bidder }) => bidder === line.pseudonym).map(({ amount = null, defect = null }) => ({ amount, defect }))[0] ?? null,
        ...(stage === 'live' ? { can_bid: on.has(line.pseudonym), ...(!on.has(line.pseudonym) && { rank: null, leads: null, next_valid: null }) } : { can_bid: stage === 'sealed' || on.has(line.pseudonym), next_valid: rules.ceiling ?? null }),
        ...(!opened && { rank: null, leads: null, to_beat: null, best: null, evaluated: null }),
      };
    },
    verdict: (line, amount, content, sent) => {
      if (line.out) return 'disqualified';
      if (stage === 'live') return content ? 'late' : !on.has(line.pseudonym) ? 'not_in_live_round' : amount! < (line.best ?? amount! + 1n) ? 'accepted' : 'not_below_own';
      if (!content) return stage === 'opening' ? 'live_round_not_started' : 'not_in_this_format';
      if (stage !== 'sealed') return 'late';
      if (lot.phase !== 'live') return lot.phase === 'paused' ? 'lot_paused' : 'not_started';
      if (content.kind === 'withdraw') return standing.delete(line.pseudonym) ? 'accepted' : 'nothing_to_withdraw';
      const commit = content as unknown as Commit;
      const octets = fromBase64(sent.envelope ?? '');
      if (!octets || octets.length === 0) return 'envelope_missing';
      if (toHex(hash(octets)) !== commit.envelope) return 'envelope_hash_mismatch';
      if (commit.version !== (versions.get(line.pseudonym) ?? 0) + 1) return 'version_not_next';
      versions.set(line.pseudonym, commit.version);
      standing.set(line.pseudonym, { bid: sent.bid, version: commit.version, at: now(), seq: house.seq + 1, commit, octets });
      return 'accepted';
    },
  };
  const tell = (): void => {
    house.seq += 1;
    house.tell(tender);
  };
  return {
    lot,
    standing,
    deadline: () => {
      stage = 'opening';
      if (!hybrid) {
        Object.assign(lot, { phase: 'closed', ends: Date.now() });
        tender.state = 'closed';
      }
      tell();
    },
    open: async (damage = [], goOn = []) => {
      on = new Set(goOn);
      const list: Opened[] = [];
      for (const line of lot.lines.values()) {
        const one = standing.get(line.pseudonym);
        if (!one) continue;
        const octets = one.octets.slice();
        if (damage.includes(line.pseudonym)) octets[octets.length - 1]! ^= 1;
        const found = await open(pair, contextOf(line, one), { ...one.commit, envelope: toHex(hash(octets)) }, octets);
        const amount = 'content' in found ? (JSON.parse(new TextDecoder().decode(found.content)) as { amount: string }).amount : null;
        if (amount !== null) Object.assign(line, { best: BigInt(amount), bids: 1, last: one.at });
        list.push({ bidder: line.pseudonym, amount, defect: 'defect' in found ? found.defect : null });
      }
      opened = list.sort((a, b) => (!a.amount ? 1 : !b.amount ? -1 : BigInt(a.amount) < BigInt(b.amount) ? -1 : 1));
      if (!hybrid) stage = 'over';
      lot.events.push({ seq: house.seq + 1, at: now(), kind: 'advanced', cause: 'clock' });
      tell();
      return opened;
    },
    live: () => {
      stage = 'live';
      for (const line of lot.lines.values()) if (!on.has(line.pseudonym)) line.best = null;
      tell();
    },
    finish: (next) => {
      result = next;
      if (hybrid) house.close(tender);
      else tell();
    },
  };
}
