// A made-up house for people who are signed in: a small auction that answers, so that the pages can be used and looked at
// without a server. It is no reference for any rule; the server is.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HistoryPoint, LotEvent, LotPhase, OfficerLotView, OfficerTenderView, OwnLine, Proposal, TenderDocument, TenderState } from '../../src/api/views';
import { accessOf, alertsOf, entriesOf, logOf, replayOf, Watches } from './audit';
import { file, iso, json, now, secure } from './http';
import { Retention, rules as retentionRules } from './retention';

export const people = {
  bidder: { account: 'acc-bidder', login: 'penyedia', name: 'Ayu Penawar', role: 'bidder', business: { id: 'biz1', name: 'PT Maju Terang Bersama' } },
  rival: { account: 'acc-rival', login: 'saingan', name: 'Budi Saingan', role: 'bidder', business: { id: 'biz2', name: 'CV Cahaya Abadi' } },
  officer: { account: 'acc-officer', login: 'petugas', name: 'Citra Petugas', role: 'officer', business: { id: 'latihan', name: 'Badan Latihan Pengadaan' } },
  officer2: { account: 'acc-officer2', login: 'petugas2', name: 'Eko Petugas', role: 'officer', business: { id: 'latihan', name: 'Badan Latihan Pengadaan' } },
  administrator: { account: 'acc-admin', login: 'pengelola', name: 'Fajar Pengelola', role: 'administrator', business: null },
  auditor: { account: 'acc-auditor', login: 'auditor', name: 'Dewi Auditor', role: 'auditor', business: null },
} as const;
type Person = (typeof people)[keyof typeof people];

export interface Line { pseudonym: string; business: string; name: string; best: bigint | null; bids: number; refused: number; last: string | null; floor?: string; surrogate?: boolean; out: { at: string; reason: string } | null }
/** A format played by a flow: what is seen of it, and what it says to a bid or an offer. */
export interface Play { answer?: (path: string, method: string, body: Record<string, unknown>) => object | undefined; view: () => object; own: (line: Line) => object; verdict: (line: Line, amount: bigint | undefined, content: { kind: string } | undefined, sent: { bid: string; envelope?: string | undefined }) => string }
export interface Lot { play?: Play; proposals?: Proposal[]; id: string; phase: LotPhase; starts: number; ends: number; left: number; paused: { at: string; reason: string } | null; cancelled: { at: string; reason: string } | null; used: number; last: OfficerLotView['extensions']['last']; lines: Map<string, Line>; points: (HistoryPoint & { bid: string; by: string })[]; events: LotEvent[] }
export interface Tender { id: string; state: TenderState; version: number; document: TenderDocument; lots: Lot[]; applied: OfficerTenderView['applied']; award: OfficerTenderView['award']; addenda: OfficerTenderView['addenda']; published: string | null; confirmed: boolean }

export class House {
  tenders = new Map<string, Tender>();
  keys: { account: string; key: string; spki: string; registered_at: string; revoked: boolean }[] = [];
  sessions = new Map<string, Person>();
  sockets = new Map<WebSocket, { person: Person | undefined; watched: Set<string> }>();
  answers = new Map<string, object>();
  /** What was said beside amounts. */
  said: { seq: number; lot: string; bid: string; content: object; verdict: string; at: string; by: string; tender: string }[] = [];
  seq = 100;
  watches = new Watches();
  retention = new Retention();
  /** Whether the log has witnesses and time stamps. */
  witnessed = false;
  /** Bids are left unanswered while true. */
  mute = false;

  document(lots = 1, starts = Date.now() - 60_000, ends = Date.now() + 600_000): TenderDocument {
    return {
      title: 'Laptop untuk sekolah menengah pertama', language: 'id', category: 'goods', buyer: { id: 'latihan', name: 'Badan Latihan Pengadaan' }, place: 'Kabupaten Contoh, Jawa Barat',
      description: 'Penyedia mengirim barang ke seluruh lokasi dalam daftar lampiran. Harga sudah termasuk pajak dan ongkos kirim.',
      contact: { name: 'Sri Contoh', email: 'pengadaan@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
      schedule: { auction_starts_at: iso(starts), auction_ends_at: iso(ends) },
      lots: Array.from({ length: lots }, (_, n) => ({
        id: String(n + 1), title: ['Laptop guru', 'Laptop siswa', 'Proyektor'][n]!, estimate: '1250000000',
        items: [{ description: 'Laptop 14 inci, memori 16 GB, SSD 512 GB', quantity: '120', unit: 'unit', unit_estimate: '9500000' }],
        rules: {
          tick: '100000', ceiling: '1250000000', decrement: { leader: { percent: '0.5' } }, confirm_drop_percent: '20', visibility: 'leader_price_and_rank', ties: 'earlier_wins',
          soft_close: { window_seconds: 300, extension_seconds: 120, trigger: 'leader_change' }, outage: { min_seconds: 5, min_remaining_seconds: 300 },
        },
      })),
    };
  }

  add(id: string, state: TenderState, document: TenderDocument): Tender {
    const phase: LotPhase = state === 'live' ? 'live' : state === 'closed' || state === 'awarded' ? 'closed' : 'scheduled';
    const tender: Tender = {
      id, state, version: 1, document, applied: [], award: null, addenda: [], published: state === 'draft' ? null : now(), confirmed: state !== 'draft' && state !== 'published',
      lots: document.lots.map((lot) => ({ id: lot.id, phase, starts: Date.parse(document.schedule.auction_starts_at), ends: Date.parse(document.schedule.auction_ends_at), left: 0, paused: null, cancelled: null, used: 0, last: null, lines: new Map(), points: [], events: phase === 'live' ? [{ seq: 99, at: document.schedule.auction_starts_at, kind: 'opened', cause: 'clock' }] : [] })),
    };
    this.tenders.set(id, tender);
    return tender;
  }

  admit(tender: Tender, business: { id: string; name: string }, pseudonym: string, lots = tender.lots.map(({ id }) => id)): void {
    for (const lot of tender.lots) if (lots.includes(lot.id)) lot.lines.set(pseudonym, { pseudonym, business: business.id, name: business.name, best: null, bids: 0, refused: 0, last: null, out: null });
  }

  ranking(lot: Lot): Line[] {
    return [...lot.lines.values()].filter((line) => line.best !== null && !line.out).sort((a, b) => (a.best! < b.best! ? -1 : 1));
  }

  next(tender: Tender, lot: Lot, line: Line): bigint {
    const rules = tender.document.lots[Number(lot.id) - 1]!.rules;
    const lead = this.ranking(lot)[0]?.best;
    const most = lead ? (lead * 995n) / 1000n : BigInt(rules.ceiling ?? '1250000000');
    const own = line.best !== null && line.best - 1n < most ? line.best - 1n : most;
    return own - (own % BigInt(rules.tick ?? '1'));
  }

  place(tender: Tender, lot: Lot, line: Line, bid: string, amount: string, confirm: boolean, content?: { kind: string }, envelope?: string): object {
    const seen = this.answers.get(bid);
    if (seen) return { ...seen, again: true };
    const value = BigInt(amount.split('.')[0]!);
    const most = this.next(tender, lot, line);
    const before = this.ranking(lot).indexOf(line);
    const verdict = content && !lot.play ? (content.kind === 'proxy' || line.floor ? 'accepted' : 'nothing_to_withdraw') : lot.play ? lot.play.verdict(line, content ? undefined : value, content, { bid, envelope }) : line.out ? 'disqualified' : lot.phase === 'paused' ? 'lot_paused' : lot.phase === 'scheduled' ? 'not_started' : lot.phase !== 'live' ? 'lot_closed' : value > most ? 'leader_decrement_too_small' : value * 5n < most * 4n && !confirm ? 'confirm_needed' : 'accepted';
    const seq = (this.seq += 1);
    const at = now();
    const detail: Record<string, unknown> = verdict === 'accepted' || content ? {} : { at_most: String(most) };
    if (verdict === 'accepted' && content && !lot.play) line.floor = content.kind === 'proxy' ? String((content as { floor?: string }).floor) : undefined;
    else if (verdict === 'accepted' && lot.play) {
      Object.assign(line, content ? {} : { best: value, bids: line.bids + 1, last: at });
    } else if (verdict === 'accepted') {
      const led = this.ranking(lot)[0];
      Object.assign(line, { best: value, bids: line.bids + 1, last: at });
      const rank = this.ranking(lot).indexOf(line) + 1;
      Object.assign(detail, { rank, rank_before: before < 0 ? null : before + 1 });
      if (rank === 1 && led !== line && lot.ends - Date.now() < 300_000) {
        lot.events.push({ seq, at, kind: 'extended', cause: 'soft_close', rule: 'leader_change', end: { from: iso(lot.ends), to: iso(lot.ends + 120_000) } });
        lot.ends += 120_000;
        lot.used += 1;
        lot.last = { at, by_seconds: 120, ends_at: iso(lot.ends), rule: 'leader_change', reason: null };
        detail.ends_at = iso(lot.ends);
      }
    } else line.refused += 1;
    if (content) this.said.push({ seq, lot: lot.id, bid, content, verdict, at, by: line.business, tender: tender.id });
    else lot.points.push({ seq, at, amount, pseudonym: line.pseudonym, verdict, rank: (detail.rank as number | undefined) ?? null, bid, by: line.business });
    const answer = { type: 'answer', bid, tender: tender.id, lot: lot.id, verdict, seq, at, detail };
    this.answers.set(bid, answer);
    this.tell(tender);
    return answer;
  }

  tenderView(tender: Tender, person?: Person): object {
    const lines = [...(tender.lots[0]?.lines.values() ?? [])];
    const view = {
      id: tender.id, state: tender.state, seq: this.seq, document: tender.document, published_at: tender.published, addenda: tender.addenda, schedule: { ...tender.document.schedule, confirmed: tender.confirmed },
      admitted: lines.length, award: tender.award, bidders: [], cancelled: null,
      lots: tender.lots.map((lot, n) => ({ lot: lot.id, title: tender.document.lots[n]!.title, phase: lot.phase, estimate: tender.document.lots[n]!.estimate ?? null, starts_at: iso(lot.starts), ends_at: iso(lot.ends) })),
    };
    if (person?.role !== 'officer') return view;
    const may: Record<string, string[]> = { draft: ['save_draft', 'publish'], published: ['amend', 'admit', 'schedule', 'cancel_tender'], scheduled: ['amend', 'admit', 'cancel_tender'], live: ['amend', 'admit', 'cancel_tender'], paused: ['amend', 'admit', 'cancel_tender'], closed: ['award', 'amend', 'cancel_tender'] };
    return { ...view, applied: tender.applied, named: [], reserves: {}, may: may[tender.state] ?? [], versions: tender.version, admitted_bidders: lines.map((line) => ({ business: line.business, name: line.name, pseudonym: line.pseudonym, lots: tender.lots.filter((lot) => lot.lines.has(line.pseudonym)).map(({ id }) => id), adjustments: {} })) };
  }

  lotView(tender: Tender, lot: Lot, person?: Person): object {
    const document = tender.document.lots[Number(lot.id) - 1]!;
    const ranked = this.ranking(lot);
    const best = ranked[0]?.best;
    const officer = person?.role === 'officer';
    const saved = best ? BigInt(document.estimate!) - best : 0n;
    return {
      lot: lot.id, tender: tender.id, title: document.title, currency: 'IDR', phase: lot.phase, seq: this.seq, starts_at: iso(lot.starts), ends_at: iso(lot.ends), remaining_us: lot.phase === 'paused' ? lot.left * 1000 : null,
      paused: lot.paused, cancelled: lot.cancelled, visibility: 'leader_price_and_rank', estimate: document.estimate ?? null, ceiling: document.rules.ceiling ?? null,
      bids: lot.points.filter(({ verdict }) => verdict === 'accepted').length, bidders: ranked.length, admitted: lot.lines.size, events: { count: lot.events.length, newest: this.happened(lot, person).slice(-5) }, best: best ? String(best) : null, extensions: { used: lot.used, most: null, last: lot.last },
      standings: officer || lot.phase === 'closed' ? [...ranked, ...[...lot.lines.values()].filter(({ out }) => out)].map((line, n) => ({ rank: line.out ? null : n + 1, pseudonym: line.pseudonym, amount: String(line.best ?? 0n), evaluated: String(line.best ?? 0n), ...(officer && { name: line.name, business: line.business, bids: line.bids, last_bid_at: line.last, disqualified: line.out }), ...(line.surrogate && { surrogate: true }) })) : [],
      ...(officer && { proposals: lot.proposals ?? [], leader: ranked[0]?.pseudonym ?? null, last_bid_at: lot.points.filter(({ verdict }) => verdict === 'accepted').pop()?.at ?? null, reserve: '1180000000', reserve_met: best && best <= 1180000000n ? 'met' : 'not_met', refused: lot.points.filter(({ verdict }) => verdict !== 'accepted').length, saving: best ? { amount: String(saved), percent: (Number((saved * 10000n) / BigInt(document.estimate!)) / 100).toFixed(2), negative: false } : null }),
      ...lot.play?.view(),
    };
  }

  ownLine(tender: Tender, lot: Lot, person?: Person): OwnLine | null {
    const line = [...lot.lines.values()].find(({ business }) => business === person?.business?.id);
    if (!line || person?.role !== 'bidder') return null;
    const rank = this.ranking(lot).indexOf(line) + 1;
    const lead = this.ranking(lot)[0]?.best;
    return {
      lot: lot.id, tender: tender.id, seq: this.seq, pseudonym: line.pseudonym, phase: lot.phase, rank: rank || null, leads: rank === 1, best: line.best === null ? null : String(line.best), evaluated: line.best === null ? null : String(line.best),
      to_beat: lead ? String(lead) : null, next_valid: lot.phase === 'closed' || lot.phase === 'cancelled' ? null : String(this.next(tender, lot, line)), bids: line.bids, refused: line.refused, disqualified: line.out, offer: line.floor ? { kind: 'proxy', floor: line.floor } : null, ...lot.play?.own(line),
    };
  }

  happened(lot: Lot, person?: Person): LotEvent[] {
    const who = person?.role === 'officer' || lot.phase === 'closed';
    return lot.events.map(({ pseudonym, reason, ...event }) => ({ ...event, ...(reason && (who || !pseudonym) && { reason }), ...(pseudonym && who && { pseudonym }) }));
  }

  seen(lot: Lot, person?: Person): HistoryPoint[] {
    return lot.points
      .filter((point) => person?.role === 'officer' || point.verdict === 'accepted' || point.by === person?.business?.id)
      .map(({ bid: _, by, pseudonym, ...point }) => (person?.role === 'officer' || by === person?.business?.id ? { ...point, pseudonym } : point)) as HistoryPoint[];
  }

  tell(tender: Tender, only?: WebSocket): void {
    for (const [socket, { person, watched }] of this.sockets) {
      if ((only && socket !== only) || !watched.has(tender.id)) continue;
      const say = (frame: object): void => socket.send(JSON.stringify({ tender: tender.id, seq: this.seq, now: now(), ...frame }));
      say({ type: 'tender', view: this.tenderView(tender, person) });
      for (const lot of tender.lots) {
        say({ type: 'lot', lot: lot.id, view: this.lotView(tender, lot, person) });
        const own = this.ownLine(tender, lot, person);
        if (own) say({ type: 'you', lot: lot.id, view: own });
        const points = this.seen(lot, person);
        if (points.length) say({ type: 'points', lot: lot.id, points: only ? points : points.slice(-1), events: [], more: false });
      }
      if (person?.role === 'officer') say({ type: 'presence', connected: Object.fromEntries(tender.lots.map(({ id }) => [id, 1])) });
    }
  }

  /** Everybody is thrown off the line. */
  drop(): void {
    for (const socket of this.sockets.keys()) socket.terminate();
  }

  close(tender: Tender): void {
    tender.state = 'closed';
    for (const lot of tender.lots) Object.assign(lot, { phase: 'closed', ends: Date.now() });
    this.seq += 1;
    this.tell(tender);
  }
}

function problemsOf(document: TenderDocument): { path: string; name: string }[] {
  const found: { path: string; name: string }[] = [];
  const need = (path: string, value: unknown): void => void (value || found.push({ path, name: 'missing' }));
  need('/description', document.description);
  need('/contact/name', document.contact?.name);
  need('/contact/email', document.contact?.email);
  document.lots.forEach((lot, n) => {
    need(`/lots/${n}/title`, lot.title);
    lot.items.forEach((item, m) => {
      need(`/lots/${n}/items/${m}/description`, item.description);
      need(`/lots/${n}/items/${m}/unit`, item.unit);
    });
  });
  return found;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += String(part);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

async function api(house: House, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const reply = (body: unknown, status = 200): void => json(response, body, status);
  const refuse = (status: number, code: string, more: object = {}): void => reply({ type: `/problems/${code}`, title: code, status, code, ...more }, status);
  const done = (more: object = {}): void => reply({ verdict: 'accepted', seq: (house.seq += 1), ...more });
  const cookie = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const person = house.sessions.get(cookie);
  const method = request.method ?? 'GET';
  const parts = url.pathname.split('/').slice(3);
  const [a, b, c, d, e] = parts;
  if (a === 'time') return reply({ now: now() });
  if (a === 'session') {
    if (method === 'POST') {
      const { login, password } = await bodyOf(request);
      const who = Object.values(people).find((one) => one.login === login);
      if (!who || password !== 'rahasia-sekali') return refuse(401, 'wrong_login');
      const sid = Math.random().toString(36).slice(2);
      house.sessions.set(sid, who);
      response.setHeader('set-cookie', `sid=${sid}; Path=/; HttpOnly; SameSite=Strict`);
      return reply({ ...who, expires_at: iso(Date.now() + 8 * 3600_000), origin: 'terang.example/log' });
    }
    if (method === 'DELETE') {
      house.sessions.delete(cookie);
      response.writeHead(204).end();
      return;
    }
    return reply(person ? { ...person, expires_at: iso(Date.now() + 8 * 3600_000), origin: 'terang.example/log' } : null);
  }
  if (a === 'tenders' && !b && method === 'GET') {
    const items = [...house.tenders.values()].filter(({ state }) => state !== 'draft').map(({ id, state, document }) => ({ id, source: 'terang', title: document.title, buyer: document.buyer.name, status: state }));
    return reply({ items, next: null, total: items.length, total_is_exact: true });
  }
  const tender = a === 'tenders' && b ? house.tenders.get(b) : undefined;
  if (tender && !c) return reply({ id: b, source: 'terang', seq: house.seq, now: now(), tender: house.tenderView(tender, person), lots: tender.lots.map((lot) => ({ lot: lot.id, view: house.lotView(tender, lot, person), you: house.ownLine(tender, lot, person) })) });
  if (a === 'log' && !b) return reply(logOf(house.witnessed));
  if (tender && c === 'entries') return reply(entriesOf(b!, tender.document, person?.role === 'auditor' || person?.role === 'officer', url));
  if (tender && c === 'replay') return tender.state === 'closed' || person?.role === 'auditor' ? reply(replayOf(tender.document)) : refuse(403, 'not_disclosed');
  if (!person) return refuse(401, 'signed_out');
  if (tender && c === 'access') return reply(accessOf(b!));
  if (a === 'alerts') return reply(alertsOf());
  if (a === 'retention') return reply(b ? house.retention.page(url) : retentionRules);
  if (a === 'erasures') {
    const { entries, reason } = (await bodyOf(request)) as { entries: number[]; reason: string };
    const refusal = house.retention.erase(entries, reason);
    return refusal ? refuse(409, refusal, { seq: entries[0] }) : reply({ verdict: 'accepted', seq: (house.seq += 1), detail: null }, 201);
  }
  if (a === 'watches') {
    if (method === 'GET') return reply({ watches: house.watches.list((id) => house.tenders.get(id)?.document.title ?? id) });
    if (method === 'PUT') house.watches.put(b!, (await bodyOf(request)).seen_seq);
    else house.watches.remove(b!);
    return void response.writeHead(204).end();
  }
  if (a === 'desk') {
    const mine = [...house.tenders.values()].filter((one) => (person.role === 'bidder' ? one.lots.some((lot) => [...lot.lines.values()].some(({ business }) => business === person.business.id)) : true));
    return reply({ tenders: mine.map((one) => ({ id: one.id, title: one.document.title, state: one.state, auction_starts_at: one.document.schedule.auction_starts_at, auction_ends_at: one.document.schedule.auction_ends_at, waiting: one.applied.length })) });
  }
  if (a === 'keys' && !b && method === 'GET') return reply({ keys: house.keys.filter(({ account }) => account === person.account).map(({ account: _, ...key }) => key) });
  if (a === 'keys' && !b) {
    const { spki } = (await bodyOf(request)) as { spki: string };
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(spki, 'base64')));
    house.keys.push({ account: person.account, key: Buffer.from(hash.slice(0, 8)).toString('hex'), spki, registered_at: now(), revoked: false });
    return reply({ verdict: 'accepted', seq: (house.seq += 1) }, 201);
  }
  if (a === 'keys' && c === 'revoke') {
    for (const key of house.keys) if (key.key === b) key.revoked = true;
    return done();
  }
  if (a === 'businesses') return reply({ businesses: [people.bidder.business, people.rival.business].filter(({ name }) => name.toLowerCase().includes((url.searchParams.get('q') ?? '').toLowerCase())) });
  if (a === 'receipts') return void response.writeHead(200, { 'content-type': 'text/plain' }).end(`c2sp.org/tlog-proof@v1\nindex ${b}\n`);
  if (a === 'rehearsals') {
    const scenario = (await bodyOf(request)) as { rules: { ends_at: string; starts_at: string }; commands: { at: string; bidder: string; amount: string }[] };
    const steps = scenario.commands.map((command, n) => ({ do: 'bid', ...command, at: command.at.replace('Z', '000Z'), command: n, verdict: n % 3 === 0 ? 'above_ceiling' : 'accepted', ...(n % 3 === 0 ? { at_most: '1250000000' } : { rank: 1, ...(command.amount && { ranking: [{ rank: 1, bidder: command.bidder, amount: command.amount }] }) }) }));
    return reply({ steps: [{ at: scenario.rules.starts_at, do: 'open', verdict: 'accepted' }, ...steps, { at: scenario.rules.ends_at, do: 'close', verdict: 'accepted' }], lots: [{ id: '1', phase: 'closed', ends_at: scenario.rules.ends_at, bids: 6, refused: 3, extensions: [], result: { winner: steps[1]?.bidder ?? null, amount: steps[1]?.amount ?? null, reserve: 'met' } }] });
  }
  if (a === 'tenders' && !b) {
    const id = `new${house.tenders.size}`;
    house.add(id, 'draft', (await bodyOf(request)) as unknown as TenderDocument);
    return reply({ id, version: 1, seq: (house.seq += 1) }, 201);
  }
  if (!tender) return refuse(404, 'no_such_tender');
  const lot = c === 'lots' ? tender.lots.find(({ id }) => id === d) : undefined;
  if (lot && e === 'history') return reply({ points: house.seen(lot, person).filter(({ seq }) => seq > Number(url.searchParams.get('since') ?? -1)), events: house.happened(lot, person), more: false });
  if (lot && e === 'standings') return reply({ standings: (house.lotView(tender, lot, person) as { standings: unknown[] }).standings.slice(Number(url.searchParams.get('from') ?? 0)), more: false });
  if (lot?.play?.answer && (e === 'solution' || e === 'comparison')) return reply(lot.play.answer(parts.slice(4).join('/'), method, method === 'GET' ? {} : await bodyOf(request)) ?? {}, method === 'GET' ? 200 : 202);
  if (c === 'my-bids') return reply({ bids: tender.lots.flatMap((one) => one.points.filter(({ by }) => by === person.business?.id).map(({ seq, bid, amount, verdict, at, rank }) => ({ seq, lot: one.id, bid, amount, verdict, at, rank }))).reverse(), offers: house.said.filter(({ by, tender: of }) => by === person.business?.id && of === b).map(({ by: _, tender: __, ...offer }) => offer).reverse(), more: false });
  if (c === 'draft' && method === 'GET') return reply({ id: b, version: tender.version, document: tender.document, problems: [] });
  const body = await bodyOf(request);
  if (c === 'draft') {
    if (Number(url.searchParams.get('version')) !== tender.version) return refuse(409, 'draft_version_conflict');
    Object.assign(tender, { document: body, version: tender.version + 1 });
    return reply({ id: b, version: tender.version, seq: (house.seq += 1) });
  }
  if (c === 'preview') {
    const document = body as unknown as TenderDocument;
    return reply({ problems: problemsOf(document), tender: house.tenderView({ ...tender, document, lots: [] }) });
  }
  if (c === 'publish') {
    const problems = problemsOf(tender.document);
    if (problems.length) return refuse(422, 'invalid_document', { problems });
    house.add(b!, 'published', tender.document);
    return done();
  }
  if (c === 'schedule') Object.assign(tender, { state: 'scheduled', confirmed: true });
  if (c === 'participation') tender.applied.push({ business: person.business!.id, name: person.business!.name, lots: body.lots as string[], at: now(), pseudonym: null });
  if (c === 'bidders') {
    const business = [people.bidder.business, people.rival.business].find(({ id }) => id === body.business)!;
    house.admit(tender, business, String(400 + house.seq), body.lots as string[]);
    tender.applied = tender.applied.filter((one) => one.business !== business.id);
  }
  if (c === 'award') {
    const chosen = body.lots as { lot: string; pseudonym: string | null }[];
    tender.state = 'awarded';
    tender.award = { at: now(), reason: String(body.reason), lots: chosen.map(({ lot: id, pseudonym }) => {
      const line = tender.lots.find((one) => one.id === id)?.lines.get(pseudonym ?? '');
      return { lot: id, winner: pseudonym, name: line?.name ?? null, amount: line?.best ? String(line.best) : null, evaluated: null, reason: null };
    }) };
  }
  if (c === 'documents') return reply({ sha256: 'ab'.repeat(32), name: body.name, size: 1234, type: 'application/pdf' });
  if (c === 'practice') {
    const copy = house.add(`copy${house.tenders.size}`, 'draft', { ...structuredClone(tender.document), practice: true, title: `Latihan: ${tender.document.title}` });
    return reply({ id: copy.id, version: 1, seq: (house.seq += 1) }, 201);
  }
  if (lot && e === 'proposals') {
    const [, , , , , bid, act] = parts;
    const one = lot.proposals?.find((proposal) => proposal.bid === bid);
    if (!one) (lot.proposals ??= []).unshift({ bid: String(body.bid), pseudonym: String(body.pseudonym), amount: (body.amount as string | undefined) ?? null, content: (body.content as Proposal['content'] | undefined) ?? null, reason: String(body.reason), document: { sha256: String(body.document), name: 'surat.pdf', size: 1234, type: 'application/pdf' }, by: person.account, at: now(), seq: house.seq + 1, state: 'open', decided: null });
    else if (act === 'approve') {
      if (one.by === person.account) return refuse(409, 'same_officer');
      const line = lot.lines.get(one.pseudonym)!;
      if (one.amount) house.place(tender, lot, line, one.bid, one.amount, true);
      Object.assign(lot.points[lot.points.length - 1] ?? {}, { surrogate: true });
      line.surrogate = true;
      Object.assign(one, { state: 'approved', decided: { at: now(), by: person.account, reason: null } });
    } else Object.assign(one, { state: 'rejected', decided: { at: now(), by: person.account, reason: String(body.reason) } });
  }
  if (c === 'cancel') tender.state = 'cancelled';
  if (c === 'addenda') {
    tender.document = body.document as TenderDocument;
    tender.addenda.push({ at: now(), reason: String(body.reason), changed: ['/description'], seq: house.seq });
  }
  if (lot) {
    const why = { at: now(), reason: String(body.reason ?? '') };
    const event = { ...why, seq: house.seq + 1, cause: 'officer' } as const;
    const after = iso(e === 'resume' ? Date.now() + lot.left : lot.ends + Number(body.by_seconds ?? 0) * 1000);
    if (e === 'pause') lot.events.push({ ...event, kind: 'paused' });
    if (e === 'resume') lot.events.push({ ...event, kind: 'resumed', from: lot.paused!.at, to: event.at, end: { from: iso(lot.ends), to: after } });
    if (e === 'extend') lot.events.push({ ...event, kind: 'extended', end: { from: iso(lot.ends), to: after } });
    if (e === 'cancel') lot.events.push({ ...event, kind: 'cancelled' });
    if (e === 'disqualify') lot.events.push({ ...event, kind: 'disqualified', pseudonym: String(body.pseudonym) });
    if (e === 'pause') Object.assign(lot, { phase: 'paused', left: lot.ends - Date.now(), paused: why });
    if (e === 'resume') Object.assign(lot, { phase: 'live', ends: Date.now() + lot.left, paused: null });
    if (e === 'extend') Object.assign(lot, { ends: lot.ends + Number(body.by_seconds) * 1000, used: lot.used + 1, last: { at: now(), by_seconds: Number(body.by_seconds), ends_at: iso(lot.ends + Number(body.by_seconds) * 1000), rule: 'officer', reason: why.reason } });
    if (e === 'cancel') Object.assign(lot, { phase: 'cancelled', cancelled: why });
    if (e === 'disqualify') lot.lines.get(String(body.pseudonym))!.out = why;
  }
  done();
  house.tell(tender);
}

export async function startHouse(folder: string, port = 0): Promise<{ house: House; url: string; stop: () => Promise<void> }> {
  const house = new House();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    secure(response);
    if (url.pathname.startsWith('/api/')) return void api(house, request, response, url).catch((error: unknown) => response.writeHead(500).end(String(error)));
    file(folder, url, request, response);
  });
  const sockets = new WebSocketServer({ server, path: '/api/v1/live' });
  sockets.on('connection', (socket, request) => {
    const person = house.sessions.get(/sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    const watched = new Set<string>();
    house.sockets.set(socket, { person, watched });
    socket.on('close', () => house.sockets.delete(socket));
    const say = (frame: object): void => socket.send(JSON.stringify(frame));
    say({ type: 'hello', protocol: 1, now: now(), origin: 'terang.example/log', ...(person && { account: person.account, ...(person.business && { business: person.business.id }) }) });
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; tender: string; lot: string; bid: string; amount: string; confirm: boolean; content?: { kind: string }; envelope?: string; key: string; sent?: number };
      if (frame.type === 'time') return say({ type: 'time', sent: frame.sent, now: now() });
      const tender = house.tenders.get(frame.tender);
      if (!tender) return say({ type: 'error', code: 'no_such_tender', message: '' });
      if (frame.type === 'watch') {
        watched.add(frame.tender);
        house.tell(tender, socket);
      } else if (frame.type === 'bid' || frame.type === 'offer') {
        const lot = tender.lots.find(({ id }) => id === frame.lot)!;
        const line = [...lot.lines.values()].find(({ business }) => business === person?.business?.id);
        const answer = !line ? { type: 'answer', bid: frame.bid, tender: frame.tender, lot: frame.lot, verdict: 'not_admitted', detail: {} } : !house.keys.some(({ key, revoked }) => key === frame.key && !revoked) ? { type: 'answer', bid: frame.bid, tender: frame.tender, lot: frame.lot, verdict: 'key_unknown', detail: {} } : house.place(tender, lot, line, frame.bid, frame.amount ?? '0', frame.confirm, frame.content, frame.envelope);
        if (!house.mute) say(answer);
      } else watched.delete(frame.tender);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    house,
    url: `http://localhost:${typeof address === 'object' && address ? address.port : port}`,
    stop: () =>
      new Promise((resolve) => {
        house.drop();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
