// A sealed lot on the platform itself, from its publication to the award: what the page seals, the server opens.
// Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Flow, View, World } from '../flow';

async function signedIn(world: World, login: string, to: string, view: View): Promise<Page> {
  const page = await world.person(view);
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.fill('#login', login);
  await page.fill('#password', 'terang-demo');
  await page.click('button[type=submit]');
  await page.waitForURL(`**${to}`);
  return page;
}

/** What the pages ask, asked by one who is signed in there. */
async function ask(page: Page, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await page.evaluate(
    async ([how, where, text]) => {
      const response = await fetch(`/api/v1${where}`, { method: how!, credentials: 'same-origin', headers: { 'content-type': 'application/json' }, ...(text && { body: text }) });
      return { status: response.status, text: await response.text() };
    },
    [method, path, body ? JSON.stringify(body) : ''],
  );
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer.text ? (JSON.parse(answer.text) as Record<string, unknown>) : {};
}

async function seal(page: Page, amount: string): Promise<void> {
  await page.fill('#bid-amount', amount);
  await page.waitForSelector('.bid-bar button[type="submit"]:not([disabled])', { timeout: 60_000 });
  await page.click('.bid-bar button[type="submit"]');
  await page.waitForSelector('dialog[open]');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await page.waitForSelector('.position.leads .sealed-amount');
}

const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString().replace('Z', '000Z');

export const flows: Flow[] = [
  {
    name: 'a sealed lot from publication to award',
    against: 'server',
    run: async (world) => {
      world.expected.push(/status of 401/);
      const officer = await signedIn(world, 'officer', '/desk', { width: 1280, language: 'id' });
      const ayu = await signedIn(world, 'bidder', '/desk', { width: 360, language: 'id' });
      const budi = await signedIn(world, 'bidder2', '/desk', { width: 1280, language: 'en' });
      const look = async (page: Page, name: string): Promise<void> => {
        await world.fits(page);
        await world.axe(page);
        await world.shot(page, `platform-sealed-${name}`);
      };
      const { business } = (await ask(officer, 'GET', '/session')) as unknown as { business: { id: string; name: string } };
      const { id } = (await ask(officer, 'POST', '/tenders', {
        title: 'Kertas tersegel', language: 'id', category: 'goods', buyer: business, description: 'Kertas HVS 80 gram ukuran A4.',
        contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
        schedule: { auction_starts_at: soon(20), auction_ends_at: soon(80) },
        lots: [{
          id: '1', title: 'Kertas A4', estimate: '60000000', items: [{ description: 'Kertas HVS A4 80 gram', quantity: '1000', unit: 'rim' }],
          rules: { type: 'sealed_second_price', tick: '1', ceiling: '60000000', winners: 1, outage: { min_seconds: 5, min_remaining_seconds: 5 } },
        }],
      })) as unknown as { id: string };
      await ask(officer, 'POST', `/tenders/${id}/publish`, {});
      for (const page of [ayu, budi]) {
        await ask(page, 'POST', `/tenders/${id}/participation`, { lots: ['1'] });
        const who = (await ask(page, 'GET', '/session')) as unknown as { business: { id: string } };
        await ask(officer, 'POST', `/tenders/${id}/bidders`, { business: who.business.id, lots: ['1'] });
      }
      await ask(officer, 'POST', `/tenders/${id}/schedule`, {});
      for (const page of [ayu, budi]) {
        await page.goto(`/tender/${id}/bid`);
        await page.waitForSelector('.position');
        await page.waitForSelector('#bid-amount, .card .button.primary');
        if (!(await page.$('#bid-amount'))) await page.click('.card .button.primary');
        await page.waitForSelector('#bid-amount');
      }
      await seal(ayu, '52000000');
      await look(ayu, 'recorded-360');
      await seal(budi, '54000000');
      await seal(ayu, '51000000');
      await ayu.waitForFunction(() => /51\.000\.000/.test(document.querySelector('.sealed-amount')?.textContent ?? ''));
      await officer.goto(`/manage/${id}/auction`);
      await officer.waitForSelector('.cockpit-lot .notice.info');
      await look(officer, 'cockpit');
      assert.doesNotMatch((await officer.textContent('body'))!, /5[124]\.000\.000/);
      await ayu.waitForSelector('.bid-format table', { timeout: 90_000 });
      await budi.waitForSelector('.bid-format table');
      // The second price: the lowest wins and is paid what the next one asked.
      assert.match((await ayu.textContent('.bid-format'))!, /51\.000\.000[^]*54\.000\.000/);
      await look(ayu, 'opened-360');
      await look(budi, 'opened-1280');
      await officer.goto(`/manage/${id}/award`);
      await officer.waitForSelector('input[type=radio]');
      assert.match((await officer.textContent('main'))!, /54\.000\.000/);
      await look(officer, 'award');
      await officer.click('.buttons .button.primary');
      await officer.waitForSelector('dialog[open]');
      await officer.fill('#reason', 'Penawaran tersegel terendah, dibayar harga kedua.');
      await officer.click('dialog[open] .dialog-actions .button:first-child');
      await officer.waitForSelector('dialog[open] .notice.good');
      await ayu.waitForSelector('.notice.good:has-text("54.000.000")');
      await look(ayu, 'awarded-360');
      const { offers } = (await ask(ayu, 'GET', `/tenders/${id}/my-bids`)) as unknown as { offers: { seq: number; verdict: string }[] };
      assert.deepEqual(offers.map(({ verdict }) => verdict), ['accepted', 'accepted']);
      assert.equal((await ayu.request.get(`/api/v1/receipts/${offers[0]!.seq}`)).status(), 200);
    },
  },
];
