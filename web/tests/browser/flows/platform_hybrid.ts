// A hybrid lot on the platform itself: prices sealed by the pages, opened by the server, the best two bid on live to the
// award; and everybody may check it. Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Flow, World } from '../flow';
import { award, castOf, invite, must, seal, soon, toBid, tried, verified } from '../platform_person';

async function bid(page: Page, amount: string): Promise<void> {
  await page.fill('#bid-amount', amount);
  await page.click('.bid-bar button[type=submit]:not([disabled])');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await page.waitForSelector('.receipt:not(.refused)');
}


async function play(world: World, slower: number): Promise<void> {
  const { officer, ayu, budi, look } = await castOf(world, 'hybrid');
  const { business } = (await must(officer, 'GET', '/api/v1/session')) as unknown as { business: { id: string; name: string } };
  const sealed = 60 * slower, opening = 20, live = 45 * slower;
  const begins = 15;
  const { id } = (await must(officer, 'POST', '/api/v1/tenders', {
    title: 'Obat tersegel lalu terbuka', language: 'id', category: 'goods', buyer: business, description: 'Putaran tersegel, lalu dua terbaik menawar terbuka.',
    contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
    schedule: { auction_starts_at: soon(begins), auction_ends_at: soon(begins + sealed + opening + live) },
    lots: [{
      id: '1', title: 'Obat generik', estimate: '60000000', items: [{ description: 'Obat generik', quantity: '1000', unit: 'kotak' }],
      rules: {
        type: 'hybrid', tick: '1', ceiling: '60000000', sealed_seconds: sealed, opening_seconds: opening, best: 2, outage: { min_seconds: 5, min_remaining_seconds: 5 },
        live: { decrement: { own: { amount: '100000' } }, visibility: 'leader_price_and_rank', ties: 'earlier_wins' },
      },
    }],
  })) as unknown as { id: string };
  await must(officer, 'POST', `/api/v1/tenders/${id}/publish`, {});
  await invite(officer, id, [ayu, budi]);
  await Promise.all([ayu, budi].map((page) => toBid(page, id, '#bid-amount')));

  await Promise.all([seal(ayu, '52000000'), seal(budi, '50000000')]);
  await officer.goto(`/manage/${id}/auction`);
  await officer.waitForSelector('.cockpit-lot .notice.info');
  assert.doesNotMatch((await officer.textContent('body'))!, /5[02]\.000\.000/, 'nobody sees that anyone has bid');
  await look(ayu, 'sealed-360');

  // Opened, both go on at what they had sealed.
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.bid-main .notice.good', { timeout: (sealed + opening) * 1000 + 30_000 })));
  assert.match((await ayu.textContent('.bid-main'))!, /50\.000\.000/);
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.clock.live', { timeout: 90_000 })));
  await bid(ayu, '49000000');
  await ayu.waitForSelector('.position.leads');
  await budi.waitForSelector('.position.behind');
  await bid(budi, '48500000');
  await budi.waitForSelector('.position.leads');
  await look(ayu, 'live-360');
  await officer.waitForFunction(() => /48\.500\.000/.test(document.querySelector('.cockpit-lot')?.textContent ?? ''));
  await look(officer, 'cockpit');
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.clock.closed', { timeout: live * 1000 + 60_000 })));
  await look(budi, 'closed-1280');

  await officer.goto(`/manage/${id}/award`);
  await officer.waitForSelector('input[type=radio]');
  assert.match((await officer.textContent('main'))!, /48\.500\.000/);
  await look(officer, 'award');
  await award(officer, id, 'Harga terendah putaran terbuka di antara dua terbaik.');
  await budi.waitForSelector('.notice.good:has-text("48,500,000")');
  const said = await verified(world, id, look);
  assert.match(said, /4 bids[^]*2 sealed bids opened again/);
}

export const flows: Flow[] = [
  { name: 'a hybrid lot from publication to award and its verification', against: 'server', whenNamed: true, run: (world) => tried(world, play) },
];
