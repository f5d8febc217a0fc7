// What flows on the platform itself share: the demonstration's accounts (./run without --no-demo), and confirming.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The officer confirms what the auction found, as the award's page proposes it. */
export async function award(officer: Page, tender: string, reason: string): Promise<void> {
  await officer.click('.buttons .button.primary');
  await officer.waitForSelector('dialog[open]');
  await officer.fill('#reason', reason);
  await confirmed(officer);
  await officer.waitForURL(`**/manage/${tender}`);
}

/** terang-verify, the program that stands alone: in TERANG_BIN, or as ./run built it. */
export function standalone(words: string[]): { status: number | null; said: string } {
  const program = process.env.TERANG_BIN ? join(process.env.TERANG_BIN, 'terang-verify') : join(process.cwd(), '../build/release/ledger/verify/terang-verify');
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  assert.equal(error, undefined, `${program} does not run`);
  return { status, said: `${stdout}${stderr}` };
}

/**
 * Anybody (or who is given) may check all of it: in the browser, and by the program that stands alone, which
 * decides every bid of the record again. Returns what the program said.
 */
export async function verified(world: World, tender: string, look: (page: Page, name: string) => Promise<void>, by?: Page): Promise<string> {
  const anyone = by ?? (await world.person({ width: 1280, language: 'en' }));
  await anyone.goto(`/verify?tender=${tender}`);
  await anyone.waitForSelector('.notice.good', { timeout: 120_000 });
  await look(anyone, 'verified-1280');
  const bundle = await anyone.request.get(`/api/v1/tenders/${tender}/bundle`);
  assert.equal(bundle.status(), 200);
  const folder = mkdtempSync(join(tmpdir(), 'terang-bundle-'));
  try {
    const file = join(folder, 'bundle.jsonl');
    writeFileSync(file, await bundle.body());
    const { status, said } = standalone([file]);
    assert.equal(status, 0, said);
    assert.match(said, /every decision replayed/);
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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

/** A price sealed in the page, and what the page then shows of it. */
export async function seal(page: Page, amount: string): Promise<void> {
  await page.fill('#bid-amount', amount);
  await page.waitForSelector('.bid-bar button[type="submit"]:not([disabled])', { timeout: 60_000 });
  await page.click('.bid-bar button[type="submit"]');
  await page.waitForSelector('dialog[open]');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await page.waitForSelector('.position.leads .sealed-amount');
}

/**
 * Plays against the platform's clocks. A busy machine may come too late for them, which is no fault of the platform: then all of it is
 * played again with clocks twice, at last four times as slow. What is wrong, and what fails at every pace, is a fault.
 */
export async function tried(world: World, play: (world: World, slower: number) => Promise<void>): Promise<void> {
  for (const slower of [1, 2]) {
    try {
      return await play(world, slower);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      console.log(`        waited in vain at clocks × ${slower}: ${String(error).replace(/\s+/g, ' ').slice(0, 300)}`);
      await world.close();
      world.complaints.length = 0;
    }
  }
  await play(world, 4);
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
