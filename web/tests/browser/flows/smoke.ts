// Public pages of a running server, as anyone meets them first.
import assert from 'node:assert/strict';
import { playedLog } from '../../../src/verify/make_log';
import type { Flow } from '../flow';

export const flows: Flow[] = [
  {
    name: 'server: list, tender, auction and verify pages of what is really there',
    against: 'server',
    run: async (world) => {
      for (const variant of [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }] as const) {
        const page = await world.person(variant);
        await page.goto('/');
        await page.waitForSelector('.result, .empty');
        await world.axe(page);
        await world.fits(page);
        await world.shot(page, `server-list-${variant.width}`);
        const links = await page.locator('.result h2 a').evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
        assert.ok(links.length > 0, 'the demo has published tenders');
        await page.goto(links[0]!);
        await page.waitForSelector('#lots, .table');
        await world.axe(page);
        await world.fits(page);
        await world.shot(page, `server-tender-${variant.width}`);
        await page.goto(`${links[0]!}/live`);
        await page.waitForSelector('.clock');
        await page.waitForSelector('.pill:has(svg):has-text("' + (variant.language === 'id' ? 'Tersambung' : 'Connected') + '")');
        await world.axe(page);
        await world.fits(page);
        await world.shot(page, `server-live-${variant.width}`);
        await page.goto('/verify');
        await page.waitForSelector('.file-drop');
        await page.waitForSelector('code:has-text("+")');
        await world.axe(page);
        // The cores come under the server's own headers, and no policy of it keeps them from deciding.
        const log = playedLog();
        await page.click(variant.language === 'id' ? 'text=Gunakan kunci lain' : 'text=Use another key');
        await page.fill('#vkey', log.vkey);
        await page.setInputFiles('input[type=file]', { name: 'bundle.jsonl', mimeType: 'application/json', buffer: Buffer.from(log.bundle()) });
        await page.waitForSelector(variant.language === 'id' ? 'text=Diambil ulang di peramban ini' : 'text=Taken again in this browser');
        await page.goto('/tender/zzzzzzzzzzzz');
        world.expected.push(/status of 404/);
        await page.waitForSelector('.notice.danger');
      }
    },
  },
];
