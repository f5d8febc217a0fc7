// What each audience sees of a tender and its lots: the shapes documented in tender/README.md.
import type { components } from './types.gen';

export type LotPhase = 'scheduled' | 'live' | 'paused' | 'closed' | 'cancelled';
export type TenderState = 'draft' | 'published' | 'scheduled' | 'live' | 'paused' | 'closed' | 'awarded' | 'cancelled';
export type Visibility = 'leader_price_and_rank' | 'rank_only' | 'best_price_only' | 'nothing';

export interface Item {
  description: string;
  quantity: string;
  unit: string;
  unit_estimate?: string | null;
}

export type Decrement = { amount: string } | { percent: string };

/** The formats whose rules can be written here; others are shown by name. */
export type FormatType =
  | 'english_reverse' | 'dutch_reverse' | 'japanese_reverse' | 'stepped_rounds' | 'supply_schedule' | 'package'
  | 'sealed_first_price' | 'sealed_second_price' | 'hybrid';
export type SupplySight = 'price_and_own_award' | 'own_award' | 'nothing';

/** Of a format's own timetable, as at the newest entry: a price, a level, a round, a turn. */
export interface Stage {
  name: string;
  number?: number;
  of?: number;
  round?: number;
  rounds?: number;
  since?: string;
  until?: string;
  price?: string;
  /** The pseudonym whose turn it is. */
  turn?: string;
  remaining?: number;
}

/** What an offer is ranked by where that is no price. */
export interface Score {
  name: string;
  value: string;
  /** After the bidder's adjustment. */
  evaluated?: string;
}

/** Of a bidder's price: evaluated = amount × factor + add − subtract. */
export interface Adjustment {
  factor?: string;
  add?: string;
  subtract?: string;
}

export interface SupplyStep {
  unit_price: string;
  quantity: number;
  all_or_nothing?: boolean;
}

/** What a bidder says beside an amount: auction/README.md. */
export type Content =
  | { kind: 'schedule'; steps: SupplyStep[] }
  | { kind: 'proxy'; floor: string }
  | { kind: 'esco'; share: string; years: number; days: number; reductions: string[] };

/** What the format found once the lot is closed. */
export interface LotResult {
  winner: string | null;
  amount?: string;
  /** Net present value, of energy-performance contracts. */
  npv?: string;
  abnormally_low?: { below_mean: boolean; below_next: boolean };
  reserve?: string;
  outcome?: string;
  covered?: number;
  unit_price?: string;
  winners?: { bidder: string; amount: string; quantity: number }[];
}

/** Of a lot whose bids are sealed: to which key, and the deadline that each envelope is bound to. */
export interface Sealing {
  mode: string;
  /** An uncompressed point of P-256: 65 octets, base64. */
  server_key: string;
  deadline: string;
  /** Why the bids could not be opened. */
  problem?: string | null;
}

/** What stood in an envelope once it was opened, or why it could not be. */
export interface Opened {
  bidder: string;
  amount?: string | null;
  defect?: string | null;
}

/** auction/README.md and the pages of the formats. What is absent does not apply. */
export interface Rules {
  type?: string;
  /** Prices by the clock. */
  start?: string;
  step?: string;
  interval_seconds?: number;
  highest?: string;
  floor?: string;
  silence?: 'leaves' | 'stays';
  winners?: number;
  min_levels?: number;
  shows_remaining?: boolean;
  /** Stepped rounds. */
  rounds?: number;
  opening_pause_seconds?: number;
  turn_seconds?: number;
  pause_seconds?: number;
  pre_announcement_seconds?: number;
  abnormally_low?: { below_mean_percent?: string; below_next_percent?: string };
  esco?: { notice?: string; discount_percent?: string; step_percent?: string; share?: { at_least?: string; at_most?: string }; longest_days?: number };
  /** English: places that win, how many make it worth having, floors that bid by themselves. */
  min_winners?: number;
  proxy?: boolean;
  /** Supply schedules. */
  demand?: { units?: number; unit?: string; min_units?: number };
  pricing?: 'pay_as_bid' | 'uniform_highest_accepted' | 'uniform_lowest_rejected';
  margin?: { rule?: 'time_priority' | 'pro_rata'; all_or_nothing?: boolean; min_award?: number };
  bidder_limit?: { units?: number; percent?: string };
  replacement?: 'any' | 'better';
  max_steps?: number;
  /** Sealed bids: what several winners are paid. */
  pay?: 'own_price' | 'match_lowest';
  /** A sealed round, then a live one by `live`. */
  sealed_seconds?: number;
  opening_seconds?: number;
  best?: number;
  at_the_edge?: 'all_equal' | 'earlier_wins';
  live?: Rules;
  version?: number;
  currency?: string;
  starts_at?: string;
  ends_at?: string;
  tick?: string;
  ceiling?: string;
  reserve?: string;
  has_reserve?: boolean;
  decrement?: { own?: Decrement; leader?: Decrement };
  confirm_drop_percent?: string;
  visibility?: Visibility | SupplySight;
  ties?: 'not_allowed' | 'earlier_wins';
  soft_close?: {
    window_seconds: number;
    extension_seconds: number;
    trigger: 'any_bid' | 'leader_change' | 'any_rank_change' | 'top_k_change';
    top_k?: number;
    max_times?: number;
  };
  outage?: { min_seconds: number; min_remaining_seconds: number };
}

export interface DocumentLot {
  id: string;
  title: string;
  items: Item[];
  estimate?: string | null;
  rules: Rules;
  reserve?: string | null;
  has_reserve?: boolean;
}

export interface TenderDocument {
  title: string;
  description: string;
  /** Nothing is bought; never awarded. */
  practice?: boolean;
  language?: 'id' | 'en';
  buyer: { id: string; name: string };
  category: 'goods' | 'works' | 'services';
  place?: string;
  contact?: { name: string; email: string; phone?: string };
  time_zone: string;
  currency: string;
  schedule: { auction_starts_at: string; auction_ends_at: string; sequence?: LotSequence };
  lots: DocumentLot[];
}

/** How the lots follow each other; absent: they run at the same time. */
export type LotSequence =
  | { kind: 'parallel' }
  | { kind: 'serial'; gap_seconds: number }
  | { kind: 'staggered'; every_seconds: number; when_extended: 'move' | 'keep' };

export interface Reasoned {
  at: string;
  reason: string;
}

export interface AwardLot {
  lot: string;
  winner: string | null;
  name: string | null;
  amount: string | null;
  evaluated: string | null;
  reason: string | null;
  /** Where several have won; `winner` is the first of them. */
  winners?: { winner: string; name: string | null; amount: string; quantity: number }[];
}

export interface TenderView {
  id: string;
  state: TenderState;
  seq: number;
  document: TenderDocument;
  published_at: string | null;
  addenda: { at: string; reason: string; changed: string[]; seq: number }[];
  schedule: { auction_starts_at: string; auction_ends_at: string; confirmed: boolean };
  /** Null while a lot is sealed. */
  admitted: number | null;
  lots: { lot: string; title: string; phase: LotPhase; estimate: string | null; starts_at: string; ends_at: string; opens_after?: string | null }[];
  award: null | { at: string; reason: string; lots: AwardLot[] };
  bidders: { pseudonym: string; name: string }[];
  cancelled: null | Reasoned;
}

export interface Participant {
  business: string;
  name: string;
  pseudonym: string;
  lots: string[];
  adjustments: Record<string, unknown>;
  /** His own, by lot, where he has one. */
  ceilings?: Record<string, string>;
}

export interface OfficerTenderView extends TenderView {
  applied: { business: string; name: string; lots: string[]; at: string; pseudonym: string | null }[];
  admitted_bidders: Participant[];
  named: Participant[];
  reserves: Record<string, string>;
  may: string[];
  versions: number;
  problems?: { path: string; name: string }[];
}

export interface Extension {
  at: string;
  by_seconds: number;
  ends_at: string;
  /** `soft_close`, `outage` or the officer's. */
  cause?: string | null;
  /** The soft close's trigger. */
  rule: string | null;
  reason: string | null;
}

export interface Standing {
  rank: number | null;
  pseudonym: string;
  amount: string;
  evaluated: string | null;
  name?: string | null;
  /** What stands was entered by two officers for him. */
  surrogate?: boolean;
  /** "Bidder #k" of stepped rounds. */
  number?: number;
  quantity?: number;
  score?: Score;
}

/** What happened to a lot's clock, or to who may bid on it. */
export type LotEvent = components['schemas']['LotEvent'];

export interface LotView {
  lot: string;
  tender: string;
  title: string;
  currency: string;
  phase: LotPhase;
  seq: number;
  starts_at: string;
  ends_at: string;
  remaining_us: number | null;
  /** The lot this one waits for; its own times are then as planned. */
  opens_after?: string | null;
  paused: null | Reasoned;
  cancelled: null | Reasoned;
  /** Null where the format has no such choice. */
  visibility: Visibility | null;
  format?: string;
  stage?: Stage | null;
  /** Whose turn it is when, in this round or the one that comes. */
  turns?: string[] | null;
  result?: LotResult | null;
  estimate: string | null;
  ceiling: string | null;
  sealing?: Sealing | null;
  /** Every sealed bid, once they are opened. */
  opened?: Opened[] | null;
  /** Null where nobody may know before the close. */
  bids: number | null;
  bidders: number | null;
  best: string | null;
  /** `soft`: those of the soft close, of which there are at most `most`. */
  extensions: { used: number; soft?: number; most: number | null; last: null | Extension };
  standings: Standing[];
  /** The newest few; the history has them all. */
  events: components['schemas']['LotEvents'];
}

export interface OfficerStanding extends Omit<Standing, 'amount'> {
  /** Null for an admitted bidder without a bid. */
  amount: string | null;
  last_bid_at: string | null;
  bids: number | null;
  disqualified: null | Reasoned;
  business: string | null;
}

export interface OfficerLotView extends Omit<LotView, 'standings'> {
  /** The first fifty while the lot is not closed; `admitted` says how many there are. */
  standings: OfficerStanding[];
  admitted: number;
  last_bid_at: string | null;
  leader: string | null;
  reserve: string | null;
  reserve_met: 'met' | 'not_met' | 'none' | null;
  saving: null | { amount: string; percent: string; negative: boolean };
  /** Null while bids are sealed. */
  refused: number | null;
  /** Bids that officers have entered for a bidder, newest first. */
  proposals?: Proposal[];
}

/** A bid that a bidder handed in otherwise: it counts once another officer approves. */
export interface Proposal {
  bid: string;
  pseudonym: string;
  amount: string | null;
  content: Record<string, unknown> | null;
  reason: string;
  document: components['schemas']['BidDocument'];
  by: string;
  at: string;
  seq: number;
  state: 'open' | 'approved' | 'rejected';
  decided: null | { at: string; by: string; reason: string | null };
}

export interface OwnLine {
  lot: string;
  tender: string;
  seq: number;
  pseudonym: string;
  phase: LotPhase;
  rank: number | null;
  /** Null where the rules tell neither price nor rank. */
  leads: boolean | null;
  /** Of a lot that is divided: what one would win as it stands. */
  award?: { amount: string; quantity: number } | null;
  adjustment?: Adjustment | null;
  number?: number | null;
  /** One's own that stands: a schedule, a contract, a floor. */
  offer?: Content | null;
  /** One's own change that nobody else knows of yet. */
  pending?: { amount: string; content?: Content; score?: Score } | null;
  score?: Score | null;
  least_score?: Score | null;
  best: string | null;
  evaluated: string | null;
  to_beat: string | null;
  can_bid?: boolean;
  /** His own ceiling, beside the lot's. */
  ceiling?: string | null;
  /** One's own sealed bid that stands, and what the next one's version must be. */
  committed?: null | { bid: string; version: number; at: string; seq: number };
  next_version?: number | null;
  opened?: null | { amount: string | null; defect: string | null };
  next_valid: string | null;
  bids: number;
  refused: number;
  disqualified: null | { reason: string };
}

export interface HistoryPoint {
  seq: number;
  at: string;
  amount?: string;
  pseudonym?: string;
  verdict?: string;
  rank?: number | null;
  /** One's own change that never stood. */
  superseded?: boolean;
  /** Made by its bidder's floor; several may share the entry that set them off. */
  automatic?: boolean;
  /** Entered by two officers for the bidder. */
  surrogate?: boolean;
}

/** A lot's history: bids as one may see them, and what else happened. */
export interface LotHistory {
  points: HistoryPoint[];
  events: LotEvent[];
  more: boolean;
}

export interface BidAnswer {
  bid: string;
  tender: string;
  lot: string;
  verdict: string;
  seq?: number;
  at?: string;
  again?: boolean;
  detail?: {
    at_most?: string;
    needs_confirm?: boolean;
    rank?: number | null;
    rank_before?: number | null;
    ends_at?: string;
    extended_by?: string;
    [more: string]: unknown;
  };
}
