import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenderDocument, TenderView } from '../../api/views';
import { nextDeadline } from './tender_deadline';
import { rulesOf, shareSentences, stepsOf, totalEstimate } from './tender_facts';

const [start, end] = ['2026-12-01T03:00:00.000000Z', '2026-12-01T04:00:00.000000Z'];
const document: TenderDocument = {
  title: 'T', description: 'D', buyer: { id: 'b', name: 'B' }, category: 'goods', time_zone: 'Asia/Jakarta', currency: 'IDR',
  schedule: { auction_starts_at: start, auction_ends_at: end },
  lots: [
    { id: '1', title: 'A', items: [], estimate: '100.50', rules: {}, has_reserve: true },
    { id: '2', title: 'B', items: [], estimate: '200', rules: { starts_at: '2026-12-01T05:00:00.000000Z' } },
  ],
};
const view = (state: TenderView['state'], more: Partial<TenderView> = {}): TenderView => ({
  id: 't', state, seq: 1, document, published_at: '2026-11-20T00:00:00.000000Z', addenda: [],
  schedule: { auction_starts_at: start, auction_ends_at: end, confirmed: true }, admitted: 0,
  lots: [
    { lot: '1', title: 'A', phase: 'live', estimate: null, starts_at: start, ends_at: '2026-12-01T04:10:00.000000Z' },
    { lot: '2', title: 'B', phase: 'live', estimate: null, starts_at: start, ends_at: end },
  ],
  award: null, bidders: [], cancelled: null, ...more,
});

test('the document fills what a lot does not say', () => {
  assert.equal(rulesOf(document.lots[0]!, document).starts_at, start);
  assert.equal(rulesOf(document.lots[0]!, document).has_reserve, true);
  assert.equal(rulesOf(document.lots[1]!, document).starts_at, '2026-12-01T05:00:00.000000Z');
  assert.equal(totalEstimate(document), '300.50');
  assert.equal(totalEstimate({ ...document, lots: [{ ...document.lots[0]!, estimate: null }] }), undefined);
});

test('what lots share is said once', () => {
  const a = { topic: 'time', text: 'same' } as const;
  const b = { topic: 'price', text: 'only one' } as const;
  assert.deepEqual(shareSentences([[a, b], [a]]), { shared: [a], own: [[b], []] });
});

test('the next deadline', () => {
  assert.deepEqual(nextDeadline(view('scheduled'), 0), { what: 'starts', at: start });
  assert.deepEqual(nextDeadline(view('live'), 0), { what: 'ends', at: end });
  assert.equal(nextDeadline(view('published'), Date.parse(end)), undefined);
  assert.equal(nextDeadline(view('awarded'), 0), undefined);
});

test('the timeline tells what happened and what comes', () => {
  const names = (of: TenderView): string => stepsOf(of).map((step) => `${step.name}:${step.state}`).join(' ');
  assert.equal(names(view('published')), 'published:now starts:next ends:next award:next');
  assert.equal(names(view('live')), 'published:past started:now ends:next award:next');
  assert.equal(names(view('paused')), 'published:past started:past paused:now ends:next award:next');
  assert.equal(names(view('closed')), 'published:past started:past ended:now award:next');
  assert.equal(names(view('awarded', { award: { at: end, reason: 'r', lots: [] } })), 'published:past started:past ended:past awarded:now');
  assert.equal(names(view('cancelled', { cancelled: { at: start, reason: 'r' } })), 'published:past cancelled:problem');
  assert.equal(stepsOf(view('closed')).find((step) => step.name === 'ended')!.at, '2026-12-01T04:10:00.000000Z');
});
