// Pages of evidence against the made-up house: the audit desk, a tender's record, its replay, who saw what, what changed, files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { people } from '../../mock/house';
import type { Flow, View, World } from '../flow';
import { everyLook, type House, inHouse, signedIn } from '../mock_person';

interface Scene {
  page: (login: string, to: string, view: View) => Promise<Page>;
  house: House;
  url: string;
}

const scene = (name: string, play: (world: World, scene: Scene) => Promise<void>): Flow =>
  inHouse(name, async (world, url, house) => {
    house.admit(house.add('closed1', 'closed', house.document(2)), people.bidder.business, '417');
    house.add('live1', 'live', house.document(1));
    await play(world, { house, url, page: (login, to, view) => signedIn(world, url, login, to, view) });
  });

/** Coloured points in the last part of the chart: lines, for grid and words are grey. */
const drawnAtTheEnd = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.uplot canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(canvas.width * 0.88, 0, canvas.width * 0.1, canvas.height);
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3]! > 200 && Math.max(data[i]!, data[i + 1]!, data[i + 2]!) - Math.min(data[i]!, data[i + 1]!, data[i + 2]!) > 60) coloured += 1;
    return coloured;
  });

export const flows: Flow[] = [
  scene('audit desk: a tender is found, watched, marked as seen; alerts and witnesses in words', async (world, { page: open, house }) => {
    const page = await open('auditor', '/audit', { language: 'en' });
    await page.waitForSelector('text=Not witnessed');
    await page.waitForSelector('text=You are not watching a tender yet');
    await page.waitForSelector('text=A rule was broken');
    const [broken, ...older] = await page.locator('.row-list li:has(details)').all();
    assert.match((await broken!.textContent()) ?? '', /Danger.*A rule was broken.*rank_differs at entry 111.*closed1.*#111.*Should be.*2.*Is.*1/s);
    assert.equal(await broken!.locator('a[href="/tender/closed1/record?after=110#111"]').count(), 1);
    assert.deepEqual(await Promise.all(older.map(async (one) => /Recovered|cannot be reached/.exec((await one.textContent())!)![0])), ['Recovered', 'cannot be reached']);
    assert.match((await page.textContent('.notice.good')) ?? '', /The monitor is watching.*the log has 460 entries/s);
    assert.match((await page.textContent('.summary-row:has-text("Entries")')) ?? '', /460/);
    assert.match((await page.textContent('.summary-row:has-text("Time stamp")')) ?? '', /No time-stamp authority is configured/);
    assert.equal(await page.locator('.frame-nav a[aria-current=page]').textContent(), 'Audit');
    await page.fill('input[type=search]', 'laptop');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=laptop/);
    const once = (answer: number): Promise<unknown> => page.route('**/api/v1/watches/**', (route) => route.fulfill({ status: answer, json: { code: 'unavailable', title: 'no' } }), { times: 1 });
    world.expected.push(/status of 503/);
    await once(503);
    await page.click('button[aria-label^="Watch:"] >> nth=0');
    await page.waitForSelector('.section:has(h2:has-text("Find a tender")) .notice.danger');
    await page.click('button[aria-label^="Watch:"] >> nth=0');
    await page.waitForSelector('text=Something is new');
    await page.waitForSelector('.section:has(h2:has-text("Find a tender")):not(:has(.notice.danger))');
    assert.match((await page.textContent('li:has(button[aria-label^="Stop watching"])')) ?? '', /Laptop.*Newest: bid/is);
    house.witnessed = true;
    await page.reload();
    await page.waitForSelector('.pill:has-text("Witnessed")');
    await page.waitForSelector('text=saksi-b.example');
    assert.match((await page.textContent('.summary-row:has-text("Witnesses")')) ?? '', /up to 452 entries.*saksi-a.example.*saksi-b.example.*The newest 8 are not witnessed yet/s);
    assert.match((await page.textContent('.summary-row:has-text("Time stamp")')) ?? '', /up to 400 entries/);
    assert.equal(await page.getAttribute('a:has-text("Download the time stamp")', 'href'), '/log/timestamp/400.tsr');
    assert.equal(await page.getAttribute('a:has-text("Download the witnessed one")', 'href'), '/log/checkpoint.witnessed');
    await page.waitForSelector('text=Something is new');
    await everyLook(world, page, 'audit-desk');
    await page.click('text=See what is new');
    await page.waitForURL(/record\?after=120/);
    await page.waitForSelector('.entry');
    assert.equal(await page.getAttribute('.entry >> nth=0', 'id'), '121');
    await page.goto('/audit');
    await page.click('button[aria-label^="Mark as seen"]');
    await page.waitForSelector('text=Nothing new');
    await once(503);
    await page.click('button[aria-label^="Stop watching"]');
    await page.waitForSelector('.section:has(h2:has-text("What you watch")) .notice.danger');
    await page.click('button[aria-label^="Stop watching"]');
    await page.waitForSelector('text=You are not watching a tender yet');
    const monitor = async (told: { configured: boolean; last_seen_at: string | null; size: number | null }, words: RegExp): Promise<void> => {
      await page.route('**/api/v1/alerts*', (route) => route.fulfill({ json: { monitor: told, alerts: [] } }));
      await page.reload();
      await page.waitForSelector('.section:has(h2:has-text("Alerts")) .notice');
      assert.match((await page.textContent('.section:has(h2:has-text("Alerts")) .notice.warning')) ?? '', words);
      await page.unroute('**/api/v1/alerts*');
    };
    await monitor({ configured: true, last_seen_at: new Date(Date.now() - 20 * 60_000).toISOString(), size: 460 }, /The monitor is silent.*20 minutes ago/s);
    await monitor({ configured: true, last_seen_at: null, size: null }, /The monitor is silent/);
    await monitor({ configured: false, last_seen_at: null, size: null }, /Nobody is watching/);
  }),
  scene('record: every kind in words, filters, pages, what is withheld and why, for auditors and for everyone', async (world, { page: open, url }) => {
    const page = await open('auditor', '/tender/closed1/record', { language: 'en' });
    await page.waitForSelector('.entry');
    assert.equal(await page.locator('.entry').count(), 200);
    assert.match((await page.textContent('[id="111"]')) ?? '', /Bidder 417 bids Rp\s1,225,000,000 on lot 1 \(Laptop guru\)\. That is the best price\./);
    assert.match((await page.textContent('[id="103"]')) ?? '', /Content erased.*The reason: entry 131/s);
    await page.focus('[id="111"] summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[id="111"] pre');
    const told = (await page.textContent('[id="111"]')) ?? '';
    for (const part of ['bid.placed', 'Number in the tender', 'terang.disclosure.v1 bid.placed', '"amount": "1225000000"']) assert.ok(told.includes(part), part);
    for (const href of ['/verify?receipt=111', '/api/v1/receipts/111', '/tender/closed1/replay?lot=1&seq=111']) assert.equal(await page.locator(`[id="111"] a[href="${href}"]`).count(), 1, href);
    assert.match((await page.textContent('.pager')) ?? '', /100–366 \(200\)/);
    // Only the first screens: two hundred rows of axe tell nothing new.
    await page.selectOption('.record-filters select >> nth=0', 'lot.extended');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
    await page.selectOption('.record-filters select >> nth=0', 'withheld');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1 && document.querySelector('.entry')!.id === '103');
    await page.selectOption('.record-filters select >> nth=0', '');
    await page.selectOption('.record-filters select >> nth=1', '2');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length < 8 && document.querySelectorAll('.entry').length > 2);
    await page.locator('.entry summary').first().click();
    await everyLook(world, page, 'record');
    await page.selectOption('.record-filters select >> nth=1', '');
    await page.click('a[rel=next]');
    await page.waitForURL(/after=366/);
    await page.waitForSelector('[id="367"]');
    await page.goto('/tender/closed1/record?after=109#111');
    await page.waitForSelector('[id="111"]');
    await page.waitForFunction(() => document.activeElement?.id === '111');
    world.expected.push(/status of 503/);
    await page.route('**/entries**', (route) => route.fulfill({ status: 503, json: { code: 'unavailable', title: 'no' } }), { times: 1 });
    await page.goto('/tender/closed1/record');
    await page.locator('.notice.danger button').click();
    await page.waitForSelector('.entry');
    const everyone = await world.person({ language: 'en', width: 360, options: { baseURL: url } });
    await everyone.goto('/tender/closed1/record');
    await everyone.waitForSelector('.entry');
    assert.match((await everyone.textContent('[id="100"]')) ?? '', /Content not disclosed yet.*awarded or cancelled/s);
    assert.equal(await everyone.locator('text=Who saw what').count(), 0);
    assert.equal(await everyone.locator('[id="101"] >> text=Verify the receipt').count(), 0);
  }),
  scene('replay: the state at any entry, by keyboard, from the record', async (world, { page: open, url }) => {
    const page = await open('auditor', '/tender/closed1/replay?lot=1&seq=111', { language: 'en' });
    await page.waitForSelector('.playback');
    await page.waitForSelector('.summary-row:has-text("Entry"):has-text("#111")');
    await page.focus('.playback input[type=range]');
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('.summary-row:has-text("#110")');
    assert.match((await page.textContent('.summary-row:has-text("In front")')) ?? '', /417: Rp\s1,225,000,000/);
    assert.deepEqual(await page.locator('.section:has(h2:has-text("Ranking at that time")) .cell-value').allTextContents(), ['1', '417', 'Rp\u00a01,225,000,000', '2', '205', 'Rp\u00a01,250,000,000']);
    assert.equal(await page.locator('.section:has(h2:has-text("Every step")) tbody tr').count(), 3);
    await page.locator('.chart-drawing').scrollIntoViewIfNeeded();
    await page.waitForSelector('.uplot canvas');
    // Nothing is drawn of what comes after the entry.
    assert.equal(await drawnAtTheEnd(page), 0);
    await everyLook(world, page, 'replay');
    await page.focus('.playback input[type=range]');
    await page.keyboard.press('Home');
    await page.waitForSelector('text=Nothing has happened yet');
    await page.keyboard.press('End');
    await page.waitForSelector('.summary-row:has-text("#126")');
    await page.waitForSelector('.summary-row:has-text("417")');
    await page.locator('.chart-drawing').scrollIntoViewIfNeeded();
    await page.waitForSelector('.uplot canvas');
    assert.notEqual(await drawnAtTheEnd(page), 0);
    assert.match((await page.textContent('.section:has(h2:has-text("What happens"))')) ?? '', /Best417PriceRp\s1,210,000,000.*4 accepted, 0 refused/s);
    await page.route(/api\/v1\/.*\/replay\?/, async (route) => {
      const answer = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...answer, mismatch: { seq: 111, path: '/verdict', expected: 'accepted', found: 'late' } } });
    });
    await page.reload();
    await page.waitForSelector('.notice.danger:has-text("Entry 111 is not what its rules come to")');
    assert.match((await page.textContent('.notice.danger')) ?? '', /At \/verdict it should be accepted, but is late.*#111/s);
    world.expected.push(/status of 403/);
    const everyone = await world.person({ language: 'en', options: { baseURL: url } });
    await everyone.goto('/tender/live1/replay');
    await everyone.waitForSelector('text=This replay opens to everyone with the award');
  }),
  scene('who saw what: disclosures and reads, for auditors and the buyer’s officers', async (world, { page: open }) => {
    const page = await open('auditor', '/tender/closed1/access', { language: 'en' });
    await page.waitForSelector('text=Evidence that was fetched');
    assert.equal(await page.locator('td:has-text("not yet")').count(), 1);
    const rows = await page.locator('tbody tr').allTextContents();
    assert.equal(rows.length, 6);
    for (const [row, wanted] of [[0, /#101.*everyone.*terang.disclosure.v1 tender.published/is], [3, /#109.*concerned.*terang.disclosure.v1 bid.placed/is], [4, /acc-bidder.*Business.*receipt.*#109/is], [5, /Dewi Auditor.*acc-auditor.*auditor.*tender bundle/is]] as const) assert.match(rows[row]!, wanted);
    await everyLook(world, page, 'access');
    const bidder = await open('penyedia', '/tender/closed1/access', { language: 'en', width: 360 });
    await bidder.waitForSelector('text=/auditor.*officer/i');
  }),
  scene('compare: an addendum and another tender, field by field and rule by rule', async (world, { page: open }) => {
    const page = await open('auditor', '/tender/closed1/compare', { language: 'en' });
    await page.waitForSelector('tr:has-text("ceiling price")');
    assert.match((await page.textContent('tr:has-text("ceiling price")')) ?? '', /Rp\s1,300,000,000.*Rp\s1,250,000,000/s);
    assert.match((await page.locator('thead tr').allTextContents()).join(), /Before.*After/s);
    assert.equal(await page.locator('.section:has(table) tbody tr').count(), Number(/\d+/.exec((await page.textContent('.section:has(table) h2'))!)![0]));
    await page.waitForSelector('del:has-text("1,300,000,000")');
    await page.waitForSelector('ins:has-text("1,250,000,000")');
    await everyLook(world, page, 'compare');
    await page.selectOption('select >> nth=0', '106');
    await page.waitForSelector('text=Nothing differs');
    await page.fill('form input', 'live1');
    await page.keyboard.press('Enter');
    await page.waitForURL(/with=live1/);
    await page.waitForSelector('td:has-text("not there")');
  }),
  scene('evidence files: what each holds, how it is checked; a refusal is told, not saved', async (world, { page: open }) => {
    world.expected.push(/status of 404/);
    const page = await open('auditor', '/tender/closed1/evidence', { language: 'en' });
    await page.waitForSelector('text=What the file holds');
    await page.check('text=With documents');
    await page.waitForSelector('text=terang-closed1-documents.jsonl');
    await page.waitForSelector('li:has-text("the documents that entries name")');
    await page.waitForSelector('a[href="/verify?tender=closed1&documents=yes"]');
    await everyLook(world, page, 'evidence');
    assert.match((await page.textContent('.evidence-commands >> nth=0')) ?? '', /^terang-verify --vkey 'terang\.example\/log\+00000000\+AQ==' terang-closed1-documents\.jsonl$/);
    await page.check('text=One entry');
    await page.click('text=Download the receipt');
    await page.waitForSelector('.field-error');
    await page.getByLabel('Number of the entry').fill('111');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Download the receipt')]);
    assert.equal(file.suggestedFilename(), 'terang-receipt-111.txt');
    assert.match(readFileSync((await file.path())!, 'utf8'), /^c2sp.org\/tlog-proof@v1\nindex 111/);
    await page.waitForSelector('.notice.good:has-text("terang-receipt-111.txt")');
    await page.check('text=A range of the log');
    assert.equal(await page.locator('.notice.good').count(), 0);
    await page.getByLabel('How many').fill('257');
    await page.click('text=Download the range');
    await page.waitForSelector('.field-error:has-text("1 to 256")');
    await page.getByLabel('How many').fill('256');
    await page.click('text=Download the range');
    await page.waitForSelector('.notice.danger[role=alert]');
  }),
];
