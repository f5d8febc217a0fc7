// An auditor's day on the platform itself: a tender with an addendum is auctioned and awarded; the auditor finds it, watches it,
// reads its record, plays it again, sees who saw what, compares its versions, takes evidence and has it judged by the page and
// by the program that stands alone, as it is and with one digit changed. Needs the demonstration's accounts (./run without
// --no-demo); where TERANG_MONITOR_FEED names the file that the platform reads alerts from, a monitor reports there.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { Page } from 'playwright-core';
import type { Flow, World } from '../flow';
import { award, castOf, invite, must, signedIn, soon, standalone, toBid, tried } from '../platform_person';

const items = [{ description: 'Kertas HVS A4 80 gram', quantity: '1000', unit: 'rim' }];

/** The lowest bid that counts now, once the page knows that it is this. */
async function bid(page: Page, amount: RegExp): Promise<void> {
  await page.locator('.quick button').first().filter({ hasText: amount }).click();
  await page.click('.bid-bar button[type=submit]');
  await page.click('dialog[open] .dialog-actions .button.primary');
  await page.waitForSelector('.receipt:not(.refused)');
}

/** The certificate that the platform shows, whoever signed it. */
async function certificateOf(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const raw = await new Promise<Buffer>((resolve, reject) => {
    const line = connect({ host: hostname, port: Number(port || 443), servername: hostname, rejectUnauthorized: false }, () => {
      resolve(line.getPeerCertificate().raw);
      line.end();
    });
    line.on('error', reject);
  });
  return `-----BEGIN CERTIFICATE-----\n${raw.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

/** Auctioned with an addendum, and awarded. */
async function procured(world: World, slower: number): Promise<{ id: string; title: string }> {
  const { officer, ayu, budi } = await castOf(world, 'audit');
  const { business } = (await must(officer, 'GET', '/api/v1/session')) as unknown as { business: { id: string; name: string } };
  const title = `Kertas untuk audit ${Date.now().toString(36)}`;
  const offered = {
    title, language: 'id', category: 'goods', buyer: business, description: 'Kertas untuk dua belas kantor kelurahan.',
    contact: { name: 'Sri Contoh', email: 'sri@contoh.example' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
    schedule: { auction_starts_at: soon(25 * slower), auction_ends_at: soon(60 * slower) },
    lots: [{ id: '1', title: 'Kertas A4', estimate: '60000000', items, rules: { type: 'english_reverse', ceiling: '65000000', tick: '100000', decrement: { leader: { amount: '100000' } }, visibility: 'leader_price_and_rank', ties: 'earlier_wins' } }],
  };
  const { id } = (await must(officer, 'POST', '/api/v1/tenders', offered)) as unknown as { id: string };
  await must(officer, 'POST', `/api/v1/tenders/${id}/publish`, {});
  const amended = { ...offered, lots: offered.lots.map((lot) => ({ ...lot, rules: { ...lot.rules, ceiling: '60000000' } })) };
  await must(officer, 'POST', `/api/v1/tenders/${id}/addenda`, { document: amended, reason: 'Batas tertinggi disamakan dengan perkiraan.' });
  await invite(officer, id, [ayu, budi]);
  await Promise.all([ayu, budi].map((page) => toBid(page, id, '#bid-amount')));
  await Promise.all([ayu, budi].map((page) => page.waitForSelector('.clock.live', { timeout: 60_000 * slower })));
  await bid(ayu, /60\.000\.000/);
  await bid(budi, /59,900,000/);
  await ayu.waitForSelector('.clock.closed', { timeout: 60_000 * slower });
  await officer.goto(`/manage/${id}/award`);
  await award(officer, id, 'Penawaran terendah yang sah.');
  for (const page of [officer, ayu, budi]) await page.close();
  return { id, title };
}

async function day(world: World, slower: number): Promise<void> {
  const { id, title } = await procured(world, slower);
  const folder = mkdtempSync(join(tmpdir(), 'terang-audit-'));
  /** Both widths, well formed and photographed. */
  const look = async (page: Page, name: string): Promise<void> => {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await world.fits(page);
      await world.axe(page);
      await world.shot(page, `platform-audit-${name}-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  try {
    // The day begins at the desk.
    const auditor = await signedIn(world, 'auditor', '/audit', { width: 1280, language: 'en' });
    const { vkey } = (await must(auditor, 'GET', '/api/v1/log')) as unknown as { vkey: string };
    const feed = process.env.TERANG_MONITOR_FEED;
    if (feed) {
      const ca = join(folder, 'ca.pem');
      writeFileSync(ca, await certificateOf(world.url));
      const monitor = standalone(['monitor', world.url, '--state', join(folder, 'monitor'), '--alerts', feed, '--vkey', vkey, '--ca', ca, '--every', '1', '--rounds', '2']);
      assert.equal(monitor.status, 0, monitor.said);
      await auditor.reload();
      await auditor.waitForSelector('.notice.good:has-text("The monitor is watching")');
    }
    await auditor.waitForSelector('text=The log’s newest statement');
    await auditor.fill('input[type=search]', title);
    await auditor.keyboard.press('Enter');
    await auditor.click(`button[aria-label="Watch: ${title}"]`);
    await auditor.waitForSelector('text=Something is new');
    await look(auditor, 'desk');
    await auditor.click('button[aria-label^="Mark as seen"]');
    await auditor.waitForSelector('text=Nothing new');

    // The record: what happened, in sentences, down to the winning bid.
    await auditor.goto(`/tender/${id}/record`);
    await auditor.waitForSelector('.entry:has-text("publishes the tender with 1 lot")');
    await auditor.waitForSelector('.entry:has-text("publishes an addendum that changes 1 field")');
    await auditor.selectOption('.record-filters select', 'bid.placed');
    await auditor.waitForFunction(() => document.querySelectorAll('.entry').length === 2);
    assert.match((await auditor.textContent('.record')) ?? '', /bids Rp\s60,000,000 on lot 1 \(Kertas A4\)\. That is the best price/);
    const [first, last] = await auditor.locator('.entry').evaluateAll((entries) => entries.map((entry) => Number(entry.id)));
    await look(auditor, 'record');

    // The auction again: at its last bid, one step before, and at its end.
    await auditor.goto(`/tender/${id}/replay?lot=1&seq=${last}`);
    await auditor.waitForSelector(`.summary-row:has-text("#${last}")`);
    await auditor.waitForSelector('.summary-row:has-text("59,900,000")');
    await auditor.locator('.chart-drawing').scrollIntoViewIfNeeded();
    await auditor.waitForSelector('.uplot canvas');
    await look(auditor, 'replay');
    await auditor.focus('.playback input[type=range]');
    await auditor.keyboard.press('ArrowLeft');
    await auditor.waitForSelector(`.summary-row:has-text("#${first}")`);
    await auditor.waitForSelector('.summary-row:has-text("60,000,000")');
    await auditor.waitForSelector('tr:has-text("Document amended")');
    await auditor.keyboard.press('End');
    await auditor.waitForSelector('.summary-row:has-text("Auction closes")');

    await auditor.goto(`/tender/${id}/compare`);
    await auditor.waitForSelector('tr:has-text("ceiling price"):has-text("65,000,000"):has-text("60,000,000")');
    await look(auditor, 'compare');

    // Evidence is taken, and that it was taken is seen.
    await auditor.goto(`/tender/${id}/evidence`);
    const [download] = await Promise.all([auditor.waitForEvent('download'), auditor.click('text=Download the tender’s bundle')]);
    assert.equal(download.suggestedFilename(), `terang-${id}.jsonl`);
    await auditor.check('text=With documents');
    const [more] = await Promise.all([auditor.waitForEvent('download'), auditor.click('text=Download the tender’s bundle')]);
    assert.equal(more.suggestedFilename(), `terang-${id}-documents.jsonl`);
    assert.match(readFileSync((await more.path())!, 'utf8'), /^\{"checkpoint":.*"documents":true,.*"vkeys":\[/);
    await look(auditor, 'evidence');
    await auditor.goto(`/tender/${id}/access`);
    await auditor.waitForSelector('tr:has-text("tender bundle"):has-text("Auditor")');
    await look(auditor, 'access');

    // The file is judged without the platform's word for it, and so is one in which a digit of the winning bid is another.
    const bundle = readFileSync((await download.path())!, 'utf8');
    const altered = bundle.replace('\\"amount\\":\\"59900000\\"', '\\"amount\\":\\"59800000\\"');
    assert.notEqual(altered, bundle);
    const put = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    await auditor.goto('/verify');
    await auditor.waitForSelector('text=Use another key');
    await auditor.setInputFiles('input[type=file]', put('bundle.jsonl', bundle));
    await auditor.waitForSelector('.notice.good', { timeout: 120_000 });
    await auditor.waitForSelector('text=Witnesses and time stamps');
    await look(auditor, 'verified');
    const judged = standalone(['--vkey', vkey, join(folder, 'bundle.jsonl')]);
    assert.equal(judged.status, 0, judged.said);
    assert.match(judged.said, /every decision replayed/);
    await auditor.setInputFiles('input[type=file]', put('altered.jsonl', altered));
    await auditor.waitForSelector('.notice.danger:has-text("commitment_mismatch")');
    assert.match((await auditor.textContent('.notice.danger')) ?? '', new RegExp(`Entry\\s*${last!.toLocaleString('en')}(?!\\d)`));
    await look(auditor, 'altered');
    const refused = standalone(['--vkey', vkey, join(folder, 'altered.jsonl')]);
    assert.equal(refused.status, 1, refused.said);
    assert.match(refused.said, new RegExp(`entry ${last}\\b.*commitment_mismatch`));

    // Everybody may read the same record now.
    const anyone = await world.person({ width: 360, language: 'id' });
    await anyone.goto(`/tender/${id}/record`);
    await anyone.waitForSelector('.entry:has-text("menetapkan hasil")');
    await look(anyone, 'record-public');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const flows: Flow[] = [
  {
    name: 'an auditor’s day on the platform',
    against: 'server',
    whenNamed: true,
    run: async (world) => {
      world.expected.push(/status of 401/);
      await tried(world, day);
    },
  },
];
