// What auditors ask of the made-up servers: a record with one entry of every kind, its replay, who saw it, alerts.
import type { Access, Alerts, Entries, Entry, Replay, Watch } from '../../src/pages/auditor/audit';
import { pageOfEntries } from '../../src/pages/auditor/audit';
import type { TenderDocument } from '../../src/api/views';
import { iso, now } from './http';

const hours = (n: number): string => iso(Date.now() - n * 3600_000);
const officer = { account: 'acc-officer', business: 'latihan', role: 'officer' };
const second = { account: 'acc-officer2', business: 'latihan', role: 'officer' };
const clock = { role: 'clock' };
const bidder = { account: 'acc-bidder', business: 'biz1', role: 'bidder' };
const administrator = { account: 'acc-admin', business: '', role: 'administrator' };
const accepted = 'accepted';
const rule = (kind: string): string => `terang.disclosure.v1 ${kind}`;
const reason = 'Dipastikan menurut aturan yang sudah diumumkan.';

/** One entry of every kind, and some that are withheld or erased; as an auditor reads them. */
function recordOf(document: TenderDocument): Entry[] {
  const before = { ...document, schedule: { ...document.schedule, auction_ends_at: document.schedule.auction_starts_at }, lots: document.lots.map((lot, n) => (n === 0 ? { ...lot, rules: { ...lot.rules, ceiling: '1300000000' } } : lot)) };
  const bid = (amount: string, pseudonym: string, rank: number, more: object = {}): [string, object] => ['bid.placed', { amount, bid: `b-${pseudonym}-${amount}`, bidder: pseudonym, confirm: false, key: '032b7eeeac4b4d2f', lot: '1', rank, rank_before: 0, signature: 'csUx…', verdict: accepted, ...more }];
  const made: [string, object, Partial<Entry>?][] = [
    ['tender.drafted', { by: officer, verdict: accepted, document: before }, { discloses: 'at_end' }],
    ['tender.published', { by: officer, verdict: accepted, document: before, draft_tseq: 0 }],
    ['key.registered', { by: bidder, key: '032b7eeeac4b4d2f', spki: 'MFkw…', signature: 'S3qs…', verdict: accepted }, { tseq: null }],
    ['bidder.applied', { by: bidder, business_name: 'PT Maju Terang Bersama', lots: ['1'], verdict: accepted }, { discloses: 'at_end' }],
    ['bidder.named', { by: officer, business: 'biz1', business_name: 'PT Maju Terang Bersama', pseudonym: '417', verdict: accepted }, { discloses: 'at_end' }],
    ['bidder.admitted', { by: officer, pseudonym: '417', lots: document.lots.map(({ id }) => id), adjustment: null, ceiling: '1240000000', verdict: accepted }],
    ['tender.amended', { by: officer, document, reason: 'Waktu berakhir diundur dan HPS diperbaiki setelah penjelasan.', changed: ['/schedule/auction_ends_at', '/lots/0/rules/ceiling'], verdict: accepted }],
    ['tender.scheduled', { by: officer, lots: document.lots.map(({ id }) => ({ lot: id, starts_at: document.schedule.auction_starts_at, ends_at: document.schedule.auction_ends_at })), verdict: accepted }],
    ['lot.opened', { by: clock, lot: '1', outcome: { verdict: accepted }, verdict: accepted }],
    bid('1250000000', '205', 1),
    bid('1250000000', '417', 0, { verdict: 'leader_decrement_too_small', at_most: '1243700000', rank: undefined }),
    bid('1225000000', '417', 1, { ends_at: document.schedule.auction_ends_at }),
    ['tender.covered', { by: clock, verdict: accepted }],
    ['offer.placed', { bid: 'o1', bidder: '205', content: { kind: 'proxy', floor: '1190000000' }, key: '032b', lot: '1', rank: 2, rank_before: 2, signature: 'c…', verdict: accepted }],
    ['lot.advanced', { by: clock, lot: '1', outcome: { verdict: accepted }, stage: { name: 'turn', number: 1, of: 2, round: 1, rounds: 1, turn: '417' }, verdict: accepted }],
    ['lot.paused', { by: officer, lot: '1', reason, outcome: { verdict: accepted }, verdict: accepted }],
    ['lot.resumed', { by: officer, lot: '1', reason, outcome: { verdict: accepted, ends_at: document.schedule.auction_ends_at }, verdict: accepted }],
    ['lot.extended', { by: officer, lot: '1', by_seconds: 600, reason, outcome: { verdict: accepted, ends_at: document.schedule.auction_ends_at }, verdict: accepted }],
    ['lot.outage', { by: clock, from: hours(4), to: hours(3.98), lots: [{ lot: '1', outcome: { verdict: accepted, ends_at: document.schedule.auction_ends_at } }], verdict: accepted }],
    ['bid.proposed', { by: officer, amount: '1210000000', bid: 'p1', bidder: '417', document: { name: 'surat.pdf', sha256: 'ab', size: 1200, type: 'application/pdf' }, lot: '1', reason, verdict: accepted }, { discloses: 'at_end' }],
    ['bid.approved', { by: second, amount: '1210000000', bid: 'p1', bidder: '417', lot: '1', proposed: { account: 'acc-officer', seq: 119 }, rank: 1, verdict: accepted }],
    ['bid.rejected', { by: second, bid: 'p2', bidder: '205', lot: '1', reason, verdict: accepted }],
    ['lot.disqualified', { by: officer, lot: '1', pseudonym: '205', reason, outcome: { verdict: accepted }, verdict: accepted }],
    ['lot.unsealed', { by: clock, lot: '1', opened: [{ bidder: '417', bid: 'c1', amount: '1200000000' }, { bidder: '205', bid: 'c2', defect: 'not_an_amount' }], outcome: { verdict: accepted }, verdict: accepted }],
    ['lot.settled', { by: clock, lot: '1', solution: { winners: [{ bidder: '417' }] }, verdict: accepted }],
    ['lot.cancelled', { by: officer, lot: document.lots[document.lots.length - 1]!.id, reason, outcome: { verdict: accepted }, verdict: accepted }],
    ['lot.closed', { by: clock, lot: '1', outcome: { verdict: accepted }, verdict: accepted }],
    ['tender.awarded', { by: officer, reason, lots: document.lots.map(({ id }, n) => ({ lot: id, winner: n === 0 ? '417' : null, amount: n === 0 ? '1210000000' : null, evaluated: null, reason: null })), verdict: accepted }],
    ['key.revoked', { by: bidder, key: '032b7eeeac4b4d2f', reason: 'Perangkat diganti.', verdict: accepted }, { tseq: null }],
    ['log.key_rotated', { by: administrator, old_vkey: 'terang.example/log+b98bb1c1+AQ==', new_vkey: 'terang.example/log+0badcafe+AQ==', overlap_until: hours(-24), verdict: accepted }, { tseq: null }],
    ['log.key_compromised', { by: administrator, vkey: 'terang.example/log+b98bb1c1+AQ==', from_size: 90, reason, verdict: accepted }, { tseq: null }],
    ['entry.erased', { by: administrator, erased: [103], reason: 'Masa simpan data pribadi sudah habis.', verdict: accepted }],
    ['tender.cancelled', { by: officer, reason, verdict: accepted }],
  ];
  return made.map(([kind, data, more], n) => ({
    seq: 100 + n, tseq: n, at: hours(6 - n / 10), kind, data: data as Record<string, unknown>, leaf: `${String(n).padStart(2, '0')}c0ffee`.padEnd(64, 'a5'), withheld: null, discloses: 'at_publication', rule: rule(kind), ...more,
    ...(n === 3 && { kind: null, data: null, discloses: null, withheld: 'erased' as const }),
  }));
}

/** Without an account, what opens with the award is there without its content. */
export function entriesOf(id: string, document: TenderDocument, trusted: boolean, url: URL, hushed = false): Entries {
  const all = recordOf(document);
  // A long record, so that there is a second page.
  for (let n = 0; n < 260; n += 1) all.push({ ...all[11]!, seq: 200 + n, tseq: 100 + n, data: { ...all[11]!.data, amount: String(1209000000 - n * 100000), rank: 1 } });
  const after = url.searchParams.get('after');
  const from = all.filter(({ seq }) => after === null || seq > Number(after));
  const page = from.slice(0, Math.min(pageOfEntries, Number(url.searchParams.get('limit') ?? pageOfEntries)));
  return {
    tender: id, hushed, next: page.length < from.length ? page[page.length - 1]!.seq : null,
    entries: trusted ? page : page.map((entry) => (entry.discloses === 'at_end' && !entry.withheld ? { ...entry, kind: null, data: null, withheld: 'undisclosed' as const } : entry)),
  };
}

export function replayOf(document: TenderDocument): Replay {
  const at = (share: number): string => iso(Date.parse(document.schedule.auction_starts_at) + share * (Date.parse(document.schedule.auction_ends_at) - Date.parse(document.schedule.auction_starts_at)));
  const bids = ([['205', '1250000000'], ['417', '1225000000'], ['205', '1218000000'], ['417', '1210000000']] as const).map(([who, amount], n) => ({ at: at(0.1 + n / 6), seq: 109 + n, do: 'bid', bidder: who, amount, verdict: 'accepted', rank: 1, leader: who, ranking: [{ rank: 1, bidder: who, amount }, ...(n > 0 ? [{ rank: 2, bidder: who === '417' ? '205' : '417', amount: ['1250000000', '1225000000', '1218000000'][n - 1]! }] : [])] }));
  const last = bids[bids.length - 1]!.ranking;
  return {
    rules: document.lots[0]!.rules as Record<string, unknown>,
    steps: [
      { at: at(0), seq: 108, do: 'open', verdict: 'accepted' },
      ...bids,
      { at: at(0.8), seq: 115, do: 'pause', verdict: 'accepted', ranking: last },
      { at: at(0.85), seq: 116, do: 'resume', verdict: 'accepted', ends_at: at(1), ranking: last },
      { at: at(1), seq: 126, do: 'close', verdict: 'accepted', ranking: last },
    ],
    lots: [{ id: '1', phase: 'closed', ends_at: at(1), bids: 4, refused: 0, extensions: [], result: { winner: '417', amount: '1210000000', reserve: 'met' } }],
  };
}

export const accessOf = (id: string): Access => ({
  tender: id,
  disclosures: [
    { seq: 101, kind: 'tender.published', audience: 'public', at: hours(6), rule: rule('tender.published') },
    { seq: 103, kind: 'bidder.applied', audience: 'officers', at: hours(5.7), rule: rule('bidder.applied') },
    { seq: 103, kind: 'bidder.applied', audience: 'public', at: null, rule: rule('bidder.applied') },
    { seq: 109, kind: 'bid.placed', audience: 'party', at: hours(5), rule: rule('bid.placed') },
  ],
  reads: [
    { at: hours(1), account: 'acc-auditor', name: 'Dewi Auditor', role: 'auditor', what: 'bundle', seq: null },
    { at: hours(0.5), account: 'acc-bidder', role: 'bidder', what: 'receipt', seq: 109 },
  ],
});

export const alertsOf = (): Alerts => ({
  monitor: { configured: true, last_seen_at: iso(Date.now() - 40_000), size: 460 },
  alerts: [
    { id: 1, at: hours(30), alert: 'unreachable', severity: 'warning', message: 'GET /log/checkpoint: no answer within 5 s', seq: null, tender: null, expected: null, found: null },
    { id: 2, at: hours(29.9), alert: 'recovered', severity: 'information', message: 'the log answers again', seq: null, tender: null, expected: null, found: null },
    { id: 3, at: hours(2), alert: 'rule_broken', severity: 'danger', message: 'rank_differs at entry 111', seq: 111, tender: 'closed1', expected: '2', found: '1' },
  ],
});

export const logOf = (witnessed: boolean): object => ({
  origin: 'terang.example/log', vkey: 'terang.example/log+00000000+AQ==', size: 460, checkpoint: '',
  witnesses: { configured: witnessed, policy: null, quorum: witnessed, names_key: witnessed ? false : null, silent: witnessed ? [{ name: 'saksi-c.example', answer: 'log_key_unknown' }] : [], newest: witnessed ? { size: 452, at: iso(Date.now() - 20_000), cosigned_by: [{ name: 'saksi-a.example', at: iso(Date.now() - 20_000) }, { name: 'saksi-b.example', at: iso(Date.now() - 19_000) }] } : null },
  timestamps: { configured: witnessed, newest: witnessed ? { size: 400, at: hours(1) } : null },
  vkeys: [{ vkey: 'terang.example/log+00000000+AQ==', from_seq: null, until_seq: null, overlap_until: null, compromised_from: null, state: 'current' }],
});

/** The watches of one account. */
export class Watches {
  private kept = new Map<string, { since: string; seen: number }>();

  list(title: (tender: string) => string): Watch[] {
    return [...this.kept].map(([tender, { since, seen }]) => ({ tender, title: title(tender), state: 'closed', since, newest_seq: 459, newest_at: hours(0.2), newest_kind: 'bid.placed', seen_seq: seen }));
  }

  put(tender: string, seen: unknown): void {
    this.kept.set(tender, { since: this.kept.get(tender)?.since ?? now(), seen: typeof seen === 'number' ? seen : (this.kept.get(tender)?.seen ?? 120) });
  }

  remove(tender: string): void {
    this.kept.delete(tender);
  }
}
