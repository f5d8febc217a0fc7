// The other forms of the formats that platform_formats.ts plays, on the platform itself: a framework of two whose bidders see
// their rank alone, sealed first price, energy-performance contracts, costs of a life and of quality in turns, and units shared
// in proportion at their own prices. Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Flow, World } from '../flow';
import { over, receipt, sendAmount, sendSchedule, shows, tabs } from '../platform_lots';
import { award, castOf, must, seal, soon, tried, verified } from '../platform_person';

const outage = { min_seconds: 5, min_remaining_seconds: 10 };
const lotRules = (slower: number): object[] => {
  const turns = { rounds: 1, opening_pause_seconds: 4, turn_seconds: 18 * slower, pause_seconds: 4, pre_announcement_seconds: 2, outage };
  return [
    { tick: '1', ceiling: '1000000', winners: 2, min_winners: 2, decrement: { own: { amount: '10000' } }, visibility: 'rank_only', outage },
    { type: 'sealed_first_price', tick: '1', ceiling: '60000000', winners: 1, outage },
    { type: 'stepped_rounds', ...turns, esco: { notice: '2026-10-03', discount_percent: '22', step_percent: '0.6', share: { at_least: '0.8', at_most: '1' } } },
    { type: 'stepped_rounds', ...turns, tick: '1', ceiling: '1000000', step: '10000' },
    { type: 'supply_schedule', tick: '1', ceiling: '15000', demand: { units: 100, unit: 'ton' }, pricing: 'pay_as_bid', margin: { rule: 'pro_rata' }, visibility: 'own_award', outage },
  ];
};
const lasts = (slower: number): number => 48 * slower;
const names = ['Kerangka dua penyedia', 'Kertas tersegel', 'Kontrak kinerja energi', 'Biaya daur hidup', 'Garam sebanding'];

async function ranks(ayu: Page, budi: Page): Promise<void> {
  await sendAmount(ayu, '900000');
  await receipt(ayu);
  await sendAmount(budi, '873000');
  await receipt(budi);
  await ayu.waitForSelector('.position.behind, .position:has-text("2")');
  assert.doesNotMatch((await ayu.textContent('main'))!.replace(/[.,\s]/g, ''), /873000/, 'a rank tells no price');
  await Promise.all([over(ayu), over(budi)]);
}

async function sealed(ayu: Page, budi: Page): Promise<void> {
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.clock.live')));
  await Promise.all([seal(ayu, '52000000'), seal(budi, '54000000')]);
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.bid-format table')));
}

async function contract(page: Page, share: string, years: string): Promise<void> {
  await page.waitForSelector('.contract-form');
  await page.fill('#contract-share', share);
  await page.fill('#contract-years', years);
  await page.fill('#contract-0', '400');
  await page.fill('#contract-1', '900');
  await page.click('.contract-years > .button');
  await page.waitForSelector('.contract-form details');
  await page.waitForSelector('.contract-form button[type=submit]:not([disabled])');
  await page.click('.contract-form button[type=submit]');
  await page.click('dialog[open] .button.primary');
  await receipt(page);
}

async function lifeCosts(ayu: Page, budi: Page): Promise<void> {
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.turn-table tbody tr:nth-child(2)')));
  await Promise.all([over(ayu), over(budi)]);
}

async function supply(ayu: Page, budi: Page): Promise<void> {
  await Promise.all([sendSchedule(ayu, '10000', '60'), sendSchedule(budi, '10000', '90')]);
  // 100 units among 60 and 90 of one price: 40 and 60.
  await shows(ayu, '.position-words', '40ton');
  await shows(budi, '.position-words', '60ton');
  await Promise.all([over(ayu), over(budi)]);
}

async function play(world: World, slower: number): Promise<void> {
  const { officer, ayu, budi, look } = await castOf(world, 'variants');
  const { business: buyer } = await must(officer, 'GET', '/api/v1/session');
  const document = (starts: number): Record<string, unknown> => ({
    title: 'Bentuk lain tiap format', description: 'Lima lot latihan dalam bentuk lain dari formatnya.', language: 'id', buyer, category: 'goods',
    contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
    schedule: { auction_starts_at: soon(starts), auction_ends_at: soon(starts + lasts(slower)) },
    lots: lotRules(slower).map((rules, n) => ({ id: String(n + 1), title: names[n], items: [{ description: 'Barang latihan', quantity: n === 4 ? '100' : '1', unit: n === 4 ? 'ton' : 'paket' }], estimate: '1000000', rules })),
  });
  const { id } = (await must(officer, 'POST', '/api/v1/tenders', document(3600))) as { id: string };
  const tender = `/api/v1/tenders/${id}`;
  await must(officer, 'POST', `${tender}/publish`, {});
  for (const [page, adjustment] of [[ayu, { life_cycle: ['60000', '40000'] }], [budi, { quality: [{ value: '0.1', largest: '0.15' }] }]] as const) {
    const { business } = (await must(page, 'GET', '/api/v1/session')) as { business: { id: string } };
    await must(officer, 'POST', `${tender}/bidders`, { business: business.id, lots: ['1', '2', '3', '5'] });
    await must(officer, 'POST', `${tender}/bidders`, { business: business.id, lots: ['4'], adjustment });
    await page.goto(`/tender/${id}/bid`);
  }
  const [hers, his] = await Promise.all([tabs(ayu, id, names, lasts(slower)), tabs(budi, id, names, lasts(slower))]);

  // The clock is set once everybody is ready, so that it waits for nobody.
  const { document: published } = ((await must(officer, 'GET', tender)) as { tender: { document: Record<string, unknown> } }).tender;
  await must(officer, 'POST', `${tender}/addenda`, { document: { ...published, schedule: document(40 * slower).schedule }, reason: 'Jadwal latihan dipastikan setelah semua siap.' });
  await must(officer, 'POST', `${tender}/schedule`);
  await Promise.all([contract(hers[2]!, '85', '12'), contract(his[2]!, '86', '13'), sendAmount(hers[3]!, '900000'), sendAmount(his[3]!, '980000')]);
  await look(hers[2]!, 'contract-360');
  await Promise.all([
    ranks(hers[0]!, his[0]!),
    sealed(hers[1]!, his[1]!),
    Promise.all([over(hers[2]!), over(his[2]!)]),
    lifeCosts(hers[3]!, his[3]!),
    supply(hers[4]!, his[4]!),
  ]);
  await look(hers[0]!, 'framework-closed-360');
  await look(his[2]!, 'contract-closed-1280');

  await officer.waitForFunction((path) => fetch(path).then((answer) => answer.json()).then(({ tender: view }) => view.state === 'closed'), tender, { polling: 500 });
  await officer.goto(`/manage/${id}/award`);
  await officer.waitForSelector('input[type=radio]');
  await look(officer, 'award-1280');
  await award(officer, id, 'Ditetapkan sesuai hasil lelang latihan bentuk lain.');
  const { lots } = ((await must(ayu, 'GET', tender)) as { tender: { award: { lots: { amount: string; winners?: { amount: string }[] }[] } } }).tender.award;
  assert.deepEqual(lots[0]!.winners?.map(({ amount }) => amount), ['873000', '900000'], 'each at his own price');
  assert.equal(lots[1]!.amount, '52000000');
  // 900,000 and 100,000 of costs beside 980,000 by a coefficient of 1 + 0.1 / 0.85.
  assert.equal(lots[3]!.amount, '980000');
  assert.equal(lots[4]!.winners?.length, 2);
  await his[4]!.waitForSelector('.notice.good:has-text("awarded")');
  await look(his[4]!, 'pro-rata-awarded-1280');
  await verified(world, id, look);
}

export const flows: Flow[] = [{ name: 'every other form of the formats in one tender, to the award and its verification', against: 'server', whenNamed: true, run: (world) => tried(world, play) }];
