// What flows on the platform itself share: the demonstration's accounts (./run without --no-demo), and confirming.
import assert from 'node:assert/strict';
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

export type Answer = { status: number; body: Record<string, unknown> };

/** A request as the page itself would make it. */
export function ask(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where, { method: how, headers: { 'content-type': 'application/json' }, ...(what !== undefined && { body: what }) });
      return { status: answer.status, body: ((await answer.json().catch(() => ({}))) ?? {}) as Record<string, unknown> };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
}
export async function must(page: Page, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const { status, body: said } = await ask(page, method, path, body);
  assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(said).slice(0, 400)}`);
  return said;
}

/** A time so many seconds from now, as documents have it. */
export const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** Invites the businesses of these pages to the only lot of a tender, and confirms its auction. */
export async function invite(officer: Page, tender: string, bidders: Page[]): Promise<void> {
  for (const page of bidders) {
    const { business } = (await must(page, 'GET', '/api/v1/session')) as unknown as { business: { id: string } };
    await must(officer, 'POST', `/api/v1/tenders/${tender}/bidders`, { business: business.id, lots: ['1'] });
  }
  await must(officer, 'POST', `/api/v1/tenders/${tender}/schedule`, {});
}

/** The page of a lot, with the key that signs made where there was none. */
export async function toBid(page: Page, tender: string, ready: string): Promise<void> {
  await page.goto(`/tender/${tender}/bid`);
  await page.waitForSelector(`${ready}, .card .button.primary`);
  if (!(await page.$(ready))) await page.click('.card .button.primary');
  await page.waitForSelector(ready);
}

export interface Cast {
  officer: Page;
  ayu: Page;
  budi: Page;
  /** A page is well formed, and photographed. */
  look: (page: Page, name: string) => Promise<void>;
}

/** An officer and two businesses, signed in; their photographs begin with `name`. */
export async function castOf(world: World, name: string): Promise<Cast> {
  world.expected.push(/status of 401/);
  return {
    officer: await signedIn(world, 'officer', '/desk', { width: 1280, language: 'id' }),
    ayu: await signedIn(world, 'bidder', '/desk', { width: 360, language: 'id' }),
    budi: await signedIn(world, 'bidder2', '/desk', { width: 1280, language: 'en' }),
    look: async (page, of) => {
      await world.fits(page);
      await world.axe(page);
      await world.shot(page, `platform-${name}-${of}`);
    },
  };
}
