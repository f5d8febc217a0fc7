// The signed-in roles on the platform itself: a tender from an empty page to its award, with two businesses bidding.
// Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Flow } from '../flow';
import { confirmed, signedIn } from '../platform_person';

const reason = 'Dipastikan setelah lelang latihan berjalan sesuai aturan.';

/** What a clock on the wall of Jakarta shows so many seconds from now, as a datetime-local control writes it: a full
 * minute has no seconds (HTML, "normalised local date and time"), and Playwright refuses any other spelling. */
const wall = (seconds: number): string =>
  new Date(Date.now() + (7 * 3600 + seconds) * 1000).toISOString().slice(0, 19).replace(/:00$/, '');

async function readyToBid(page: Page): Promise<void> {
  await page.waitForSelector('.position');
  await page.waitForSelector('#bid-amount, .card .button.primary');
  if (!(await page.$('#bid-amount'))) await page.click('.card .button.primary');
  await page.waitForSelector('#bid-amount');
}

async function bidLowest(page: Page): Promise<void> {
  await page.waitForSelector('.quick button');
  await page.click('.quick button:first-child');
  await page.click('.bid-bar button[type=submit]');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await page.waitForSelector('.receipt');
}

export const flows: Flow[] = [
  {
    name: 'a tender from draft to award, in three roles',
    against: 'server',
    run: async (world) => {
      world.expected.push(/status of 401/);
      const officer = await signedIn(world, 'officer', '/manage/new', { width: 1280, language: 'id' });
      const look = async (page: Page, name: string): Promise<void> => {
        await world.fits(page);
        await world.axe(page);
        await world.shot(page, `platform-${name}`);
      };
      await officer.fill('#title', 'Kertas HVS untuk kantor kelurahan');
      await officer.click('button[type=submit]');
      await officer.waitForURL('**/edit');
      const id = /manage\/(\w+)\//.exec(officer.url())![1]!;
      await officer.fill('#at-description', 'Kertas HVS 80 gram ukuran A4 untuk dua belas kantor kelurahan, diantar dalam tujuh hari.');
      await officer.fill('#at-contact-name', 'Sri Contoh');
      await officer.fill('#at-contact-email', 'sri@contoh.example');
      await officer.click('.editor-save .button.primary');
      await officer.waitForSelector('#at-schedule-auction-starts-at');
      await officer.click('.task-list li:nth-child(4) button');
      await officer.fill('#at-lots-0-title', 'Kertas A4');
      await officer.fill('#at-lots-0-items-0-description', 'Kertas HVS A4 80 gram');
      await officer.fill('#at-lots-0-items-0-quantity', '1.000');
      await officer.fill('#at-lots-0-items-0-unit', 'rim');
      await officer.fill('#at-lots-0-items-0-unit-estimate', '60000');
      await officer.click('.editor-body > p .button');
      await officer.click('.rules-editor .button:has-text("Pakai perkiraan")');
      await officer.click('.task-list li:nth-child(2) button');
      // No soft close within the time that a test has: the auction begins soon and is short.
      await officer.fill('#at-schedule-auction-starts-at', wall(110));
      await officer.fill('#at-schedule-auction-ends-at', wall(250));
      await officer.click('.task-list li:nth-child(4) button');
      await officer.click('.rules-editor details summary');
      await officer.uncheck('#at-lots-0-rules-soft-close');
      await officer.click('.task-list li:last-child button');
      await officer.waitForSelector('.notice.good');
      await look(officer, 'check');
      await officer.click('.notice.good .button.primary');
      await officer.waitForSelector('dialog[open]');
      await confirmed(officer);
      await officer.waitForURL(`**/manage/${id}`);

      // One business asks, the other is invited.
      const ayu = await signedIn(world, 'bidder', `/tender/${id}/take-part`, { width: 360, language: 'id' });
      await ayu.waitForSelector('form');
      await ayu.click('form button[type=submit]');
      await ayu.waitForSelector('.notice.good');
      await officer.waitForSelector('#participants .row-list .button.primary');
      await officer.click('#participants .row-list .button.primary');
      await officer.waitForSelector('dialog[open]');
      await confirmed(officer);
      await officer.fill('input[type=search]', 'karya');
      await officer.click('#participants .row-list .button:has-text("Pilih")');
      await officer.waitForSelector('dialog[open]');
      await confirmed(officer);
      await officer.waitForFunction(() => document.querySelectorAll('#participants .row-list li').length >= 2);
      await look(officer, 'manage');
      await officer.getByRole('button', { name: 'Pastikan lelang' }).last().click();
      await officer.waitForSelector('dialog[open]');
      await confirmed(officer);

      const budi = await signedIn(world, 'bidder2', `/tender/${id}/bid`, { width: 1280, language: 'en' });
      await ayu.goto(`/tender/${id}/bid`);
      await readyToBid(budi);
      await readyToBid(ayu);
      await officer.goto(`/manage/${id}/auction`);
      await ayu.waitForSelector('.clock.live', { timeout: 180_000 });
      await bidLowest(ayu);
      await ayu.waitForSelector('.position.leads');
      await look(ayu, 'bid-leads-360');
      await budi.waitForFunction(() => /60,000,000/.test(document.querySelector('.position')?.textContent ?? ''));
      await bidLowest(budi);
      await budi.waitForSelector('.position.leads');
      await ayu.waitForSelector('.position.behind');
      await look(ayu, 'bid-outbid-360');
      await look(budi, 'bid-leads-1280');
      await officer.locator('.cockpit-lot .chart').scrollIntoViewIfNeeded();
      await officer.waitForSelector('.cockpit-lot .chart canvas');
      await look(officer, 'cockpit');

      // Pause stops the clock for everybody.
      await officer.getByRole('button', { name: /^Jeda$/ }).click();
      await officer.fill('#reason', 'Latihan menghentikan jam lelang.');
      await confirmed(officer);
      await ayu.waitForSelector('.clock.paused');
      await officer.getByRole('button', { name: /^Lanjutkan$/ }).click();
      await officer.fill('#reason', 'Latihan selesai, lelang dilanjutkan.');
      await confirmed(officer);
      await ayu.waitForSelector('.clock.live');
      await ayu.waitForSelector('.clock.closed', { timeout: 240_000 });
      await look(budi, 'bid-closed-1280');

      await officer.waitForSelector('.notice.good a');
      await officer.click('.notice.good a');
      await officer.waitForURL('**/award');
      await officer.waitForSelector('input[type=radio]');
      await look(officer, 'award');
      await officer.click('.buttons .button.primary');
      await officer.waitForSelector('dialog[open]');
      await officer.fill('#reason', reason);
      await confirmed(officer);
      await officer.waitForURL(`**/manage/${id}`);
      await budi.waitForSelector('.notice.good:has-text("awarded")');
      await look(budi, 'bid-awarded-1280');

      // The receipts are there, and the auditor may take the whole record.
      const receipts = await budi.request.get(`/api/v1/tenders/${id}/my-bids`);
      const { bids } = (await receipts.json()) as { bids: { seq: number; verdict: string }[] };
      assert.ok(bids.some(({ verdict }) => verdict === 'accepted'));
      assert.equal((await budi.request.get(`/api/v1/receipts/${bids[0]!.seq}`)).status(), 200);
      const auditor = await signedIn(world, 'auditor', '/desk', { width: 360, language: 'en' });
      await auditor.waitForSelector(`a[href="/api/v1/tenders/${id}/bundle"]`);
      await look(auditor, 'desk-auditor-360');
      assert.equal((await auditor.request.get(`/api/v1/tenders/${id}/bundle`)).status(), 200);
    },
  },
];
