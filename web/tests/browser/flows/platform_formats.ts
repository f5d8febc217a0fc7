// Every format that is played live, on the platform itself: one tender of five lots, two businesses, to the award; and what
// everybody may then check of it. Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Flow, World } from '../flow';
import { over, receipt, sendAmount, sendSchedule, shows, tabs } from '../platform_lots';
import { award, confirmed, must, signedIn, tried, verified } from '../platform_person';

const reason = 'Ditetapkan sesuai hasil lelang latihan semua format.';
const outage = { min_seconds: 5, min_remaining_seconds: 10 };
/** Their clocks at a pace. */
const lotRules = (slower: number): object[] => [
  { type: 'dutch_reverse', tick: '1', ceiling: '1000000', start: '600000', step: '50000', interval_seconds: 8 * slower, highest: '850000', outage },
  { type: 'japanese_reverse', tick: '1', ceiling: '1000000', start: '1000000', step: '50000', interval_seconds: 14 * slower, floor: '900000', silence: 'stays', outage },
  { type: 'stepped_rounds', tick: '1', ceiling: '1000000', rounds: 1, opening_pause_seconds: 4, turn_seconds: 18 * slower, pause_seconds: 4, pre_announcement_seconds: 2, step: '10000', outage },
  { type: 'supply_schedule', tick: '1', ceiling: '15000', demand: { units: 100, unit: 'ton' }, pricing: 'uniform_highest_accepted', margin: { rule: 'time_priority' }, visibility: 'price_and_own_award', outage },
  { tick: '1', ceiling: '1000000', decrement: { leader: { amount: '10000' } }, proxy: true, visibility: 'leader_price_and_rank', ties: 'earlier_wins', outage },
];
/** The longest of them: six prices. */
const lasts = (slower: number): number => 48 * slower;
const names = ['Belanda', 'Jepang', 'Babak bergiliran', 'Beras bertahap', 'Terbuka dengan batas'];

/** The tender's document, its auction from `starts` on. */
function documentOf(buyer: unknown, starts: number, slower: number): Record<string, unknown> {
  const time = (at: number): string => new Date(at).toISOString();
  return {
    title: 'Semua format dalam satu tender', description: 'Lima lot latihan, masing-masing dengan format lelangnya sendiri.', language: 'id', buyer, category: 'goods',
    contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
    schedule: { auction_starts_at: time(starts), auction_ends_at: time(starts + lasts(slower) * 1000) },
    lots: lotRules(slower).map((rules, n) => ({ id: String(n + 1), title: names[n], items: [{ description: 'Barang latihan', quantity: n === 3 ? '100' : '1', unit: n === 3 ? 'ton' : 'paket' }], estimate: '1000000', rules })),
  };
}

async function dutch(ayu: Page, budi: Page): Promise<void> {
  // A later price is as good: what decides is the clock's, and the award says which it was.
  await ayu.waitForFunction(() => /(650|[78][05]0)[.,]000/.test(document.querySelector('.price-clock-price')?.textContent ?? ''));
  await ayu.click('.bid-bar .button.primary');
  await ayu.click('dialog[open] .dialog-actions .button.primary');
  await receipt(ayu);
  await Promise.all([over(ayu), over(budi)]);
  await budi.waitForSelector('.bid-format .notice');
}

async function japanese(ayu: Page, budi: Page): Promise<void> {
  await Promise.all([ayu, budi].map(async (page) => {
    await page.waitForSelector('.bid-bar .button.primary:not([disabled])');
    await page.click('.bid-bar .button.primary');
    await page.waitForSelector('.position.leads');
  }));
  // At the next price one leaves; who is silent stays.
  await budi.waitForFunction(() => /9[05]0[.,]000/.test(document.querySelector('.price-clock-price')?.textContent ?? ''));
  await budi.click('.bid-bar .button:not(.primary)');
  await budi.click('dialog[open] .button.danger');
  await budi.waitForSelector('.position.out');
  await Promise.all([over(ayu), over(budi)]);
}

async function initialOffers(ayu: Page, budi: Page): Promise<void> {
  await Promise.all([sendAmount(ayu, '950000'), sendAmount(budi, '900000')]);
  await Promise.all([receipt(ayu), receipt(budi)]);
}

/** The worst by the evaluated price has the first turn; the other is silent in his. */
async function stepped(ayu: Page, budi: Page, look: (page: Page, name: string) => Promise<void>): Promise<void> {
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.turn-table tbody tr:nth-child(2)')));
  await budi.waitForSelector('.turn-clock.mine');
  await sendAmount(budi, '800000');
  await shows(budi, '.position', '800000');
  assert.doesNotMatch((await ayu.textContent('main'))!.replace(/[.,\s]/g, ''), /800000/, 'a change is nobody else’s before the turn is over');
  await ayu.waitForSelector('.turn-clock.mine');
  await shows(ayu, '.turn-table', '800000');
  await look(ayu, 'stepped-360');
  await Promise.all([over(ayu), over(budi)]);
}

async function supply(ayu: Page, budi: Page): Promise<void> {
  await Promise.all([sendSchedule(ayu, '10000', '60'), sendSchedule(budi, '12000', '80')]);
  await shows(ayu, '.position-words', '60ton');
  await shows(budi, '.position-words', '40ton');
  await Promise.all([over(ayu), over(budi)]);
}

async function proxy(ayu: Page, budi: Page, look: (page: Page, name: string) => Promise<void>): Promise<void> {
  await ayu.waitForSelector('.proxy-card button[type=submit]:not([disabled])');
  await ayu.fill('#proxy-floor', '700000');
  await ayu.click('.proxy-card button[type=submit]');
  await ayu.click('dialog[open] .dialog-actions .button.primary');
  await ayu.waitForSelector('.proxy-stands');
  await ayu.waitForSelector('.position.leads');
  await shows(budi, '.position', '1000000');
  await sendAmount(budi, '900000');
  await receipt(budi);
  // Answered at once, although nobody touched anything.
  await budi.waitForSelector('.position.behind');
  await shows(budi, '.position', '890000');
  assert.doesNotMatch((await budi.textContent('main'))!.replace(/[.,\s]/g, ''), /700000/, 'the floor is its bidder’s alone');
  await ayu.waitForSelector('.position.leads');
  await look(ayu, 'proxy-360');
  await Promise.all([over(ayu), over(budi)]);
}

async function play(world: World, slower: number): Promise<void> {
  world.expected.push(/status of 401/);
  const look = async (page: Page, name: string): Promise<void> => {
    await world.fits(page);
    await world.axe(page);
    await world.shot(page, `platform-formats-${name}`);
  };
  const officer = await signedIn(world, 'officer', '/manage/new', { width: 1280, language: 'id' });
  await officer.fill('#title', 'Semua format dalam satu tender');
  await officer.click('button[type=submit]');
  await officer.waitForURL('**/edit');
  const id = /manage\/(\w+)\//.exec(officer.url())![1]!;
  const tender = `/api/v1/tenders/${id}`;
  const draft = (await must(officer, 'GET', `${tender}/draft`)) as { version: number; document: { buyer: unknown } };
  const { buyer } = draft.document;
  await must(officer, 'PUT', `${tender}/draft?version=${draft.version}`, documentOf(buyer, Date.now() + 3600_000, slower));
  await officer.goto(`/manage/${id}/edit?step=check`);
  await officer.waitForSelector('.notice.good');
  await officer.click('.notice.good .button.primary');
  await officer.waitForSelector('dialog[open]');
  await confirmed(officer);
  await officer.waitForURL(`**/manage/${id}`);

  const [ayu, budi] = await Promise.all([
    signedIn(world, 'bidder', '/desk', { width: 360, language: 'id' }),
    signedIn(world, 'bidder2', '/desk', { width: 1280, language: 'en' }),
  ]);
  for (const [page, adjustment] of [[ayu, { factor: '0.9' }], [budi, undefined]] as const) {
    const { business } = (await must(page, 'GET', '/api/v1/session')) as { business: { id: string } };
    await must(officer, 'POST', `${tender}/bidders`, { business: business.id, lots: ['1', '2', '4', '5'] });
    await must(officer, 'POST', `${tender}/bidders`, { business: business.id, lots: ['3'], ...(adjustment && { adjustment }) });
    await page.goto(`/tender/${id}/bid`);
  }
  const [hers, his] = await Promise.all([tabs(ayu, id, names, lasts(slower)), tabs(budi, id, names, lasts(slower))]);

  // The clock is set once everybody is ready, so that it waits for nobody.
  const { document } = ((await must(officer, 'GET', tender)) as { tender: { document: Record<string, unknown> } }).tender;
  const starts = Date.now() + 20_000 * slower;
  await must(officer, 'POST', `${tender}/addenda`, { document: { ...document, schedule: documentOf(buyer, starts, slower).schedule }, reason: 'Jadwal latihan dipastikan setelah semua siap.' });
  await must(officer, 'POST', `${tender}/schedule`);
  await initialOffers(hers[2]!, his[2]!);
  await look(hers[2]!, 'stepped-initial-360');
  await Promise.all([
    dutch(hers[0]!, his[0]!),
    japanese(hers[1]!, his[1]!),
    stepped(hers[2]!, his[2]!, look),
    supply(hers[3]!, his[3]!),
    proxy(hers[4]!, his[4]!, look),
  ]);
  await look(his[3]!, 'supply-closed-1280');

  // Several winners and their parts are seen before they are awarded.
  await officer.waitForFunction((path) => fetch(path).then((answer) => answer.json()).then(({ tender: view }) => view.state === 'closed'), tender, { polling: 500 });
  await officer.goto(`/manage/${id}/award`);
  await officer.waitForSelector('input[type=radio]');
  const section = officer.locator('section', { has: officer.locator('h2', { hasText: 'Beras' }) }).first();
  assert.match((await section.textContent())!.replace(/[.\s]/g, ''), /720000.*480000.*1200000/, 'uniform price: 60 and 40 tons at 12,000');
  await look(officer, 'award-1280');
  await award(officer, id, reason);
  const { lots } = ((await must(ayu, 'GET', tender)) as { tender: { award: { lots: { amount: string; winners?: unknown[] }[] } } }).tender.award;
  // Where a clock decides, a click that came late has the next price.
  assert.ok(['650000', '700000', '750000', '800000', '850000'].includes(lots[0]!.amount) && ['950000', '900000'].includes(lots[1]!.amount));
  assert.deepEqual(lots.slice(2).map(({ amount }) => amount), ['800000', '720000', '890000']);
  assert.equal(lots[3]!.winners?.length, 2);
  await his[3]!.waitForSelector('.notice.good:has-text("awarded")');

  // What was said beside amounts is among one's bids, with its receipt.
  await ayu.goto(`/tender/${id}/my-bids`);
  await ayu.waitForSelector('table');
  const said = (await ayu.textContent('table'))!;
  assert.match(said, /60 satuan dalam 1 langkah/);
  assert.match(said, /Penawaran otomatis sampai/);
  assert.match(said, /1\.000\.000[^]*dibuat oleh batas Anda/, 'what her floor bid is there too');
  await look(ayu, 'my-bids-360');

  // The history is drawn once it is looked at.
  await hers[4]!.waitForFunction(() => {
    scrollTo(0, window.document.body.scrollHeight);
    return [...window.document.querySelectorAll('.pill')].some(({ textContent }) => textContent?.includes('dibuat oleh batas Anda'));
  });
  await look(hers[4]!, 'proxy-closed-360');
  await verified(world, id, look);
}

export const flows: Flow[] = [{ name: 'every format in one tender, to the award and its verification', against: 'server', whenNamed: true, run: (world) => tried(world, play) }];
