// A sealed lot on the platform itself, from its publication to the award: what the page seals, the server opens.
// Needs the demonstration's accounts (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Flow } from '../flow';
import { award, castOf, invite, must, seal, soon, toBid, verified } from '../platform_person';

export const flows: Flow[] = [
  {
    name: 'a sealed lot from publication to award',
    against: 'server',
    whenNamed: true,
    run: async (world) => {
      const { officer, ayu, budi, look } = await castOf(world, 'sealed');
      const { business } = (await must(officer, 'GET', '/api/v1/session')) as unknown as { business: { id: string; name: string } };
      const { id } = (await must(officer, 'POST', '/api/v1/tenders', {
        title: 'Kertas tersegel', language: 'id', category: 'goods', buyer: business, description: 'Kertas HVS 80 gram ukuran A4.',
        contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
        schedule: { auction_starts_at: soon(20), auction_ends_at: soon(80) },
        lots: [{
          id: '1', title: 'Kertas A4', estimate: '60000000', items: [{ description: 'Kertas HVS A4 80 gram', quantity: '1000', unit: 'rim' }],
          rules: { type: 'sealed_second_price', tick: '1', ceiling: '60000000', winners: 1, outage: { min_seconds: 5, min_remaining_seconds: 5 } },
        }],
      })) as unknown as { id: string };
      await must(officer, 'POST', `/api/v1/tenders/${id}/publish`, {});
      await invite(officer, id, [ayu, budi]);
      for (const page of [ayu, budi]) await toBid(page, id, '#bid-amount');
      await seal(ayu, '52000000');
      await look(ayu, 'recorded-360');
      await seal(budi, '54000000');
      await seal(ayu, '51000000');
      await ayu.waitForFunction(() => /51\.000\.000/.test(document.querySelector('.sealed-amount')?.textContent ?? ''));
      await officer.goto(`/manage/${id}/auction`);
      await officer.waitForSelector('.cockpit-lot .notice.info');
      await look(officer, 'cockpit');
      assert.doesNotMatch((await officer.textContent('body'))!, /5[124]\.000\.000/);
      await ayu.waitForSelector('.bid-format table', { timeout: 90_000 });
      await budi.waitForSelector('.bid-format table');
      // The second price: the lowest wins and is paid what the next one asked.
      assert.match((await ayu.textContent('.bid-format'))!, /51\.000\.000[^]*54\.000\.000/);
      await look(ayu, 'opened-360');
      await look(budi, 'opened-1280');
      await officer.goto(`/manage/${id}/award`);
      await officer.waitForSelector('input[type=radio]');
      assert.match((await officer.textContent('main'))!, /54\.000\.000/);
      await look(officer, 'award');
      await award(officer, id, 'Penawaran tersegel terendah, dibayar harga kedua.');
      await ayu.waitForSelector('.notice.good:has-text("54.000.000")');
      await look(ayu, 'awarded-360');
      const { offers } = (await must(ayu, 'GET', `/api/v1/tenders/${id}/my-bids`)) as unknown as { offers: { seq: number; verdict: string }[] };
      assert.deepEqual(offers.map(({ verdict }) => verdict), ['accepted', 'accepted']);
      assert.equal((await ayu.request.get(`/api/v1/receipts/${offers[0]!.seq}`)).status(), 200);
      await verified(world, id, look);
    },
  },
];
