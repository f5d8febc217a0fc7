// Package lots: parts picked at one price, what stands by name, the solver watched, scenarios side by side.
import assert from 'node:assert/strict';
import type { Rules } from '../../../src/api/views';
import type { OwnPackage, PackageRules, SettledPackages } from '../../../src/lot/packages';
import { people, startHouse } from '../../mock/house';
import type { Flow } from '../flow';
import { look, signedIn } from '../mock_person';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
const sizes = [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }] as const;

const rules = (count: number): Rules => ({
  type: 'package', tick: '1', ceiling: '9000000000', outage: { min_seconds: 5, min_remaining_seconds: 60 },
  parts: Array.from({ length: count }, (_, n) => ({ id: String(n + 1), title: n === 1 ? 'Lampu jalan' : `Jalan desa ruas ${n + 1}`, ceiling: '100000000', ...(n === 1 && { units: 4 }) })),
  max_bids: 5, payment: 'pay_as_bid', time_limit_seconds: 60,
  scenarios: [{ name: '20 % usaha kecil', constraints: [{ kind: 'share', group: 'small', at_least_percent: '20' }] }],
} as PackageRules as Rules);

const settled: SettledPackages = {
  scenario: 'cheapest', status: 'feasible', solver: 'CBC 2.10.8', ties_settled: false, cost: '2437500000', bound: '2400000000', gap_percent: '1.5625',
  accepted: [{ bidder: '417', package: 'P1', amount: '2500000000', parts: ['1', { part: '2', units: 3 }] }],
  suppliers: [{ bidder: '417', bid: '2500000000', paid: '2437500000', parts: 2, discount_percent: '2.5' }], unawarded: [{ part: '2', units: 1 }, { part: '3', units: 1 }],
};

export const flows: Flow[] = [
  ...sizes.map((view): Flow => ({
    name: `package builder ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        const paper = house.document();
        paper.lots[0]!.rules = rules(40);
        const tender = house.add('packages1', 'live', paper);
        house.admit(tender, people.bidder.business, '417');
        const lot = tender.lots[0]!;
        const own: OwnPackage[] = [];
        lot.play = {
          view: () => ({ format: 'package', visibility: null, result: null, best: null, bidders: null, bids: null, stage: { name: 'offers' } }),
          own: () => ({ leads: null, rank: null, to_beat: null, can_bid: true, next_valid: null, evaluated: null, packages: { bids: own } }),
          verdict: (_, __, content) => {
            const said = content as unknown as OwnPackage & { kind: string };
            const at = own.findIndex(({ name }) => name === said.name);
            if (said.kind === 'withdraw_package') own.splice(at, 1);
            else if (said.kind === 'package') own.splice(at < 0 ? own.length : at, at < 0 ? 0 : 1, { name: said.name, parts: said.parts, amount: said.amount, ...(said.alternative && { alternative: said.alternative }) });
            return 'accepted';
          },
        };
        const page = await signedIn(world, url, 'penyedia', '/tender/packages1/bid', view);
        await page.click('.card .button.primary');
        await page.waitForSelector('.package-parts');
        // Nothing chosen: the page says what is missing.
        await page.click('.bid-format .button.primary');
        await page.waitForSelector('.bid-format .field-error');
        // By the keyboard alone: find the lamps, choose them, three units of four.
        await page.fill('.bid-format input[inputmode=search]', 'lampu');
        await page.focus('.package-part input[type=checkbox]');
        await page.keyboard.press('Space');
        await page.fill('.package-part input[type=number]', '3');
        await page.fill('.bid-format input[inputmode=search]', 'ruas 7');
        await page.check('.package-part input[type=checkbox]');
        await page.fill('#package-price', '900000000');
        await page.click('.bid-format .button.primary');
        assert.match((await page.textContent('.bid-format .field-error'))!, /400[.,]000[.,]000/, 'no more than the ceilings of its parts');
        await page.fill('#package-price', '350000000');
        await look(world, page, `packages-build-${view.width}-${view.language}`);
        await page.click('.bid-format .button.primary');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `packages-review-${view.width}-${view.language}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('.receipt:not(.refused)');
        await page.waitForSelector('.package-own');
        assert.deepEqual(own.map(({ parts, amount }) => [parts, amount]), [[[{ part: '2', units: 3 }, '7'], '350000000']]);
        // Changed under the same name, then withdrawn.
        await page.click('.package-own .button:first-child');
        await page.fill('#package-price', '340000000');
        await page.click('.bid-format .button.primary');
        await page.click('dialog[open] .button.primary');
        await page.waitForFunction(() => /340[.,]000[.,]000/.test(document.querySelector('.package-own')?.textContent ?? ''));
        assert.equal(own.length, 1);
        await look(world, page, `packages-own-${view.width}-${view.language}`);
        await page.click('.package-own .button:nth-child(2)');
        await page.click('dialog[open] .button.danger');
        await page.waitForSelector('.package-own', { state: 'detached' });
      } finally {
        await stop();
      }
    },
  })),
  ...sizes.map((view): Flow => ({
    name: `package solver and scenarios ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        const paper = house.document();
        paper.lots[0]!.rules = rules(3);
        const tender = house.add('packages2', 'live', paper);
        house.admit(tender, people.bidder.business, '417');
        const lot = tender.lots[0]!;
        let state: Record<string, unknown> = { comparison: null, solving: { state: 'solving', scenario: 'cheapest', asked_at: new Date().toISOString(), time_limit_seconds: 60, why: null, progress: { stage: 'searching', cost: '2500000000', bound: '2400000000', gap_percent: '4.1667' } } };
        let result: object | null = null;
        const asked: unknown[] = [];
        lot.play = {
          view: () => ({ format: 'package', visibility: null, result, best: null, stage: result ? null : { name: 'solving' }, standings: [] }),
          own: () => ({ packages: { bids: [] } }),
          verdict: () => 'lot_closed',
          answer: (path, method, body) => {
            if (method === 'GET') return state;
            asked.push([path, body]);
            if (path === 'solution/cancel') state = { ...state, solving: { ...(state.solving as object), state: 'cancelled', why: 'cancelled' } };
            if (path === 'comparison')
              state = { ...state, comparison: { state: 'compared', asked_at: new Date().toISOString(), time_limit_seconds: 60, why: null, scenarios: [{ name: 'cheapest', status: 'optimal', cost: '2437500000', suppliers: [{}] }, { name: '20 % usaha kecil', status: 'optimal', cost: '2570000000', costs_more: '132500000', costs_more_percent: '5.4359', suppliers: [{}, {}], each_constraint_costs: ['132500000', null] }] } };
            return {};
          },
        };
        house.close(tender);
        const page = await signedIn(world, url, 'petugas', '/manage/packages2/auction', view);
        await page.waitForSelector('text=/4[.,]1667/');
        await look(world, page, `packages-solving-${view.width}-${view.language}`);
        await page.getByRole('button', { name: view.language === 'id' ? 'Hentikan pemecah' : 'Stop the solver' }).click();
        await page.getByRole('button', { name: view.language === 'id' ? 'Cari lagi' : 'Search again', exact: true }).waitFor();
        state = { ...state, solving: null };
        result = { winner: '417', amount: '2437500000', reserve: 'none', outcome: 'partly_covered', covered: 1, packages: settled };
        house.seq += 1;
        house.tell(tender);
        await page.waitForSelector('text=CBC 2.10.8');
        const searching = { state: 'solving', asked_at: new Date().toISOString(), time_limit_seconds: 60, why: null, solve: 2, solves: 4, progress: { stage: 'ties', cost: '2570000000', bound: '2570000000', gap_percent: '0' } };
        const found = state;
        state = { ...found, comparison: searching };
        house.seq += 1;
        house.tell(tender);
        await page.waitForSelector(view.language === 'id' ? 'text=/Pencarian 2 dari paling banyak 4/' : 'text=/Search 2 of at most 4/');
        await look(world, page, `packages-comparing-${view.width}-${view.language}`);
        state = found;
        await page.getByRole('button', { name: view.language === 'id' ? 'Bandingkan skenario' : 'Compare the scenarios' }).click();
        await page.waitForSelector('.package-bar');
        await look(world, page, `packages-scenarios-${view.width}-${view.language}`);
        await page.getByRole('button', { name: /20 % usaha kecil/ }).click();
        await page.waitForSelector('dialog[open]');
        await page.fill('#reason', 'Seperlima nilainya bagi usaha kecil setempat.');
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('dialog[open]', { state: 'detached' });
        assert.deepEqual(asked.at(-1), ['solution', { scenario: '20 % usaha kecil', reason: 'Seperlima nilainya bagi usaha kecil setempat.' }]);
      } finally {
        await stop();
      }
    },
  })),
];
