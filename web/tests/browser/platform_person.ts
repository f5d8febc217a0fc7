// What flows on the platform itself share: the demonstration's accounts (./run without --no-demo), and confirming.
import type { Page } from 'playwright-core';
import type { View, World } from './flow';

export async function signedIn(world: World, login: string, to: string, view: View): Promise<Page> {
  const page = await world.person(view);
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.fill('#login', login);
  await page.fill('#password', 'terang-demo');
  await page.click('button[type=submit]');
  await page.waitForURL(`**${to}`);
  return page;
}

export async function confirmed(page: Page): Promise<void> {
  await page.click('dialog[open] .dialog-actions .button:first-child');
  await page.waitForSelector('dialog[open] .notice.good');
  await page.click('dialog[open] .dialog-actions .button');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}
