// On the platform itself: a practice copy of a tender whose lots follow each other, robots that bid, a bid that two officers
// enter for a business. Needs the demonstration's accounts and robots (./run without --no-demo).
import assert from 'node:assert/strict';
import type { Flow, World } from '../flow';
import { castOf, confirmed, must, signedIn, soon, toBid, tried, verified } from '../platform_person';

const letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nSurat penawaran PT Karya Nusa\n') };
const reason = 'Jaringan penyedia terputus; suratnya diterima di loket.';

async function play(world: World, slower: number): Promise<void> {
  const { officer, ayu, budi, look } = await castOf(world, 'practice');
  const { business } = (await must(officer, 'GET', '/api/v1/session')) as unknown as { business: { id: string; name: string } };
  const lasts = 60 * slower;
  const lot = (id: string, title: string): object => ({
    id, title, estimate: '60000000', items: [{ description: title, quantity: '100', unit: 'buah' }],
    rules: { tick: '1000', ceiling: '60000000', decrement: { own: { amount: '100000' } }, visibility: 'leader_price_and_rank', ties: 'earlier_wins', outage: { min_seconds: 5, min_remaining_seconds: 5 } },
  });
  const { id: real } = (await must(officer, 'POST', '/api/v1/tenders', {
    title: 'Meja dan kursi sekolah', language: 'id', category: 'goods', buyer: business, description: 'Meja, lalu kursi, satu per satu.',
    contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
    schedule: { auction_starts_at: soon(3600), auction_ends_at: soon(3600 + lasts), sequence: { kind: 'serial', gap_seconds: 5 } },
    lots: [lot('1', 'Meja'), lot('2', 'Kursi')],
  })) as unknown as { id: string };
  await must(officer, 'POST', `/api/v1/tenders/${real}/publish`, {});

  // The copy is a draft of its own, which says what it is.
  await officer.goto(`/manage/${real}`);
  await officer.getByRole('button', { name: 'Buat salinan latihan' }).click();
  await officer.click('dialog[open] .dialog-actions .button.primary');
  await officer.waitForFunction((path) => !location.pathname.includes(path), real);
  const id = /manage\/(\w+)/.exec(officer.url())![1]!;
  await officer.waitForSelector('.notice.warning');
  const tender = `/api/v1/tenders/${id}`;
  const { version, document } = (await must(officer, 'GET', `${tender}/draft`)) as unknown as { version: number; document: { title: string; schedule: object } };
  assert.equal(document.title, 'Latihan: Meja dan kursi sekolah');
  const begins = 45 * slower;
  await must(officer, 'PUT', `${tender}/draft?version=${version}`, { ...document, schedule: { ...document.schedule, auction_starts_at: soon(begins), auction_ends_at: soon(begins + lasts) } });
  await must(officer, 'POST', `${tender}/publish`, {});

  // Robots ask to take part in what is published to practise on, and are admitted like everybody.
  await officer.goto(`/manage/${id}`);
  await officer.waitForSelector('#participants .row-list .button.primary', { timeout: 60_000 });
  await officer.click('#participants .row-list .button.primary');
  await officer.waitForSelector('dialog[open]');
  await confirmed(officer);
  for (const page of [ayu, budi]) {
    const { business: mine } = (await must(page, 'GET', '/api/v1/session')) as unknown as { business: { id: string } };
    await must(officer, 'POST', `${tender}/bidders`, { business: mine.id, lots: ['1', '2'] });
  }
  await must(officer, 'POST', `${tender}/schedule`, {});
  await toBid(ayu, id, '#bid-amount');
  await budi.goto(`/tender/${id}/bid?lot=2`);
  await budi.waitForSelector('.notice.warning');
  await budi.waitForSelector('.clock.scheduled');
  assert.match((await budi.textContent('.clock'))!, /lot 1/i, 'the second lot waits for the first');
  await look(budi, 'waits-1280');

  await officer.goto(`/manage/${id}/auction`);
  await ayu.waitForSelector('.clock.live', { timeout: begins * 1000 + 60_000 });
  await ayu.fill('#bid-amount', '59000000');
  await ayu.click('.bid-bar button[type=submit]:not([disabled])');
  await ayu.click('dialog[open] .dialog-actions .button.primary');
  await ayu.waitForSelector('.receipt:not(.refused)');
  await officer.getByRole('button', { name: /^Catat penawaran$/ }).click();
  const { admitted_bidders } = ((await must(officer, 'GET', tender)) as unknown as { tender: { admitted_bidders: { business: string; pseudonym: string }[] } }).tender;
  const { business: his } = (await must(budi, 'GET', '/api/v1/session')) as unknown as { business: { id: string } };
  const who = admitted_bidders.find((one) => one.business === his.id)!.pseudonym;
  await officer.selectOption('dialog[open] select', who);
  await officer.fill('#surrogate-amount', '50000000');
  await officer.setInputFiles('dialog[open] input[type=file]', letter);
  await officer.fill('#reason', reason);
  await confirmed(officer);
  const second = await signedIn(world, 'officer2', `/manage/${id}/auction`, { width: 360, language: 'id' });
  await second.click('.row-list:has-text("surat.pdf") .button.primary');
  await second.waitForSelector('dialog[open]');
  await confirmed(second);
  await second.waitForSelector('.cockpit-lot table .pill:has-text("dicatat petugas")');
  await look(second, 'approved-360');
  // A robot has bid as well.
  await officer.waitForFunction((path) => fetch(path).then((answer) => answer.json()).then(({ lots }) => lots[0].view.bidders >= 3), tender, { polling: 1000 });
  await look(officer, 'cockpit');

  // What makes the first lot longer delays the second, which still waits.
  const startOf = async (): Promise<number> => Date.parse(((await must(officer, 'GET', tender)) as unknown as { lots: { view: { starts_at: string } }[] }).lots[1]!.view.starts_at);
  const planned = await startOf();
  await must(officer, 'POST', `${tender}/lots/1/extend`, { by_seconds: 10, reason: 'Latihan memperpanjang lot pertama.' });
  await ayu.waitForSelector('.clock.closed', { timeout: lasts * 1000 + 90_000 });
  const moved = await startOf();
  assert.ok(moved >= planned + 10_000, `the second lot starts ${(moved - planned) / 1000} s later`);
  await budi.waitForSelector('.clock.live', { timeout: 90_000 });
  await look(budi, 'second-lot-1280');
  const anyone = await world.person({ width: 360, language: 'id' });
  await anyone.goto(`/tender/${id}/live`);
  await anyone.waitForSelector('.live-lot .pill:has-text("dicatat petugas")');
  await look(anyone, 'public-360');
  await budi.waitForSelector('.clock.closed', { timeout: lasts * 1000 + 90_000 });

  await officer.goto(`/manage/${id}`);
  await officer.waitForSelector('.task-list');
  assert.equal(await officer.$(`a[href="/manage/${id}/award"]`), null, 'a practice tender is never awarded');
  await look(officer, 'over');
  // Nothing of it is disclosed by an award: an auditor checks it.
  const said = await verified(world, id, look, await signedIn(world, 'auditor', '/desk', { width: 1280, language: 'en' }));
  assert.match(said, /1 bids entered by two officers/);
}

export const flows: Flow[] = [
  { name: 'a practice tender: lots in sequence, robots, a bid that two officers enter', against: 'server', whenNamed: true, run: (world) => tried(world, play) },
];
