// A package lot on the platform itself: two businesses put packages together, the solver finds the cheapest award, the
// officer compares and confirms it. Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Flow } from '../flow';
import { award, castOf, invite, must, soon, toBid, verified } from '../platform_person';

async function offer(page: Page, parts: string[], price: string): Promise<void> {
  await page.waitForSelector('.package-parts');
  for (const part of parts) await page.locator('.package-part', { hasText: part }).locator('input[type=checkbox]').check();
  await page.fill('#package-price', price);
  await page.click('.bid-format .button.primary');
  await page.click('dialog[open] .button.primary');
  await page.waitForSelector('.receipt:not(.refused)');
  await page.waitForSelector('.package-own');
}

export const flows: Flow[] = [
  {
    name: 'a package lot from publication to award',
    against: 'server',
    whenNamed: true,
    run: async (world) => {
      const { officer, ayu, budi, look } = await castOf(world, 'packages');
      const { business } = (await must(officer, 'GET', '/api/v1/session')) as unknown as { business: { id: string; name: string } };
      const { id } = (await must(officer, 'POST', '/api/v1/tenders', {
        title: 'Jalan dan jembatan desa', language: 'id', category: 'works', buyer: business, description: 'Tiga pekerjaan yang dapat dimenangkan bersama.',
        contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
        schedule: { auction_starts_at: soon(20), auction_ends_at: soon(75) },
        lots: [{
          id: '1', title: 'Pekerjaan desa', estimate: '3000000000', items: [{ description: 'Pekerjaan desa', quantity: '1', unit: 'paket' }],
          rules: {
            type: 'package', ceiling: '3000000000', max_bids: 3, time_limit_seconds: 10,
            parts: [{ id: 'jalan', title: 'Jalan desa' }, { id: 'jembatan', title: 'Jembatan' }, { id: 'lampu', title: 'Lampu jalan' }],
            scenarios: [{ name: 'Dua penyedia', constraints: [{ kind: 'winners', at_least: 2 }] }],
          },
        }],
      })) as unknown as { id: string };
      await must(officer, 'POST', `/api/v1/tenders/${id}/publish`, {});
      await invite(officer, id, [ayu, budi]);
      await Promise.all([ayu, budi].map((page) => toBid(page, id, '.bid-format .package-parts')));
      await Promise.all([ayu, budi].map((page) => page.waitForSelector('.clock.live', { timeout: 60_000 })));
      await offer(ayu, ['Jalan desa', 'Jembatan', 'Lampu jalan'], '2000000000');
      await look(ayu, 'own-360');
      await offer(budi, ['Jalan desa', 'Jembatan'], '1500000000');
      await officer.goto(`/manage/${id}/auction`);
      await officer.waitForSelector('.cockpit-lot');
      assert.doesNotMatch((await officer.textContent('body'))!, /2\.000\.000\.000|1\.500\.000\.000/, 'nobody else sees a package before the close');
      // All three parts at 2,000 millions are the only award that covers them.
      await officer.waitForFunction(() => /2\.000\.000\.000/.test(document.querySelector('.cockpit-lot')?.textContent ?? ''), undefined, { timeout: 120_000 });
      await look(officer, 'solution');
      await officer.goto(`/manage/${id}/award`);
      await officer.waitForSelector('input[type=radio]');
      await look(officer, 'award');
      await award(officer, id, 'Gabungan termurah yang mencakup semua bagian.');
      await ayu.waitForSelector('.notice.good:has-text("2.000.000.000")');
      await look(ayu, 'awarded-360');
      await verified(world, id, look);
    },
  },
];
