// What flows do on the pages of several lots of one tender at once, on the platform itself.
import type { Page } from 'playwright-core';

/** One tab for each lot; the key that signs is made once. */
export async function tabs(first: Page, id: string, names: string[], lasts: number): Promise<Page[]> {
  await first.waitForSelector('.card .button.primary');
  await first.click('.card .button.primary');
  await first.waitForSelector('.card .button.primary', { state: 'detached' });
  return Promise.all(
    names.map(async (name, n) => {
      const tab = await first.context().newPage();
      tab.setDefaultTimeout((lasts + 60) * 1000);
      await tab.goto(`/tender/${id}/bid?lot=${n + 1}`);
      await tab.waitForFunction((title) => document.querySelector('h1')?.textContent?.includes(title), name);
      return tab;
    }),
  );
}

export const receipt = (page: Page): Promise<unknown> => page.waitForSelector('.receipt:not(.refused)');
export const over = (page: Page): Promise<unknown> => page.waitForSelector('.clock.closed');

export async function sendAmount(page: Page, amount: string): Promise<void> {
  await page.waitForSelector('.bid-bar button[type=submit]:not([disabled])');
  await page.fill('#bid-amount', amount);
  await page.click('.bid-bar button[type=submit]');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}

export async function sendSchedule(page: Page, price: string, quantity: string): Promise<void> {
  await page.waitForSelector('form.card button[type=submit]:not([disabled])');
  await page.fill('#step-0-price', price);
  await page.fill('#step-0-quantity', quantity);
  await page.click('form.card button[type=submit]');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await receipt(page);
}

export const shows = (page: Page, where: string, what: string): Promise<unknown> =>
  page.waitForFunction(([selector, text]) => document.querySelector(selector!)?.textContent?.replace(/[.,\s]/g, '').includes(text!), [where, what] as const);
