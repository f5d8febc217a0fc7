// What flows against the made-up house share: signing in, and looking at a page.
import type { Page } from 'playwright-core';
import type { View, World } from './flow';

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
