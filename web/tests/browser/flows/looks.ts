// How every page looks to people whose browser shows it another way: four times as large, in forced colours, on paper, in
// the dark, without motion.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { playedAuction, playedLog } from '../../../src/verify/make_log';
import { type House, people, startHouse } from '../../mock/house';
import type { Flow, View, World } from '../flow';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
type Stop = [name: string, path: string, ready: string];

const publicPages: Stop[] = [
  ['list', '/', '.result'],
  ['list-filtered', '/?q=laptop&category=goods&sort=value', '.filters-fields'],
  ['tender-scheduled', '/tender/scheduled001', '.lot-card'],
  ['tender-awarded', '/tender/awarded00001', '#results'],
  ['reference', '/tender/ref000000001', '.table'],
  ['live', '/tender/live00000001/live', '.event-list'],
  ['live-paused', '/tender/paused000001/live', '.clock.paused'],
  ['live-closed', '/tender/awarded00001/live', '.event-list'],
  ['verify', '/verify', '.file-drop'],
  ['help', '/help', '.frame-main h2'],
  ['missing', '/nowhere', 'h1'],
];
const auditorPages: Stop[] = [
  ['audit-desk', '/audit', '.summary-list'],
  ['record', '/tender/closed1/record?lot=2', '.entry'],
  ['replay', '/tender/closed1/replay', '.playback'],
  ['compare', '/tender/closed1/compare', '.table'],
  ['access', '/tender/closed1/access', '.table'],
  ['evidence', '/tender/closed1/evidence', '.evidence-commands'],
];
const bidderPages: Stop[] = [
  ['desk-bidder', '/desk', '.frame-main h1'],
  ['account', '/account', '.frame-main h1'],
  ['bid', '/tender/live1/bid', '.bid-columns'],
  ['take-part', '/tender/pub1/take-part', '.frame-main h1'],
  ['my-bids', '/tender/live1/my-bids', '.frame-main h1'],
];
const officerPages: Stop[] = [
  ['desk-officer', '/desk', '.frame-main h1'],
  ['new', '/manage/new', '#title'],
  ['edit', '/manage/draft1/edit', '.editor'],
  ['edit-lot', '/manage/draft1/edit?step=lots', '.editor'],
  ['edit-check', '/manage/draft1/edit?step=check', '.editor'],
  ['manage', '/manage/pub1', '.frame-main h1'],
  ['addendum', '/manage/pub1/addendum', '.frame-main h1'],
  ['rehearse', '/manage/pub1/rehearse', '.frame-main h1'],
  ['cockpit', '/manage/live1/auction', '.cockpit-lot'],
  ['award', '/manage/closed1/award', '.frame-main h1'],
];

function furnish(house: House): void {
  const live = house.add('live1', 'live', house.document(2));
  house.admit(live, people.bidder.business, '417');
  house.admit(live, people.rival.business, '205');
  const [lot] = live.lots;
  house.place(live, lot!, lot!.lines.get('205')!, 'r1', '1240000000', false);
  house.place(live, lot!, lot!.lines.get('417')!, 'r2', '1225000000', false);
  const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace('Z', '000Z');
  lot!.events.push(
    { seq: 110, at: ago(40), kind: 'resumed', cause: 'officer', from: ago(50), to: ago(40), reason: 'Sambungan sudah pulih.', end: { from: ago(-590), to: ago(-600) } },
    { seq: 111, at: ago(20), kind: 'outage', cause: 'outage', from: ago(30), to: ago(20) },
  );
  house.add('pub1', 'published', house.document(2, Date.now() + 3600_000, Date.now() + 7200_000));
  house.add('draft1', 'draft', house.document(2, Date.now() + 3600_000, Date.now() + 7200_000));
  const over = house.add('closed1', 'live', house.document(2));
  house.admit(over, people.bidder.business, '417');
  house.place(over, over.lots[0]!, over.lots[0]!.lines.get('417')!, 'r3', '1225000000', false);
  house.close(over);
}

async function enter(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in?to=/desk');
  await page.fill('#login', login);
  await page.fill('#password', 'rahasia-sekali');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk');
}

/** Every page, public and signed in; `check` is called where it stands. `already`: the public ones were looked at elsewhere. */
async function everyPage(world: World, view: View, check: (page: Page, name: string) => Promise<void>, already = false): Promise<void> {
  const missing: string[] = [];
  const visit = async (page: Page, stops: Stop[]): Promise<void> => {
    for (const [name, path, ready] of stops) {
      await page.goto(path);
      await page.waitForSelector(ready, { timeout: 15_000 }).catch(() => missing.push(`${name}: ${ready} did not come`));
      await check(page, name);
    }
  };
  if (!already) await visit(await world.person(view), publicPages);
  const { house, url, stop } = await startHouse(folder);
  try {
    furnish(house);
    for (const [login, stops] of [['penyedia', bidderPages], ['petugas', officerPages], ['auditor', auditorPages]] as const) {
      const page = await world.person({ ...view, options: { ...view.options, baseURL: url } });
      if (login === 'penyedia') {
        await page.goto('/sign-in');
        await page.waitForSelector('#login');
        await check(page, 'sign-in');
      }
      await enter(page, login);
      await visit(page, stops);
    }
  } finally {
    await stop();
  }
  assert.deepEqual(missing, []);
}

/** Text that its box cuts off, and controls that lie outside the page. */
function lost(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = (element: Element): string => element.outerHTML.slice(0, 100);
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest('.sr-only, .skip, svg, .uplot, .table-frame, .cockpit-frame') || element.getClientRects().length === 0) continue;
      const style = getComputedStyle(element);
      if (style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && element.textContent) found.push(`cut: ${said(element)}`);
      const box = element.getBoundingClientRect();
      if (element.matches('a, button, input, select, textarea, h1, h2') && (box.left < -1 || box.right > innerWidth + 1)) found.push(`outside: ${said(element)}`);
      // What sticks must leave room for what it sticks to.
      if (/sticky|fixed/.test(style.position) && box.height > innerHeight / 2) found.push(`covers: ${said(element)}`);
    }
    return found.slice(0, 6);
  });
}

/** What moves although motion is unwelcome, as it is to every person of these flows. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll('body, body *')].flatMap((element) => {
      const style = getComputedStyle(element);
      const long = [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].some((time) => parseFloat(time) > 0);
      return long || style.scrollBehavior === 'smooth' ? [`moves: ${element.outerHTML.slice(0, 80)}`] : [];
    });
    const running = document.getAnimations().filter(({ playState }) => playState === 'running').length;
    return [...found.slice(0, 4), ...(running ? [`${running} animations run`] : [])];
  });
}

export const flows: Flow[] = [
  {
    name: 'every page at 400 %: nothing is lost, nothing scrolls sideways, nothing moves where motion is unwelcome',
    against: 'mock',
    run: async (world) => {
      // 1,280 by 1,024 at 400 % is 320 by 256 (WCAG 2.2, 1.4.10).
      const problems: string[] = [];
      await everyPage(world, { language: 'id', options: { viewport: { width: 320, height: 256 } } }, async (page, name) => {
        await world.fits(page).catch((error: Error) => problems.push(`${name}: ${error.message}`));
        for (const one of [...(await lost(page)), ...(await moving(page))]) problems.push(`${name}: ${one}`);
        await world.shot(page, `zoom-${name}`);
      });
      assert.deepEqual(problems, []);
    },
  },
  {
    name: 'every page in forced colours: focus, states and charts can be seen',
    against: 'mock',
    run: async (world) => {
      const problems: string[] = [];
      await everyPage(world, { language: 'en', options: { forcedColors: 'active' } }, async (page, name) => {
        if (/^live|cockpit/.test(name)) {
          await page.locator('.chart-drawing').first().scrollIntoViewIfNeeded();
          await page.waitForSelector('.uplot canvas');
        }
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        const found = await page.evaluate(() => {
          const out: string[] = [];
          const focused = document.activeElement!;
          const ring = getComputedStyle(focused);
          if (focused === document.body || ring.outlineStyle === 'none' || parseFloat(ring.outlineWidth) < 2) out.push(`no focus ring: ${focused.outerHTML.slice(0, 80)}`);
          for (const pill of document.querySelectorAll('.pill')) {
            const style = getComputedStyle(pill);
            if (style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) < 1) out.push(`pill without an edge: ${pill.textContent}`);
          }
          for (const pressed of document.querySelectorAll('[aria-pressed="true"]')) {
            const other = pressed.parentElement!.querySelector('[aria-pressed="false"]');
            if (other && getComputedStyle(other).backgroundColor === getComputedStyle(pressed).backgroundColor) out.push(`pressed looks like not pressed: ${pressed.textContent}`);
          }
          for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.uplot canvas')) {
            // How much stands out from the page: pixels that differ from it by a contrast of at least 3 : 1.
            const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
            const light = (r: number, g: number, b: number): number => {
              const part = (v: number): number => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
              return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
            };
            const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)!.map(Number);
            const page = light(r!, g!, b!);
            let seen = 0;
            for (let n = 0; n < data.length; n += 4) {
              if (data[n + 3]! < 200) continue;
              const here = light(data[n]!, data[n + 1]!, data[n + 2]!);
              if ((Math.max(here, page) + 0.05) / (Math.min(here, page) + 0.05) >= 3) seen += 1;
            }
            if (seen < 300) out.push(`chart of which ${seen} pixels stand out`);
          }
          return out;
        });
        for (const one of found) problems.push(`${name}: ${one}`);
        await world.shot(page, `forced-${name}`);
      });
      assert.deepEqual(problems, []);
    },
  },
  {
    // The public ones are looked at in the dark in flows/public.ts.
    name: 'every page of people who are signed in, in the dark: axe finds nothing',
    against: 'mock',
    run: async (world) => {
      const problems: string[] = [];
      for (const width of [360, 1280] as const) {
        await everyPage(world, { width, language: width === 360 ? 'id' : 'en', scheme: 'dark' }, async (page, name) => {
          await world.axe(page).catch((error: Error) => problems.push(`${name} ${width}: ${error.message}`));
          await world.fits(page).catch((error: Error) => problems.push(`${name} ${width}: ${error.message}`));
          await world.shot(page, `dark-${name}-${width}`);
        }, true);
      }
      assert.deepEqual(problems, []);
    },
  },
  {
    name: 'on paper: a tender, an auction, a receipt and a report read without their controls',
    against: 'mock',
    run: async (world) => {
      const log = playedLog();
      const out = mkdtempSync(join(tmpdir(), 'terang-print-'));
      const file = (name: string, content: string): string => {
        writeFileSync(join(out, name), content);
        return join(out, name);
      };
      const page = await world.person({ language: 'id', options: { viewport: { width: 794, height: 1123 } } });
      const problems: string[] = [];
      const look = async (name: string): Promise<void> => {
        await page.emulateMedia({ media: 'print' });
        const found = await page.evaluate(() => {
          const seen = [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, nav, .button, .file-drop')].filter((one) => one.getClientRects().length > 0 && !one.closest('.sr-only'));
          const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href]')].filter((one) => one.getClientRects().length > 0);
          const [r, g, b, a = 1] = getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/g)!.map(Number);
          return [
            ...seen.map((one) => `control: ${one.outerHTML.slice(0, 90)}`),
            ...links.filter((one) => !/underline/.test(getComputedStyle(one).textDecorationLine)).map((one) => `link not to be seen as one: ${one.outerHTML.slice(0, 90)}`),
            ...links.filter((one) => /^https?:/.test(one.getAttribute('href')!) && !getComputedStyle(one, '::after').content.includes(one.host)).map((one) => `address not told: ${one.outerHTML.slice(0, 90)}`),
            ...(a > 0 && r! + g! + b! < 700 ? ['the paper is not white'] : []),
            ...[...document.querySelectorAll<HTMLElement>('main *')].filter((one) => one.scrollHeight > one.clientHeight + 2 && /auto|scroll/.test(getComputedStyle(one).overflowY)).map((one) => `cut at its frame: ${one.outerHTML.slice(0, 90)}`),
          ];
        });
        for (const one of found.slice(0, 8)) problems.push(`${name}: ${one}`);
        await world.shot(page, `print-${name}`);
        const pdf = await page.pdf({ path: join(process.cwd(), 'screenshots', `print-${name}.pdf`), format: 'A4' });
        assert.ok(pdf.length > 10_000);
        await page.emulateMedia({ media: 'screen' });
      };
      await page.emulateMedia({ colorScheme: 'dark' }); // paper is white whatever the screen is
      await page.goto('/tender/awarded00001');
      await page.waitForSelector('#results');
      await page.waitForSelector('.lot-card');
      await look('tender');
      await page.goto('/tender/awarded00001/live');
      await page.locator('.chart-drawing').first().scrollIntoViewIfNeeded();
      await page.waitForSelector('.uplot canvas');
      await look('auction');
      await page.goto('/verify');
      await page.click('text=Gunakan kunci lain');
      await page.fill('#vkey', log.vkey);
      await page.setInputFiles('input[type=file]', file('receipt.txt', log.receipt(5)));
      await page.waitForSelector('.notice.good');
      await look('receipt');
      await page.setInputFiles('input[type=file]', file('bundle.jsonl', log.bundle(playedAuction)));
      await page.waitForFunction(() => document.querySelectorAll('.verify-checks .passed').length === 9);
      await look('report');
      assert.deepEqual(problems, []);
    },
  },
];
