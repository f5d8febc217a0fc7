// A business from sign-in to result, on a phone and on a desk: bids, mistakes, a lost connection, a reload.
import assert from 'node:assert/strict';
import { people, startHouse } from '../../mock/house';
import type { Flow } from '../flow';
import { look, signedIn } from '../mock_person';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';

const sizes = [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }] as const;

export const flows: Flow[] = [
  ...sizes.map(
    (view): Flow => ({
      name: `sign in ${view.width} ${view.language}`,
      against: 'mock',
      run: async (world) => {
        world.expected.push(/status of 401/);
        const { url, stop } = await startHouse(folder);
        try {
          const page = await world.person({ ...view, options: { baseURL: url } });
          await page.goto('/sign-in?to=//evil.example/');
          await page.click('button[type=submit]');
          await page.waitForSelector('.error-summary');
          await look(world, page, `sign-in-empty-${view.width}`);
          await page.fill('#login', 'penyedia');
          await page.fill('#password', 'salah');
          await page.click('button[type=submit]');
          await page.waitForFunction(() => document.querySelectorAll('.error-summary li').length === 1);
          await look(world, page, `sign-in-wrong-${view.width}`);
          await page.fill('#password', 'rahasia-sekali');
          await page.click('button[type=submit]');
          await page.waitForURL('**/desk');
        } finally {
          await stop();
        }
      },
    }),
  ),
  ...sizes.map(
    (view): Flow => ({
      name: `bidding ${view.width} ${view.language}`,
      against: 'mock',
      run: async (world) => {
        world.expected.push(/WebSocket connection/, /ERR_(CONNECTION|INTERNET)/);
        const { house, url, stop } = await startHouse(folder);
        try {
          const tender = house.add('live1', 'live', house.document(2));
          house.admit(tender, people.bidder.business, '417');
          house.admit(tender, people.rival.business, '205');
          const [first] = tender.lots;
          const rival = first!.lines.get('205')!;
          house.place(tender, first!, rival, 'r1', '1240000000', false);
          const shot = (name: string): Promise<void> => look(world, page, `${name}-${view.width}`);
          const page = await signedIn(world, url, 'penyedia', '/desk', view);
          await page.waitForSelector('.desk-item');
          await shot('desk-bidder');
          await page.click('.desk-item .button.primary');
          await page.waitForURL('**/tender/live1/bid');
          await page.waitForSelector('.position');
          await shot('bid-no-key');
          await page.click('.card .button.primary');
          await page.waitForSelector('#bid-amount');
          await page.waitForSelector('.chart canvas');
          await shot('bid-ready');

          // A zero is missing: the page asks, and offers the likely amount.
          await page.fill('#bid-amount', '');
          await page.type('#bid-amount', '123000000');
          await page.keyboard.press('Enter');
          await page.waitForSelector('dialog[open] #bid-sure');
          await world.axe(page);
          await world.shot(page, `bid-factor-${view.width}`, false);
          await page.click('dialog[open] .notice .button');
          await page.waitForSelector('dialog[open] #bid-sure', { state: 'detached' });
          await world.shot(page, `bid-review-${view.width}`, false);
          await page.click('dialog[open] .button.primary');
          await page.waitForSelector('.receipt:not(.refused)');
          await page.waitForSelector('.position.leads');
          await shot('bid-accepted');

          // Outbid.
          house.place(tender, first!, rival, 'r2', '1220000000', false);
          await page.waitForSelector('.position.behind');
          await shot('bid-outbid');

          // Too high: said before it is sent.
          await page.fill('#bid-amount', '1219999999');
          await page.click('.bid-bar button[type=submit]');
          await page.waitForSelector('.bid-bar .field-error');
          await shot('bid-too-high');

          // The connection breaks; a bid confirmed meanwhile waits, survives a reload, and is sent once.
          await page.click('.quick button:nth-child(2)');
          house.mute = true;
          await page.click('.bid-bar button[type=submit]');
          await page.click('dialog[open] .button.primary');
          await page.waitForSelector('.outgoing.sending');
          await shot('bid-waiting');
          await page.context().setOffline(true);
          house.drop();
          await page.waitForSelector('.connection-banner');
          await page.waitForSelector('.outgoing.unknown');
          await shot('bid-lost');
          house.mute = false;
          await page.context().setOffline(false);
          await page.reload();
          await page.waitForSelector('.receipt:not(.refused)');
          assert.equal(first!.points.filter(({ by, verdict }) => by === 'biz1' && verdict === 'accepted').length, 2);
          await page.waitForSelector('.position.leads');

          // The same amount again in the other lot, prepared and restored by a reload.
          await page.click('.lot-switch li:nth-child(2) a');
          await page.waitForFunction(() => document.querySelector('h1')?.textContent?.includes('siswa'));
          await page.type('#bid-amount', '1200000000');
          await page.reload();
          await page.waitForSelector('#bid-amount');
          assert.match(await page.inputValue('#bid-amount'), /^1[.,]200[.,]000[.,]000$/);
          await page.click('.lot-switch li:nth-child(1) a');

          // Paused, then over.
          Object.assign(first!, { phase: 'paused', left: 300_000, paused: { at: new Date().toISOString(), reason: 'Listrik kantor padam.' } });
          house.tell(tender);
          await page.waitForSelector('.clock.paused');
          await shot('bid-paused');
          house.close(tender);
          await page.waitForSelector('.clock.closed');
          await shot('bid-closed');
          await page.click('a[href="/tender/live1/my-bids"]');
          await page.waitForSelector('table');
          await shot('my-bids');
          await page.goto('/account');
          await page.waitForSelector('.key-list');
          await shot('account');
        } finally {
          await stop();
        }
      },
    }),
  ),
  {
    name: 'asking to take part 360 id',
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        const tender = house.add('pub1', 'published', house.document(2, Date.now() + 3600_000, Date.now() + 7200_000));
        const page = await signedIn(world, url, 'penyedia', '/tender/pub1/take-part', { width: 360, language: 'id' });
        await page.waitForSelector('form');
        await page.click('button[type=submit]');
        await page.waitForSelector('.error-summary');
        await look(world, page, 'take-part-360');
        await page.check('#lot-2');
        await page.click('button[type=submit]');
        await page.waitForSelector('.notice.good');
        assert.deepEqual(tender.applied[0]?.lots, ['2']);
        await page.goto('/tender/pub1/bid');
        await page.waitForSelector('.notice.warning');
        await look(world, page, 'bid-not-admitted-360');
      } finally {
        await stop();
      }
    },
  },
  {
    name: 'an auditor’s desk 360 en',
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        house.add('old1', 'awarded', house.document());
        const page = await signedIn(world, url, 'auditor', '/desk', { width: 360, language: 'en' });
        await page.waitForSelector('.desk-item a[download]');
        await look(world, page, 'desk-auditor-360');
      } finally {
        await stop();
      }
    },
  },
];
