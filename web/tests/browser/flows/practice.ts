// What officers enter for a bidder, lots that wait for each other, and tenders to practise on, on the made-up house.
import assert from 'node:assert/strict';
import { people, startHouse } from '../../mock/house';
import type { Flow } from '../flow';
import { look, signedIn } from '../mock_person';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
const reason = 'Jaringan penyedia terputus; suratnya diterima di loket.';
const letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 surat penawaran') };

export const flows: Flow[] = ([{ width: 360, language: 'id' }, { width: 1280, language: 'en' }] as const).flatMap((view): Flow[] => [
  {
    name: `a bid that two officers enter ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      // The made-up house tells its history to those who are signed in.
      world.expected.push(/status of 401/);
      const { house, url, stop } = await startHouse(folder);
      try {
        const tender = house.add('live1', 'live', house.document(3));
        tender.document.lots[1]!.rules = { type: 'supply_schedule', tick: '1', ceiling: '15000', demand: { units: 100, unit: 'ton' }, pricing: 'pay_as_bid' };
        tender.document.lots[2]!.rules = { type: 'package', ceiling: '1250000000' };
        for (const [n, format] of [[1, 'supply_schedule'], [2, 'package']] as const) tender.lots[n]!.play = { view: () => ({ format, ceiling: n === 1 ? '15000' : null, bids: null }), own: () => ({}), verdict: () => 'accepted' };
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const [first, second] = [await signedIn(world, url, 'petugas', '/manage/live1/auction', view), await signedIn(world, url, 'petugas2', '/manage/live1/auction', view)];
        const enter = first.getByRole('button', { name: /^(Catat penawaran|Enter a bid)$/ });
        await enter.click();
        // What is missing is said; nothing is sent.
        await first.click('dialog[open] .dialog-actions .button.primary');
        await first.waitForSelector('dialog[open] .field-error');
        await first.fill('#surrogate-amount', '1200000000');
        await first.setInputFiles('dialog[open] input[type=file]', letter);
        await first.fill('#reason', reason);
        await look(world, first, `surrogate-enter-${view.width}`);
        await first.click('dialog[open] .dialog-actions .button.primary');
        await first.waitForSelector('dialog[open] .notice.good');
        await first.click('dialog[open] .dialog-actions .button');
        await second.waitForSelector('.row-list:has-text("surat.pdf") .button.primary');
        assert.equal(await first.$('.row-list:has-text("surat.pdf") .button.primary'), null, 'who entered it does not approve it');
        await look(world, first, `surrogate-open-${view.width}`);
        await second.click('.row-list:has-text("surat.pdf") .button.primary');
        await second.waitForSelector('dialog[open] .notice.warning');
        await look(world, second, `surrogate-approve-${view.width}`);
        await second.click('dialog[open] .dialog-actions .button.primary');
        await second.waitForSelector('dialog[open] .notice.good');
        await second.click('dialog[open] .dialog-actions .button');
        await second.waitForSelector('.cockpit-lot table .pill.info');
        await look(world, second, `surrogate-approved-${view.width}`);

        // Prices and quantities where a bid is that; where it is neither, the page says so.
        await first.click('.cockpit-grid tbody tr:nth-child(2) .cockpit-open');
        await enter.click();
        await first.fill('#step-0-price', '10000');
        await first.fill('#step-0-quantity', '60');
        await first.setInputFiles('dialog[open] input[type=file]', letter);
        await first.fill('#reason', reason);
        await look(world, first, `surrogate-schedule-${view.width}`);
        await first.click('dialog[open] .dialog-actions .button.primary');
        await first.waitForSelector('dialog[open] .notice.good');
        await first.click('dialog[open] .dialog-actions .button');
        await first.waitForSelector('.row-list strong:has-text("60")');
        assert.deepEqual(tender.lots[1]!.proposals![0]!.content, { kind: 'schedule', steps: [{ unit_price: '10000', quantity: 60 }] });
        await first.click('.cockpit-grid tbody tr:nth-child(3) .cockpit-open');
        await first.waitForSelector('text=/tidak dapat dicatat di sini|cannot be entered here/');
        assert.equal(await enter.count(), 0);
        house.close(tender);
        const anyone = await world.person({ ...view, options: { baseURL: url } });
        await anyone.goto('/tender/live1/live');
        await anyone.waitForSelector('.live-lot table .pill.info');
        await look(world, anyone, `surrogate-public-${view.width}`);
      } finally {
        await stop();
      }
    },
  },
  {
    name: `lots in sequence and a practice copy ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        const document = house.document(2);
        document.schedule.sequence = { kind: 'serial', gap_seconds: 300 };
        const tender = house.add('live1', 'live', document);
        house.admit(tender, people.bidder.business, '417');
        Object.assign(tender.lots[1]!, { phase: 'scheduled', play: { view: () => ({ opens_after: '1' }), own: () => ({}), verdict: () => 'not_started' } });
        tender.lots[0]!.events.push({ seq: 101, at: new Date().toISOString(), kind: 'planned', cause: 'sequence', start: new Date(Date.now() + 900_000).toISOString() });
        const bidder = await signedIn(world, url, 'penyedia', '/tender/live1/bid?lot=2', view);
        await bidder.waitForSelector('.clock.scheduled');
        assert.equal(await bidder.$('.clock-time'), null, 'there is no countdown to a time that is not fixed');
        assert.match((await bidder.textContent('.clock'))!, /lot 1/i);
        await look(world, bidder, `sequence-waits-${view.width}`);
        const officer = await signedIn(world, url, 'petugas', '/manage/live1/auction', view);
        await officer.waitForSelector('.cockpit-grid tbody tr:nth-child(2)');
        assert.match((await officer.textContent('.cockpit-grid tbody tr:nth-child(2)'))!, /lot 1/i);
        await look(world, officer, `sequence-cockpit-${view.width}`);

        await officer.goto('/manage/live1');
        await officer.getByRole('button', { name: /salinan latihan|practice copy/ }).click();
        await officer.waitForSelector('dialog[open]');
        await look(world, officer, `practice-copy-${view.width}`);
        await officer.click('dialog[open] .dialog-actions .button.primary');
        await officer.waitForURL('**/manage/copy*');
        await officer.waitForSelector('.notice.warning');
        assert.match((await officer.textContent('h1'))!, /Latihan: /);
        await look(world, officer, `practice-manage-${view.width}`);
        const copy = [...house.tenders.values()].find(({ document: paper }) => paper.practice)!;
        const practice = house.add(copy.id, 'closed', copy.document);
        house.admit(practice, people.bidder.business, '417');
        await officer.goto(`/manage/${copy.id}`);
        await officer.waitForSelector('.task-list');
        assert.equal(await officer.$(`a[href="/manage/${copy.id}/award"]`), null, 'nothing of it is awarded');
        await bidder.goto(`/tender/${copy.id}/bid`);
        await bidder.waitForSelector('.notice.warning');
        await look(world, bidder, `practice-bid-${view.width}`);
      } finally {
        await stop();
      }
    },
  },
]);
