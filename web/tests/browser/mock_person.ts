// What flows against the made-up house share: signing in, and looking at a page.
import type { Page } from 'playwright-core';
import { startHouse } from '../mock/house';
import type { Flow, View, World } from './flow';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';

export type House = Awaited<ReturnType<typeof startHouse>>['house'];

/** A flow in a house of its own. */
export function inHouse(name: string, play: (world: World, url: string, house: House) => Promise<void>): Flow {
  return {
    name,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        await play(world, url, house);
      } finally {
        await stop();
      }
    },
  };
}

export async function signedIn(world: World, url: string, login: string, to: string, view: View = {}): Promise<Page> {
  const page = await world.person({ ...view, options: { baseURL: url } });
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.fill('#login', login);
  await page.fill('#password', 'rahasia-sekali');
  await page.keyboard.press('Enter');
  await page.waitForURL((at) => at.pathname + at.search === to);
  return page;
}

export async function look(world: World, page: Page, name: string): Promise<void> {
  await world.fits(page);
  await world.axe(page);
  await world.shot(page, name);
}

/** The four looks of a page that is open: widths, languages, light and dark, without loading it four times. */
export async function everyLook(world: World, page: Page, name: string): Promise<void> {
  for (const [width, language, scheme] of [[1280, 'en', 'light'], [360, 'en', 'dark'], [360, 'id', 'light'], [1280, 'id', 'dark']] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    if ((await page.getAttribute('html', 'lang')) !== language) await page.click(`.language button[lang=${language}]`);
    await look(world, page, `${name}-${width}-${language}-${scheme}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.click('.language button[lang=en]');
}
