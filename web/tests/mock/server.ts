// A made-up server for looking at pages and for browser tests of them. It decides nothing: it shows data.ts, strictly
// under the content security policy of the real one.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { entriesOf, logOf, replayOf } from './audit';
import { reference, tenders } from './data';
import { file, json, now, secure } from './http';

const problem = (response: ServerResponse, status: number, code: string, title: string): void =>
  json(response, { type: `/problems/${code}`, title, status, code }, status);

/** A test may answer a path itself: a function of the request, or undefined to leave it to the rest. */
export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
export const answers: Answer[] = [];

function list(url: URL): unknown {
  const words = (url.searchParams.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const [status, category] = [url.searchParams.get('status'), url.searchParams.get('category')];
  const all = [
    ...[...tenders.values()].map(({ view }) => ({
      id: view.id, source: 'terang', ocid: null, title: view.document.title, description_excerpt: view.document.description.slice(0, 160), buyer: view.document.buyer.name, status: view.state,
      category: view.document.category, value: { amount: '4650000000', currency: 'IDR' }, published_at: view.published_at, closes_at: view.schedule.auction_ends_at, bids: null,
    })),
    reference,
  ].filter((one) => words.every((word) => `${one.title} ${one.buyer}`.toLowerCase().includes(word)) && (!status || one.status === status) && (!category || one.category === category));
  const from = Number(url.searchParams.get('after') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 20);
  return { items: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null, total: all.length, total_is_exact: true };
}

function api(response: ServerResponse, url: URL): void {
  const parts = url.pathname.split('/').slice(3);
  if (parts[0] === 'time') return json(response, { now: now() });
  if (parts[0] === 'session') return json(response, null);
  if (parts[0] === 'log') return json(response, logOf(false));
  if (parts[0] === 'tenders' && parts.length === 1) return json(response, list(url));
  if (parts[0] === 'tenders' && parts[1] === reference.id) {
    const value = (amount: number): object => ({ amount, currency: 'INR' });
    return json(response, {
      id: reference.id, source: 'ocds',
      reference: {
        ocid: reference.ocid, buyer: { name: reference.buyer },
        tender: {
          title: reference.title, description: 'Construction of a single span culvert with approach road.', status: 'complete', mainProcurementCategory: 'works',
          procurementMethodDetails: 'Open Tender', value: value(4385000), datePublished: '2018-05-14T09:00:00+05:30', tenderPeriod: { endDate: '2018-06-02T17:30:00+05:30' },
        },
        bids: { details: [{ value: value(4310000), date: '2018-06-01T10:00:00+05:30', tenderers: [{ name: 'Bidder A' }] }, { value: value(4290500.5), date: '2018-06-02T10:00:00+05:30', tenderers: [{ name: 'Bidder B' }] }] },
        awards: [{ suppliers: [{ name: 'Bidder B' }], value: value(4290500.5), date: '2018-07-01T00:00:00+05:30', status: 'active' }],
        source: { publisher: 'Example publisher', license: 'https://opendatacommons.org/licenses/odbl/1-0/' },
      },
    });
  }
  const tender = parts[0] === 'tenders' ? tenders.get(parts[1] ?? '') : undefined;
  if (!tender) return problem(response, 404, 'no_such_tender', 'There is no such tender');
  if (parts.length === 2) {
    return json(response, { id: tender.view.id, source: 'terang', seq: tender.view.seq, now: now(), tender: tender.view, lots: [...tender.lots].map(([lot, { view }]) => ({ lot, view, you: null })) });
  }
  if (parts[2] === 'entries') return json(response, entriesOf(tender.view.id, tender.view.document, false, url, tender.view.state === 'live'));
  if (parts[2] === 'replay') return tender.view.state === 'awarded' ? json(response, replayOf(tender.view.document)) : problem(response, 403, 'not_disclosed', 'The lot is not over');
  const lot = parts[2] === 'lots' ? tender.lots.get(parts[3] ?? '') : undefined;
  if (lot && parts[4] === 'history') {
    const since = Number(url.searchParams.get('since') ?? -1);
    return json(response, { points: lot.points.filter((point) => point.seq > since), events: lot.events.filter((event) => event.seq > since), more: false });
  }
  return problem(response, 404, 'not_found', 'There is nothing here');
}

export async function startMock({ folder, port = 0 }: { folder: string; port?: number }): Promise<{ url: string; stop: () => Promise<void>; dropAll: () => void }> {
  const dropAll = (): void => sockets.clients.forEach((client) => client.terminate());
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    secure(response);
    if (answers.some((answer) => answer(request, response, url))) return;
    if (url.pathname === '/mock/drop') {
      dropAll();
      response.end();
      return;
    }
    if (url.pathname.startsWith('/api/')) return api(response, url);
    file(folder, url, request, response);
  });
  const sockets = new WebSocketServer({ server, path: '/api/v1/live' });
  sockets.on('connection', (socket) => {
    const say = (frame: object): void => socket.send(JSON.stringify(frame));
    say({ type: 'hello', protocol: 1, now: now(), origin: 'terang.example/log' });
    const watched = new Set<string>();
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; tender?: string; sent?: number; since?: number };
      if (frame.type === 'time') return say({ type: 'time', sent: frame.sent, now: now() });
      const tender = tenders.get(frame.tender ?? '');
      if (!tender) return say({ type: 'error', code: 'no_such_tender', message: 'There is no such tender' });
      if (frame.type === 'watch') {
        watched.add(tender.view.id);
        say({ type: 'tender', tender: tender.view.id, seq: tender.view.seq, now: now(), view: tender.view });
        for (const [lot, { view, points }] of tender.lots) {
          say({ type: 'lot', tender: tender.view.id, lot, seq: view.seq, now: now(), view });
          if (frame.since !== undefined) say({ type: 'points', tender: tender.view.id, lot, points: points.filter((point) => point.seq > frame.since!), events: [], more: false });
        }
      } else watched.delete(tender.view.id);
    });
    // A bid every other second on the lots of live tenders.
    const beat = setInterval(() => {
      for (const id of watched) {
        const tender = tenders.get(id)!;
        if (tender.view.state !== 'live') continue;
        const lot = [...tender.lots.values()][Math.floor(Date.now() / 2000) % tender.lots.size]!;
        const amount = String(BigInt(lot.view.best ?? lot.view.ceiling!) - 1100000n);
        const point = { seq: lot.view.seq + 3, at: now(), amount, verdict: 'accepted' };
        lot.points.push(point);
        lot.view = { ...lot.view, best: amount, bids: (lot.view.bids ?? 0) + 1, seq: point.seq };
        say({ type: 'lot', tender: id, lot: lot.view.lot, seq: point.seq, now: now(), view: lot.view });
        say({ type: 'points', tender: id, lot: lot.view.lot, points: [point], events: [], more: false });
      }
    }, 2000);
    socket.on('close', () => clearInterval(beat));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://localhost:${typeof address === 'object' && address ? address.port : port}`;
  return {
    url,
    dropAll,
    stop: () =>
      new Promise((resolve) => {
        dropAll();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
