// What a browser flow is given. A file in flows/ exports `flows: Flow[]`; nothing else is needed to be run.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface Flow {
  name: string;
  /** `mock`: against the made-up server; `server`: against a running one (TERANG_URL); `any`: both. */
  against: 'mock' | 'server' | 'any';
  /** Bids against short clocks of the platform for minutes: a busy machine may come too late. Runs when it is named. */
  whenNamed?: boolean;
  /** Measures time, or changes what all share: nothing else runs beside it. */
  alone?: boolean;
  run: (world: World) => Promise<void>;
}

export interface View {
  width?: 360 | 1280;
  language?: 'id' | 'en';
  scheme?: 'light' | 'dark';
  options?: BrowserContextOptions;
}

let axe: string | undefined;
function axeSource(): string {
  axe ??= readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
  return axe;
}

export const shots = join(process.cwd(), 'screenshots');

export class World {
  private contexts: BrowserContext[] = [];
  /** Errors and warnings of the page's console and uncaught errors; a flow fails if any is left at its end. */
  readonly complaints: string[] = [];
  /** Complaints that a flow provokes on purpose. */
  readonly expected: RegExp[] = [];

  constructor(
    readonly browser: Browser,
    readonly url: string,
  ) {}

  /** A fresh person: own cookies, own storage, own window. */
  async person(view: View = {}): Promise<Page> {
    const { width = 1280, language = 'id', scheme = 'light', options } = view;
    const context = await this.browser.newContext({
      baseURL: this.url,
      ignoreHTTPSErrors: true,
      viewport: { width, height: width === 360 ? 740 : 900 },
      locale: language === 'id' ? 'id-ID' : 'en-GB',
      timezoneId: 'Asia/Jakarta',
      colorScheme: scheme,
      reducedMotion: 'reduce',
      ...options,
    });
    this.contexts.push(context);
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? String(error)));
    return page;
  }

  async shot(page: Page, name: string, full = true): Promise<void> {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: full });
  }

  /** axe finds nothing on what is shown now. */
  async axe(page: Page): Promise<void> {
    // Evaluated through the debugger, which the content security policy of the page does not reach; once in a document.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource());
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
      const { violations } = await axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // Nobody reads what passed, and to describe it takes longer than to check it.
        resultTypes: ['violations'],
      });
      return violations.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} · ${node.failureSummary?.split('\n')[1] ?? ''}`).join('\n    ')}`);
    });
    assert.deepEqual(found, [], `axe on ${page.url()}:\n  ${found.join('\n  ')}`);
  }

  /** Nothing but tables in their frames scrolls sideways. */
  async fits(page: Page): Promise<void> {
    const wide = await page.evaluate(() => {
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= room) return [];
      return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > room + 1 && !element.closest('.table-frame'))
        .slice(0, 5)
        .map((element) => element.outerHTML.slice(0, 120));
    });
    assert.deepEqual(wide, [], `scrolls sideways: ${page.url()}`);
  }

  /** Everybody leaves. */
  async close(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }
}
