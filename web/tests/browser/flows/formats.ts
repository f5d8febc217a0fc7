// Auctions of other formats than the English: their rules written, their pages played, rehearsed and watched over.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type House, type Lot, people, startHouse, type Tender } from '../../mock/house';
import { iso } from '../../mock/http';
import type { Rules } from '../../../src/api/views';
import { ladderOf } from '../../../src/rules/ladder';
import type { Flow } from '../flow';
import { look, signedIn } from '../mock_person';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
const sizes = [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }, { width: 360, language: 'en', scheme: 'dark' }] as const;

const outage = { min_seconds: 5, min_remaining_seconds: 60 };
const dutch: Rules = { type: 'dutch_reverse', tick: '1', ceiling: '1250000000', start: '750000000', step: '20000000', highest: '1230000000', interval_seconds: 60, winners: 1, outage };
const japanese: Rules = { type: 'japanese_reverse', tick: '1', ceiling: '1250000000', start: '1250000000', step: '20000000', floor: '750000000', interval_seconds: 60, silence: 'leaves', shows_remaining: true, winners: 1, outage };

/** A price clock that the flow moves by hand. */
function play(house: House, tender: Tender, rules: Rules): { lot: Lot; to: (level: number) => void; closed: (winner: string, amount: string) => void } {
  const lot = tender.lots[0]!;
  const ladder = ladderOf(rules, 'IDR')!;
  let level = 1;
  let since = Date.now();
  let result: object | null = null;
  const left = new Set<string>();
  const price = (): string => ladder.price(level)!;
  const falls = rules.type === 'japanese_reverse';
  lot.play = {
    view: () => ({
      format: rules.type, visibility: null, result, bidders: lot.phase === 'closed' ? 2 : falls ? 2 : 0, ...(lot.phase === 'closed' ? {} : { best: null }),
      stage: lot.phase === 'closed' ? null : { name: falls ? 'level' : 'price', number: level, of: ladder.count, since: iso(since), until: iso(since + 60_000), price: price(), ...(falls && { remaining: 4 - level }) },
    }),
    own: (line) => {
      const stayed = falls && line.best === BigInt(price());
      const can = lot.phase !== 'closed' && !left.has(line.pseudonym) && !stayed && (falls || line.best === null);
      return { leads: null, rank: null, to_beat: null, can_bid: can, next_valid: can ? price() : null, evaluated: null };
    },
    verdict: (line, amount, content) => {
      if (lot.phase !== 'live') return lot.phase === 'paused' ? 'lot_paused' : 'lot_closed';
      if (content) {
        left.add(line.pseudonym);
        return 'accepted';
      }
      if (!falls && amount! > BigInt(price())) return 'price_not_reached';
      return 'accepted';
    },
  };
  return {
    lot,
    to: (next) => {
      level = next;
      since = Date.now();
      house.seq += 1;
      house.tell(tender);
    },
    closed: (winner, amount) => {
      result = { winner, amount, reserve: 'none' };
      house.close(tender);
    },
  };
}

function withRules(house: House, rules: Rules): ReturnType<House['document']> {
  const document = house.document();
  document.lots[0]!.rules = rules;
  return document;
}

export const flows: Flow[] = [
  ...sizes.map((view): Flow => ({
    name: `Dutch auction ${view.width} ${view.language}${'scheme' in view ? ' dark' : ''}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = (page: Page, name: string): Promise<void> => look(world, page, `dutch-${name}-${view.width}-${view.language}${'scheme' in view ? '-dark' : ''}`);
      try {
        const tender = house.add('dutch1', 'live', withRules(house, dutch));
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const clock = play(house, tender, dutch);
        const page = await signedIn(world, url, 'penyedia', '/tender/dutch1/bid', view);
        await page.waitForSelector('.price-clock');
        await page.click('.card .button.primary');
        await page.waitForSelector('.bid-bar .button.primary');
        await shot(page, 'offered');
        // The price rises while one reads the question; both prices may be taken.
        await page.focus('.bid-bar .button.primary');
        await page.keyboard.press('Enter');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `dutch-review-${view.width}-${view.language}`, false);
        clock.to(2);
        await page.waitForSelector('dialog[open] .notice .button');
        await world.axe(page);
        await world.shot(page, `dutch-risen-${view.width}-${view.language}`, false);
        await page.keyboard.press('Escape');
        await page.waitForSelector('dialog[open]', { state: 'detached' });
        assert.match((await page.textContent('.bid-bar'))!, /770[.,]000[.,]000/);
        // Paused: the price stands still and cannot be taken.
        Object.assign(clock.lot, { phase: 'paused', left: 300_000, paused: { at: new Date().toISOString(), reason: 'Listrik kantor padam.' } });
        house.tell(tender);
        await page.waitForSelector('.price-clock.held');
        assert.ok(await page.isDisabled('.bid-bar .button.primary'));
        await shot(page, 'paused');
        Object.assign(clock.lot, { phase: 'live', paused: null });
        house.tell(tender);
        await page.waitForSelector('.bid-bar .button.primary:not([disabled])');
        await page.click('.bid-bar .button.primary');
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        await page.waitForSelector('.notice.good');
        clock.closed('417', '770000000');
        await page.waitForSelector('.clock.closed');
        await shot(page, 'taken');
        const other = await signedIn(world, url, 'saingan', '/tender/dutch1/bid', view);
        await other.waitForSelector('.clock.closed');
        await other.waitForSelector('.bid-format .notice');
        await shot(other, 'taken-by-other');
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.map((view): Flow => ({
    name: `Japanese auction ${view.width} ${view.language}${'scheme' in view ? ' dark' : ''}`,
    against: 'mock',
    run: async (world) => {
      world.expected.push(/WebSocket connection/, /ERR_(CONNECTION|INTERNET)/);
      const { house, url, stop } = await startHouse(folder);
      const shot = (page: Page, name: string): Promise<void> => look(world, page, `japanese-${name}-${view.width}-${view.language}${'scheme' in view ? '-dark' : ''}`);
      try {
        const tender = house.add('japan1', 'live', withRules(house, japanese));
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const clock = play(house, tender, japanese);
        const page = await signedIn(world, url, 'penyedia', '/tender/japan1/bid', view);
        await page.waitForSelector('.price-clock');
        await page.click('.card .button.primary');
        await page.waitForSelector('.bid-bar .button.primary');
        await shot(page, 'asked');
        assert.ok(await page.evaluate(() => [...document.querySelectorAll('.price-clock')].every((box) => box.scrollWidth <= box.clientWidth)), 'the price fits its box');
        await page.focus('.bid-bar .button.primary');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.position.leads');
        await shot(page, 'stayed');
        clock.to(2);
        await page.waitForSelector('.position.behind');
        await page.click('.bid-bar .button:not(.primary)');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `japanese-leave-${view.width}-${view.language}`, false);
        await page.keyboard.press('Escape');
        await page.waitForSelector('dialog[open]', { state: 'detached' });
        // The line breaks; the leave that was confirmed meanwhile survives a reload and is sent once.
        house.mute = true;
        await page.click('.bid-bar .button:not(.primary)');
        await page.click('dialog[open] .button.danger');
        await page.waitForSelector('.outgoing');
        await page.context().setOffline(true);
        house.drop();
        await page.waitForSelector('.outgoing.unknown');
        house.mute = false;
        await page.context().setOffline(false);
        await page.reload();
        await page.waitForSelector('.position.out');
        await page.waitForSelector('.receipt:not(.refused)');
        await shot(page, 'left');
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.slice(0, 2).map((view): Flow => ({
    name: `formats for officers ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = (page: Page, name: string): Promise<void> => look(world, page, `format-${name}-${view.width}`);
      try {
        const draft = house.add('draft1', 'draft', house.document(1, Date.now() + 86_400_000, Date.now() + 90_000_000));
        const live = house.add('dutch2', 'live', withRules(house, dutch));
        house.admit(live, people.bidder.business, '417');
        play(house, live, dutch);
        const page = await signedIn(world, url, 'petugas', '/manage/dutch2/auction', view);
        await page.waitForSelector('.lot-stage');
        await shot(page, 'cockpit');
        await page.goto('/tender/dutch2/live');
        await page.waitForSelector('.lot-stage');
        await shot(page, 'public-live');
        await page.goto(`/manage/${draft.id}/edit?step=lot-1`);
        await page.waitForSelector('.rules-editor');
        for (const type of ['dutch_reverse', 'japanese_reverse', 'supply_schedule']) {
          await page.check(`#at-lots-0-rules-type-group input[value="${type}"]`);
          await page.waitForSelector(type === 'supply_schedule' ? '#at-lots-0-rules-demand-units' : '#at-lots-0-rules-start');
          await shot(page, `rules-${type}`);
        }
        for (const rules of [dutch, japanese]) {
          draft.document.lots[0]!.rules = rules;
          await page.goto(`/manage/${draft.id}/rehearse`);
          await page.waitForSelector('.invented li');
          await page.click('.invented ~ .buttons .button.primary');
          await page.waitForSelector('table');
          await shot(page, `rehearsal-${rules.type}`);
        }
      } finally {
        await stop();
      }
    },
  })),
];
