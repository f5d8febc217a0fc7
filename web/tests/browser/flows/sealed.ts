// Sealed bids and hybrid lots, played on the made-up house, which opens the envelopes that the page really sealed.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type House, people, startHouse, type Tender } from '../../mock/house';
import { playSealed, type SealedPlay } from '../../mock/sealing';
import type { Rules } from '../../../src/api/views';
import type { Flow, World } from '../flow';
import { look, signedIn } from '../mock_person';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
const sizes = [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }, { width: 360, language: 'en', scheme: 'dark' }] as const;
type View = (typeof sizes)[number];
const called = (view: View): string => `${view.width} ${view.language}${'scheme' in view ? ' dark' : ''}`;

const outage = { min_seconds: 5, min_remaining_seconds: 60 };
const second: Rules = { type: 'sealed_second_price', tick: '1', ceiling: '1250000000', winners: 1, outage };
const hybrid: Rules = {
  type: 'hybrid', tick: '1', ceiling: '1250000000', sealed_seconds: 400, opening_seconds: 60, best: 2, at_the_edge: 'all_equal', outage,
  live: { decrement: { own: { amount: '1000000' } }, visibility: 'leader_price_and_rank', ties: 'earlier_wins' },
};

async function sealedLot(house: House, id: string, rules: Rules): Promise<{ tender: Tender; play: SealedPlay }> {
  const document = house.document();
  document.lots[0]!.rules = rules;
  const tender = house.add(id, 'live', document);
  house.admit(tender, people.bidder.business, '417');
  house.admit(tender, people.rival.business, '205');
  return { tender, play: await playSealed(house, tender, tender.lots[0]!, rules.type!) };
}

const shooter = (world: World, what: string, view: View) => (page: Page, name: string): Promise<void> => look(world, page, `${what}-${name}-${called(view).replace(/ /g, '-')}`);

/** Signs in on the lot's page and makes the key that bids are signed with. */
async function ready(world: World, url: string, login: string, to: string, view: View): Promise<Page> {
  const page = await signedIn(world, url, login, to, view);
  await page.waitForSelector('.card .button.primary');
  await page.click('.card .button.primary');
  await page.waitForSelector('.bid-bar .button.primary');
  return page;
}

async function seal(page: Page, amount: string): Promise<void> {
  await page.fill('#bid-amount', amount);
  await page.click('.bid-bar button[type="submit"]');
  await page.waitForSelector('dialog[open]');
  await page.click('dialog[open] .button.primary');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}

export const flows: Flow[] = [
  ...sizes.map((view): Flow => ({
    name: `sealed bids ${called(view)}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = shooter(world, 'sealed', view);
      try {
        const { play } = await sealedLot(house, 'sealed1', second);
        const page = await ready(world, url, 'penyedia', '/tender/sealed1/bid', view);
        await page.waitForSelector('.sealed-facts');
        await shot(page, 'nothing-yet');
        // Above the ceiling it would count for nothing when opened: it is not sealed at all.
        await page.fill('#bid-amount', '1260000000');
        await page.click('.bid-bar button[type="submit"]');
        await page.waitForSelector('.bid-bar .field-error');
        await page.fill('#bid-amount', '115000000');
        await page.click('.bid-bar button[type="submit"]');
        await page.waitForSelector('dialog[open] .notice.warning');
        await world.axe(page);
        await world.shot(page, `sealed-zero-missing-${called(view).replace(/ /g, '-')}`, false);
        await page.click('dialog[open] .notice .button');
        await page.waitForSelector('dialog[open] .notice.warning', { state: 'detached' });
        await world.axe(page);
        await world.shot(page, `sealed-review-${called(view).replace(/ /g, '-')}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        await page.waitForSelector('.position.leads .sealed-amount');
        assert.match((await page.textContent('.sealed-amount'))!, /1[.,]150[.,]000[.,]000/);
        assert.deepEqual([...play.standing.keys()], ['417']);
        await shot(page, 'recorded');
        // The amount stays on this device, and off the screen when one likes.
        await page.click('.position .button:nth-child(1)');
        await page.waitForSelector('.sealed-amount', { state: 'detached' });
        await page.reload();
        await page.waitForSelector('.position.leads');
        assert.equal(await page.$('.sealed-amount'), null);
        await page.click('.position .button:nth-child(1)');
        await page.waitForSelector('.sealed-amount');
        // Replaced.
        await seal(page, '1120000000');
        await page.waitForFunction(() => /1[.,]120[.,]000[.,]000/.test(document.querySelector('.sealed-amount')?.textContent ?? ''));
        assert.equal(play.standing.get('417')!.version, 2);
        // Taken back, asked first; then made anew.
        await page.click('.position .button:nth-child(3)');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `sealed-take-back-${called(view).replace(/ /g, '-')}`, false);
        await page.click('dialog[open] .button.danger');
        await page.waitForSelector('.position.none');
        assert.equal(play.standing.size, 0);
        await seal(page, '1100000000');
        await page.waitForSelector('.position.leads .sealed-amount');
        const rival = await ready(world, url, 'saingan', '/tender/sealed1/bid', view);
        await rival.waitForSelector('.position.none');
        await seal(rival, '1130000000');
        await rival.waitForSelector('.position.leads .sealed-amount');
        play.deadline();
        await page.waitForSelector('.bid-bar', { state: 'detached' });
        await page.waitForSelector('.bid-format .notice.info');
        await shot(page, 'opening');
        await play.open();
        play.finish({ winner: '417', amount: '1130000000', reserve: 'none' });
        await page.waitForSelector('.bid-format table');
        await page.waitForSelector('.notice.good');
        assert.match((await page.textContent('.bid-format'))!, /1[.,]130[.,]000[.,]000[^]*1[.,]100[.,]000[.,]000/);
        await shot(page, 'opened');
        assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.endsWith('.sealed')).length), 0, 'what is open is no longer kept as a secret');
      } finally {
        await stop();
      }
    },
  })),
  {
    name: 'a sealed bid whose answer is lost is sent again with the same octets',
    against: 'mock',
    run: async (world) => {
      world.expected.push(/WebSocket connection/, /ERR_(CONNECTION|INTERNET)/);
      const { house, url, stop } = await startHouse(folder);
      try {
        const { play } = await sealedLot(house, 'sealed2', second);
        const page = await ready(world, url, 'penyedia', '/tender/sealed2/bid', sizes[1]);
        house.mute = true;
        await seal(page, '1100000000');
        await page.waitForSelector('.outgoing');
        await page.waitForFunction(() => !!document.querySelector('.bid-bar button[type="submit"]:disabled'));
        const first = play.standing.get('417')!;
        await page.context().setOffline(true);
        house.drop();
        await page.waitForSelector('.outgoing.unknown');
        house.mute = false;
        await page.context().setOffline(false);
        await page.reload();
        await page.waitForSelector('.receipt:not(.refused)');
        await page.waitForSelector('.position.leads .sealed-amount');
        assert.equal(play.standing.get('417')!.bid, first.bid);
        assert.deepEqual((await play.open()).map(({ amount }) => amount), ['1100000000']);
      } finally {
        await stop();
      }
    },
  },
  {
    name: 'a sealed bid made without a line is late by name',
    against: 'mock',
    run: async (world) => {
      world.expected.push(/WebSocket connection/, /ERR_(CONNECTION|INTERNET)/);
      const { house, url, stop } = await startHouse(folder);
      const shot = shooter(world, 'sealed-late', sizes[0]);
      try {
        const { play } = await sealedLot(house, 'sealed3', second);
        const page = await ready(world, url, 'penyedia', '/tender/sealed3/bid', sizes[0]);
        await seal(page, '1190000000');
        await page.waitForSelector('.position.leads .sealed-amount');
        await page.context().setOffline(true);
        house.drop();
        await page.waitForSelector('.connection-banner, .pill.warning, .pill.danger');
        await page.fill('#bid-amount', '1000000000');
        await page.click('.bid-bar button[type="submit"]');
        await page.waitForSelector('dialog[open]');
        await world.shot(page, 'sealed-offline-review-360-id', false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.outgoing.unsent');
        play.deadline();
        await page.context().setOffline(false);
        await page.reload();
        await page.waitForSelector('.receipt.refused');
        await page.waitForSelector('.bid-format .notice.info');
        await shot(page, 'refused');
        // What stood before stands. An envelope that is not what was recorded counts for nothing, and everybody sees why.
        await play.open(['417']);
        await page.waitForSelector('.bid-format .notice.danger');
        await shot(page, 'defect');
      } finally {
        await stop();
      }
    },
  },
  ...sizes.map((view): Flow => ({
    name: `hybrid lot ${called(view)}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = shooter(world, 'hybrid', view);
      try {
        const { play } = await sealedLot(house, 'hybrid1', hybrid);
        const page = await ready(world, url, 'penyedia', '/tender/hybrid1/bid', view);
        const rival = await ready(world, url, 'saingan', '/tender/hybrid1/bid', view);
        await shot(page, 'sealed-round');
        await seal(page, '1100000000');
        await page.waitForSelector('.position.leads .sealed-amount');
        await seal(rival, '1150000000');
        await rival.waitForSelector('.position.leads .sealed-amount');
        play.deadline();
        await page.waitForSelector('.bid-format .notice.info');
        await shot(page, 'opening');
        await play.open([], ['417']);
        await page.waitForSelector('.bid-format details[open]');
        await shot(page, 'opened');
        play.live();
        await page.waitForSelector('.bid-bar .button.primary');
        await page.waitForSelector('.bid-main .notice.good');
        await shot(page, 'goes-on');
        await rival.waitForSelector('.bid-main .notice.info');
        assert.equal(await rival.$('.bid-bar'), null);
        await shot(rival, 'does-not-go-on');
        await page.fill('#bid-amount', '1050000000');
        await page.click('.bid-bar button[type="submit"]');
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        play.finish({ winner: '417', amount: '1050000000', reserve: 'none' });
        await page.waitForSelector('.clock.closed');
        await shot(page, 'closed');
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.slice(0, 2).map((view): Flow => ({
    name: `sealed lots for officers and the public ${called(view)}`,
    against: 'mock',
    run: async (world) => {
      // The made-up house tells its history to those who are signed in.
      world.expected.push(/status of 401/);
      const { house, url, stop } = await startHouse(folder);
      const shot = shooter(world, 'sealed', view);
      try {
        const { play } = await sealedLot(house, 'sealed4', second);
        const officer = await signedIn(world, url, 'petugas', '/manage/sealed4/auction', view);
        await officer.waitForSelector('.cockpit-lot .notice.info');
        const anyone = await world.person({ ...view, options: { baseURL: url } });
        await anyone.goto('/tender/sealed4/live');
        await anyone.waitForSelector('.live-lot .notice.info');
        await shot(officer, 'cockpit');
        await shot(anyone, 'public');
        const seen = async (): Promise<string[]> => Promise.all([officer.textContent('.cockpit-lot'), officer.textContent('.cockpit-grid tbody'), anyone.textContent('.live-lot')].map(async (text) => (await text)!.replace(/\d+[.:]\d+([.:]\d+)?/g, '')));
        const before = await seen();
        const bidder = await ready(world, url, 'penyedia', '/tender/sealed4/bid', view);
        await seal(bidder, '1100000000');
        await bidder.waitForSelector('.position.leads .sealed-amount');
        assert.deepEqual(await seen(), before, 'nobody sees that somebody has bid');
        const rival = await ready(world, url, 'saingan', '/tender/sealed4/bid', view);
        await seal(rival, '1130000000');
        await rival.waitForSelector('.position.leads .sealed-amount');
        play.deadline();
        await officer.waitForFunction(() => /dibuka|opened/.test(document.querySelector('.cockpit-lot .notice.info .notice-title')?.textContent ?? ''));
        await shot(officer, 'cockpit-opening');
        await play.open(['205']);
        play.finish({ winner: '417', amount: '1250000000', reserve: 'none' });
        await officer.waitForSelector('.cockpit-lot .table tbody tr:nth-child(2)');
        await anyone.waitForSelector('.live-lot .table tbody tr:nth-child(2)');
        await shot(officer, 'cockpit-opened');
        await shot(anyone, 'public-opened');
        await officer.goto('/manage/sealed4/award');
        await officer.waitForSelector('fieldset, .radio, input[type="radio"]');
        await shot(officer, 'award');
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.slice(0, 2).map((view): Flow => ({
    name: `rules of sealed lots ${called(view)}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = shooter(world, 'sealed', view);
      try {
        const draft = house.add('draft2', 'draft', house.document(1, Date.now() + 86_400_000, Date.now() + 90_000_000));
        const page = await signedIn(world, url, 'petugas', `/manage/${draft.id}/edit?step=lot-1`, view);
        await page.waitForSelector('.rules-editor');
        for (const type of ['sealed_first_price', 'sealed_second_price', 'hybrid']) {
          await page.check(`#at-lots-0-rules-type-group input[value="${type}"]`);
          await page.waitForSelector(type === 'hybrid' ? '#at-lots-0-rules-sealed-seconds' : '#at-lots-0-rules-winners');
          await shot(page, `rules-${type}`);
        }
        for (const rules of [second, hybrid]) {
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
