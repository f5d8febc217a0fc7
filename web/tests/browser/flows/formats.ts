// Auctions of other formats than the English: their rules written, their pages played, rehearsed and watched over.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type House, type Lot, people, startHouse, type Tender } from '../../mock/house';
import { iso } from '../../mock/http';
import type { Rules } from '../../../src/api/views';
import { ladderOf } from '../../../src/rules/ladder';
import type { Flow } from '../flow';
import { playRounds, playSupply } from '../../mock/play_rounds';
import { look, signedIn } from '../mock_person';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
const sizes = [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }, { width: 360, language: 'en', scheme: 'dark' }] as const;

const outage = { min_seconds: 5, min_remaining_seconds: 60 };
const dutch: Rules = { type: 'dutch_reverse', tick: '1', ceiling: '1250000000', start: '750000000', step: '20000000', highest: '1230000000', interval_seconds: 60, winners: 1, outage };
const japanese: Rules = { type: 'japanese_reverse', tick: '1', ceiling: '1250000000', start: '1250000000', step: '20000000', floor: '750000000', interval_seconds: 60, silence: 'leaves', shows_remaining: true, winners: 1, outage };

const stepped: Rules = { type: 'stepped_rounds', tick: '1', ceiling: '1250000000', step: '5000000', rounds: 3, opening_pause_seconds: 300, turn_seconds: 120, pause_seconds: 120, pre_announcement_seconds: 120, outage };
const contracts: Rules = { type: 'stepped_rounds', rounds: 1, turn_seconds: 120, esco: { notice: '2026-10-03', discount_percent: '22', step_percent: '0.6', share: { at_least: '0.8', at_most: '1' } }, outage };
const supply: Rules = { type: 'supply_schedule', tick: '10', ceiling: '15000', demand: { units: 1000, unit: 'ton', min_units: 600 }, pricing: 'pay_as_bid', margin: { rule: 'time_priority', all_or_nothing: true, min_award: 50 }, replacement: 'any', visibility: 'price_and_own_award', max_steps: 10, outage };

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
  ...sizes.map((view): Flow => ({
    name: `stepped rounds ${view.width} ${view.language}${'scheme' in view ? ' dark' : ''}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = (page: Page, name: string): Promise<void> => look(world, page, `stepped-${name}-${view.width}-${view.language}${'scheme' in view ? '-dark' : ''}`);
      try {
        const written = house.document(1, Date.now() + 300_000, Date.now() + 3600_000);
        written.lots[0]!.rules = stepped;
        const tender = house.add('rounds1', 'scheduled', written);
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const rounds = playRounds(house, tender, stepped, { '417': { factor: '7/9', evaluated: '964444444 4/9' } });
        const page = await signedIn(world, url, 'penyedia', '/tender/rounds1/bid', view);
        await page.waitForSelector('.position');
        await page.click('.card .button.primary');
        await page.waitForSelector('.bid-bar');
        const said = async (amount: string): Promise<void> => {
          await page.fill('#bid-amount', '');
          await page.type('#bid-amount', amount);
        };
        await said('1240000000');
        await page.waitForSelector('.bid-bar [role=status]');
        await shot(page, 'initial');
        await page.keyboard.press('Enter');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `stepped-review-${view.width}-${view.language}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        await page.waitForFunction(() => /1[.,]240[.,]000[.,]000/.test(document.querySelector('.position')?.textContent ?? ''));
        await shot(page, 'kept');
        // Opened: both are seen; the rival's turn, then one's own.
        rounds.offer('205', 1_235_000_000n);
        rounds.to({ name: 'opening_pause', round: 1, rounds: 3 });
        await page.waitForSelector('.turn-table tbody tr:nth-child(2)');
        assert.equal(await page.$('.bid-bar'), null, 'nothing can be said in a pause');
        await shot(page, 'opened');
        rounds.to({ name: 'turn', round: 1, rounds: 3, number: 1, of: 2, turn: '417' });
        await page.waitForSelector('.turn-clock.mine');
        await page.waitForSelector('.bid-bar');
        assert.equal(await page.$('#bid-amount:focus'), null, 'the turn takes nobody’s focus');
        await shot(page, 'turn');
        await page.click('.quick button:nth-child(1)');
        await page.click('.bid-bar button[type=submit]');
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.bid-bar .button.quiet');
        await shot(page, 'pending');
        // Taken back, by the keyboard.
        await page.focus('.bid-bar .button.quiet');
        await page.keyboard.press('Enter');
        await page.waitForSelector('dialog[open] .button.danger');
        await world.axe(page);
        await page.click('dialog[open] .button.danger');
        await page.waitForSelector('dialog[open]', { state: 'detached' });
        await page.waitForSelector('.bid-bar .button.quiet', { state: 'detached' });
        await said('1230000000');
        await page.click('.bid-bar button[type=submit]');
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.bid-bar .button.quiet');
        Object.assign(rounds.lot, { phase: 'paused', left: 300_000, paused: { at: new Date().toISOString(), reason: 'Listrik kantor padam.' } });
        house.tell(tender);
        await page.waitForSelector('.turn-clock.held');
        assert.ok(await page.isDisabled('.bid-bar button[type=submit]'));
        await shot(page, 'paused');
        rounds.to({ name: 'turn', round: 1, rounds: 3, number: 2, of: 2, turn: '205' });
        await page.waitForSelector('.position.leads');
        await page.waitForSelector('.bid-bar', { state: 'detached' });
        await shot(page, 'waits');
        rounds.close({ winner: '417', amount: '1230000000' });
        await page.waitForSelector('.clock.closed');
        await shot(page, 'closed');
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.slice(0, 2).map((view): Flow => ({
    name: `energy-performance contracts ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        const written = house.document(1, Date.now() + 300_000, Date.now() + 3600_000);
        written.lots[0]!.rules = contracts;
        const tender = house.add('esco1', 'scheduled', written);
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const rounds = playRounds(house, tender, contracts);
        const page = await signedIn(world, url, 'penyedia', '/tender/esco1/bid', view);
        await page.click('.card .button.primary');
        await page.waitForSelector('.contract-form');
        await page.click('.contract-form button[type=submit]');
        await page.waitForSelector('.contract-form .field-error');
        await page.fill('#contract-share', '85');
        await page.fill('#contract-years', '12');
        await page.fill('#contract-0', '400');
        await page.fill('#contract-1', '900');
        await page.click('.contract-years > .button');
        await page.waitForSelector('.contract-form details');
        await page.click('.contract-form details summary');
        await look(world, page, `esco-form-${view.width}`);
        await page.click('.contract-form button[type=submit]');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `esco-review-${view.width}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        rounds.offer('205', 800_000_000n, '700.465072');
        rounds.to({ name: 'turn', round: 1, rounds: 1, number: 1, of: 2, turn: '417' });
        await page.waitForSelector('.turn-table tbody tr:nth-child(2)');
        // Too small a step: said before it is sent; more savings are a better offer.
        await page.waitForSelector('.contract-form .field-error');
        assert.match((await page.textContent('.position'))!, /900[.,]128193/);
        await page.fill('#contract-1', '1000');
        await page.click('.contract-years > .button');
        await page.waitForSelector('.contract-form .field-error', { state: 'detached' });
        await look(world, page, `esco-turn-${view.width}`);
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.map((view): Flow => ({
    name: `supply schedules ${view.width} ${view.language}${'scheme' in view ? ' dark' : ''}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = (page: Page, name: string): Promise<void> => look(world, page, `supply-${name}-${view.width}-${view.language}${'scheme' in view ? '-dark' : ''}`);
      try {
        const tender = house.add('supply1', 'live', withRules(house, supply));
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const play = playSupply(house, tender, supply);
        const page = await signedIn(world, url, 'penyedia', '/tender/supply1/bid', view);
        await page.waitForSelector('.clock.live');
        await page.click('.card .button.primary');
        await page.waitForSelector('#step-0-price');
        assert.equal(await page.$('.bid-bar'), null, 'no bid bar of another format');
        // Nothing filled in, then too dear, then falling.
        await page.click('form.card button[type=submit]');
        await page.waitForSelector('.field-error');
        await page.fill('#step-0-price', '16000');
        await page.fill('#step-0-quantity', '300');
        await page.waitForSelector('.field.wrong #step-0-price');
        await page.fill('#step-0-price', '11000');
        // A second step by the keyboard: it takes the focus.
        await page.focus('.schedule-steps ~ .buttons .button');
        await page.keyboard.press('Enter');
        await page.waitForSelector('#step-1-price:focus');
        await page.keyboard.type('10000');
        await page.fill('#step-1-quantity', '200');
        await page.waitForSelector('.field.wrong #step-1-price');
        await shot(page, 'falling');
        await page.fill('#step-1-price', '12000');
        await page.check('.schedule-steps li:nth-child(2) input[type=checkbox]');
        await page.waitForSelector('form.card .supply-curve');
        await shot(page, 'written');
        // It survives a reload.
        await page.reload();
        await page.waitForSelector('#step-1-price');
        assert.match(await page.inputValue('#step-1-price'), /^12[.,]000$/);
        await page.click('form.card button[type=submit]');
        await page.waitForSelector('dialog[open] .schedule-list li:nth-child(2)');
        await world.axe(page);
        await world.shot(page, `supply-review-${view.width}-${view.language}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        await page.waitForSelector('.position.leads');
        await shot(page, 'stands');
        // One step less; then nothing at all.
        await page.click('.schedule-steps li:nth-child(2) .button.quiet');
        await page.waitForSelector('#step-0-price:focus');
        await page.click('form.card button[type=submit]');
        await page.click('dialog[open] .button.primary');
        await page.waitForFunction(() => /300/.test(document.querySelector('.position-words')?.textContent ?? ''));
        await page.click('form.card > .buttons:last-child .button:not(.primary)');
        await page.click('dialog[open] .button.danger');
        await page.waitForSelector('.position.none');
        await page.fill('#step-0-price', '11500');
        await page.fill('#step-0-quantity', '400');
        await page.click('form.card button[type=submit]');
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.position.leads');
        play.close();
        await page.waitForSelector('.clock.closed');
        await shot(page, 'closed');
        await page.goto('/tender/supply1/my-bids');
        await page.waitForSelector('table');
        await shot(page, 'my-offers');
        await page.goto('/tender/supply1/live');
        await page.waitForSelector('.live-lot');
        await shot(page, 'public');
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.map((view): Flow => ({
    name: `automatic bids ${view.width} ${view.language}${'scheme' in view ? ' dark' : ''}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      const shot = (page: Page, name: string): Promise<void> => look(world, page, `proxy-${name}-${view.width}-${view.language}${'scheme' in view ? '-dark' : ''}`);
      try {
        const written = house.document();
        written.lots[0]!.rules.proxy = true;
        const tender = house.add('proxy1', 'live', written);
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const [lot] = tender.lots;
        house.place(tender, lot!, lot!.lines.get('205')!, 'r1', '1240000000', false);
        const page = await signedIn(world, url, 'penyedia', '/tender/proxy1/bid', view);
        await page.click('.card .button.primary');
        await page.waitForSelector('#proxy-floor');
        await page.type('#proxy-floor', '1100000050');
        await page.waitForSelector('.proxy-card .field-error');
        await page.fill('#proxy-floor', '1100000000');
        await page.click('.proxy-card button[type=submit]');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `proxy-review-${view.width}-${view.language}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.proxy-stands');
        await page.waitForSelector('.receipt:not(.refused)');
        await shot(page, 'stands');
        // Nobody else is shown it.
        const other = await signedIn(world, url, 'saingan', '/tender/proxy1/bid', view);
        await other.waitForSelector('.position');
        assert.doesNotMatch((await other.textContent('main'))!, /1[.,]100[.,]000[.,]000/);
        // Passed below the floor.
        house.place(tender, lot!, lot!.lines.get('205')!, 'r2', '1090000000', false);
        await page.waitForSelector('.proxy-passed');
        await shot(page, 'passed');
        await page.click('.proxy-card .button.quiet');
        await page.click('dialog[open] .button.danger');
        await page.waitForSelector('.proxy-stands', { state: 'detached' });
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
        for (const type of ['dutch_reverse', 'japanese_reverse', 'stepped_rounds', 'supply_schedule']) {
          await page.check(`#at-lots-0-rules-type-group input[value="${type}"]`);
          await page.waitForSelector({ supply_schedule: '#at-lots-0-rules-demand-units', stepped_rounds: '#at-lots-0-rules-step' }[type] ?? '#at-lots-0-rules-start');
          await shot(page, `rules-${type}`);
        }
        await page.check('#at-lots-0-rules-type-group input[value="stepped_rounds"]');
        await page.waitForSelector('#at-lots-0-rules-basis-group');
        await page.check('#at-lots-0-rules-basis-group input[value="esco"]');
        await page.waitForSelector('#at-lots-0-rules-esco-notice');
        await shot(page, 'rules-esco');
        await page.check('#at-lots-0-rules-type-group input[value="english_reverse"]');
        await page.click('.rules-editor details summary');
        await page.fill('#at-lots-0-rules-winners', '3');
        await page.waitForSelector('#at-lots-0-rules-min-winners');
        await page.check('#at-lots-0-rules-proxy');
        await shot(page, 'rules-winners-proxy');
        for (const rules of [dutch, japanese, stepped]) {
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
