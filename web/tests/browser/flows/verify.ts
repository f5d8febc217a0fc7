// The page that checks receipts and bundles, against logs made for it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { playedAuction, playedLog, sampleLog, witness } from '../../../src/verify/make_log';
import { Authorities } from '../../../src/verify/make_stamps';
import type { Flow, World } from '../flow';

const filesIn = (folder: string) => (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

async function looks(world: World, page: Page, name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await world.fits(page);
    await world.axe(page);
    await world.shot(page, `verify-${name}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Both widths in both languages. */
async function looksInBoth(world: World, page: Page, name: string): Promise<void> {
  await looks(world, page, `${name}-en`);
  await page.click('.language button[lang=id]');
  await looks(world, page, `${name}-id`);
  await page.click('.language button[lang=en]');
}

/** Files of the page come in pieces, after the second only when the flow says so. */
const inPieces = `{
  window.goOn = false;
  Blob.prototype.stream = function () {
    let at = 0;
    return new ReadableStream({
      pull: async (to) => {
        while (at >= 6000 && !window.goOn) await new Promise((again) => setTimeout(again, 10));
        if (at >= this.size) return to.close();
        to.enqueue(new Uint8Array(await this.slice(at, (at += 3000)).arrayBuffer()));
      },
    });
  };
}`;

export const flows: Flow[] = [
  {
    name: 'verify: a receipt and a bundle hold, an altered one is named, nothing is sent',
    against: 'mock',
    run: async (world) => {
      const log = playedLog();
      const file = filesIn(mkdtempSync(join(tmpdir(), 'terang-verify-')));
      const page = await world.person({ language: 'en' });
      const posted: string[] = [];
      page.on('request', (request) => request.method() !== 'GET' && posted.push(request.url()));
      await page.goto('/verify');
      await page.click('text=Use another key');
      await page.fill('#vkey', log.vkey);
      // Without a line from here on.
      await page.waitForSelector('text=you may disconnect');
      await page.context().setOffline(true);
      await page.setInputFiles('input[type=file]', file('receipt.txt', log.receipt(5)));
      await page.waitForSelector('.notice.good');
      assert.equal(await page.locator('.verify-checks .passed').count(), 4);
      await world.axe(page);
      await page.waitForSelector('text=Not witnessed');
      const recorded = (await page.textContent('.section:has(h2:has-text("What is recorded"))')) ?? '';
      const entry = JSON.parse(log.entries[5]!.payload) as { data: Record<string, string>; kind: string; tender: string };
      for (const part of ['Entry5', `Kind${entry.kind}`, entry.tender]) assert.ok(recorded.includes(part), `${part} in ${recorded}`);
      const facts = (await page.textContent('.section:has(h2:has-text("Details"))')) ?? '';
      for (const part of [createHash('sha256').update(log.receipt(5)).digest('hex'), log.vkey, `signed${log.entries.length}`]) assert.ok(facts.includes(part), `${part} in ${facts}`);
      const [report] = await Promise.all([page.waitForEvent('download'), page.click('text=Download report')]);
      const told = JSON.parse(readFileSync((await report.path())!, 'utf8')) as { file: { sha256: string }; report: { done: boolean }; witnesses: { state: string } };
      assert.equal(told.file.sha256, createHash('sha256').update(log.receipt(5)).digest('hex'));
      assert.deepEqual([told.report.done, told.witnesses.state], [true, 'none']);
      await world.shot(page, 'verify-receipt-1280-en-light');
      await page.setInputFiles('input[type=file]', file('bundle.jsonl', log.bundle(playedAuction)));
      await page.waitForSelector('text=Everything fits');
      assert.equal(await page.locator('.verify-checks .passed').count(), 9);
      const entries = log.bundle(playedAuction).split('\n').length - 3;
      await page.waitForSelector(`text=Taken again in this browser, with the same result: ${entries} decisions`);
      await world.shot(page, 'verify-bundle-1280-en-light');
      const altered = log.bundle(playedAuction).replace('\\"amount\\":\\"990', '\\"amount\\":\\"890');
      assert.notEqual(altered, log.bundle(playedAuction));
      await page.setInputFiles('input[type=file]', file('altered.jsonl', altered));
      await page.waitForSelector('.notice.danger');
      assert.match((await page.textContent('.notice.danger')) ?? '', /commitment_mismatch.*altered, removed or swapped after it was signed.*Should be.*Is/s);
      assert.equal(await page.locator('.notice.danger[role=alert]').count(), 1);
      assert.deepEqual(await page.locator('.verify-checks .failed .verify-name').allTextContents(), ['The content of each entry is what was committed to']);
      assert.equal(await page.locator('.notice.good, .verify-checks .passed').count(), 0);
      await world.axe(page);
      await world.shot(page, 'verify-altered-1280-en-light');
      await page.setViewportSize({ width: 360, height: 740 });
      await world.fits(page);
      await world.shot(page, 'verify-altered-360-en-light');
      // The log itself told another price: every hash and signature of its own is right.
      const forged = playedLog((kind, data) => kind === 'tender.awarded' && ((data.lots as { amount: string }[])[0]!.amount = '849'));
      await page.setInputFiles('input[type=file]', file('forged.jsonl', forged.bundle(playedAuction)));
      await page.waitForSelector('text=replay_mismatch');
      assert.match((await page.textContent('.notice.danger')) ?? '', /what the published rules give.*Fielddata\/lots\/0\/amount.*Should be"850".*Is"849"/s);
      // Asked again, it says the same again.
      await page.evaluate(() => document.querySelector('.notice.danger')!.setAttribute('data-before', ''));
      await page.click('text=Check again');
      await page.waitForSelector('.notice.danger:not([data-before]):has-text("replay_mismatch")');
      await world.axe(page);
      await world.fits(page);
      const old = await world.person({ language: 'en' });
      await old.addInitScript(() => void Reflect.deleteProperty(globalThis, 'WebAssembly'));
      await old.goto('/verify');
      await old.click('text=Use another key');
      await old.fill('#vkey', log.vkey);
      await old.setInputFiles('input[type=file]', file('bundle.jsonl', log.bundle(playedAuction)));
      await old.waitForSelector('text=Everything fits');
      await old.waitForSelector('text=Decisions were not taken again in this browser');
      assert.equal(await old.locator('.verify-checks .passed').count(), 8);
      assert.deepEqual(posted, []);
    },
  },
  {
    name: 'verify: without a key, with a wrong one, refused or cut off, the page says what to do',
    against: 'mock',
    run: async (world) => {
      const log = sampleLog();
      const file = filesIn(mkdtempSync(join(tmpdir(), 'terang-verify-')));
      const bundle = file('bundle.jsonl', log.bundle(undefined, ({ seq }) => seq === 3));
      const page = await world.person({ language: 'en' });
      // A log made for this holds no tender that could be decided again.
      await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'WebAssembly'));
      await page.goto('/verify');
      await page.click('text=Use another key');
      await page.fill('#vkey', '');
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('.notice.good:has-text("comes from the file itself"):has-text("1 entry comes without content")');
      assert.match((await page.textContent('.verify-checks li:has-text("links to the one before")')) ?? '', /15 entries.*ms/s);
      await page.setInputFiles('input[type=file]', file('receipt.txt', log.receipt(3)));
      await page.waitForSelector('text=A receipt needs the log’s key');
      await page.fill('#vkey', 'not a key');
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('text=This is not a log’s key');
      assert.equal(await page.locator('.notice.good').count(), 0);
      const other = sampleLog();
      other.signWith(9);
      await page.fill('#vkey', other.vkey);
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('.notice.danger:has-text("vkey_unknown"):has-text("not signed by the key that you trust")');
      await page.fill('#vkey', log.vkey);
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('.notice.good');
      assert.equal(await page.locator('text=comes from the file itself').count(), 0);
      // A policy that cannot be read, and a witness whose line is over something else.
      const saksi = witness('a.example/w', 1);
      await page.setInputFiles('input[type=file]', file('broken.policy', 'quorum nobody\n'));
      await page.waitForSelector('.notice.danger:has-text("The witness policy cannot be read: policy_name_unknown")');
      await page.fill('#policy', `witness saksi ${saksi.vkey}\nquorum saksi\n`);
      await page.waitForSelector('.pill:has-text("Fewer witnesses than your policy demands")');
      await page.waitForSelector('text=Have not signed: saksi');
      const lines = saksi.cosign(log.checkpoint(4), 1_795_000_000).split('\n');
      await page.setInputFiles('input[type=file]', file('cosigned.jsonl', log.bundle(undefined, undefined, { checkpoint: `${log.checkpoint()}${lines[lines.length - 2]!}\n` })));
      await page.waitForSelector('.notice.danger:has-text("A witness’s signature is wrong: cosignature_invalid")');
      // What the platform refuses, and what it cannot answer.
      world.expected.push(/status of (403|500)/);
      const answers = [{ status: 403, code: 'not_disclosed' }, { status: 500, code: 'internal' }];
      await page.route('**/bundle', (route) => {
        const { status, code } = answers.shift() ?? { status: 403, code: 'not_disclosed' };
        return route.fulfill({ status, json: { code, title: code } });
      });
      await page.goto('/verify?tender=closed1');
      await page.waitForSelector('text=disclosed once it is awarded or cancelled');
      await page.reload();
      await page.waitForSelector('.notice.danger');
      assert.equal(await page.locator('.verify-checks').count(), 0);
      await page.route('**/receipts/7', (route) => route.fulfill({ status: 403, json: { code: 'not_yours', title: 'no' } }));
      await page.goto('/verify?receipt=7');
      await page.waitForSelector('text=Receipts are given only to those concerned');
    },
  },
  {
    name: 'verify: a bundle read in pieces shows how far it is, can be stopped, and tells of changed keys and erased content',
    against: 'mock',
    run: async (world) => {
      const log = sampleLog();
      const first = log.vkey;
      log.rotate(9);
      log.append('log.key_compromised', undefined, { by: { account: 'acc000000009', role: 'administrator' }, from_size: 40, reason: 'A copy of the file was found elsewhere.', vkey: first });
      log.append('entry.erased', 'tender000001', { by: { account: 'acc000000002', role: 'administrator' }, erased: [3, 4], reason: 'Ten years after the tender its time is over.' });
      const letter = '%PDF-1.7 a letter';
      const document = { name: 'surat.pdf', sha256: createHash('sha256').update(letter).digest('hex'), size: letter.length, type: 'application/pdf' };
      log.append('bid.proposed', 'tender000001', { document });
      const file = filesIn(mkdtempSync(join(tmpdir(), 'terang-verify-')));
      const lines = log.bundle().split('\n').slice(0, -2);
      lines[0] = lines[0]!.replace('"format"', '"documents":true,"format"');
      const { name, sha256, size, type } = document;
      lines.push(JSON.stringify({ document: { name, sha256, size, tender: 'tender000001', type }, octets: Buffer.from(letter).toString('base64') }));
      for (const seq of [3, 4]) lines[seq + 1] = lines[seq + 1]!.replace(/"payload":"(?:[^"\\]|\\.)*"/, '"payload":null').replace(/"salt":"[^"]*"/, '"salt":null');
      const bundle = file('whole.jsonl', log.sealed(`${lines.join('\n')}\n`, log.entries.length));
      const page = await world.person({ language: 'en' });
      // A log made for this holds no tender that could be decided again.
      await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'WebAssembly'));
      await page.goto('/verify');
      await page.evaluate(inPieces);
      await page.click('text=Use another key');
      await page.fill('#vkey', first);
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('.verify-progress :text("KB read")');
      assert.match((await page.textContent('.verify-progress')) ?? '', /^[36]\.0\s?KB of \d\d(\.\d)?\s?KB read/);
      // It is told every tenth of a second: of the first piece or of both.
      assert.ok([3000, 6000].includes(await page.locator('.verify-progress progress').evaluate((bar: HTMLProgressElement) => bar.value)));
      await page.waitForSelector('.verify-checks .running');
      await looks(world, page, 'reading');
      await page.click('text=Stop');
      await page.waitForSelector('text=The check was stopped');
      assert.equal(await page.locator('.verify-checks, .verify-progress').count(), 0);
      await page.evaluate('window.goOn = true');
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('.notice.good');
      assert.equal(await page.locator('.verify-progress').count(), 0);
      await page.waitForSelector('h3:has-text("The key was changed")');
      const rotated = (await page.textContent('.stack:has(> h3:has-text("The key was changed"))')) ?? '';
      assert.ok(rotated.indexOf('Old key') >= 0 && rotated.indexOf('Old key') < rotated.indexOf(first) && rotated.indexOf(first) < rotated.indexOf('New key') && rotated.indexOf('New key') < rotated.indexOf(log.vkey), rotated);
      await page.waitForSelector('.notice.good:has-text("2 entries come without content")');
      assert.match((await page.textContent('.stack:has(> h3:has-text("no longer trusted"))')) ?? '', /administrator.*found elsewhere.*over 40 entries or more/s);
      assert.match((await page.textContent('.section:has(h2:has-text("Erased content"))')) ?? '', /time is over.*The content of entries 3–4/s);
      assert.match((await page.textContent('.section:has(h2:has-text("Documents in the file"))')) ?? '', new RegExp(`surat.pdf.*tender000001.*${sha256}`, 's'));
      await looks(world, page, 'words');
      // A policy that comes later judges what was checked before.
      await page.setInputFiles('input[type=file]', file('witnesses.policy', `log ${log.vkey}\nquorum none\n`));
      await page.waitForSelector('.pill:has-text("Witnessed, by your policy")');
      assert.equal(await page.locator('.notice.good').count(), 1);
      await page.setInputFiles('input[type=file]', file('nothing.txt', 'nothing of the kind'));
      await page.waitForSelector('text=neither a receipt nor a bundle');
      assert.equal(await page.locator('.notice.good').count(), 0);
    },
  },
  {
    name: 'verify: time stamps and the file’s own policy are its own claim until the reader says whom to trust',
    against: 'mock',
    run: async (world) => {
      const [authority, stranger] = [new Authorities('RSA-2048'), new Authorities('P-256')];
      const file = filesIn(mkdtempSync(join(tmpdir(), 'terang-verify-')));
      const log = sampleLog();
      const [a, b] = [witness('a.example/w', 1), witness('b.example/w', 2)];
      const note = `${log.checkpoint().split('\n\n')[0]!}\n`;
      const policy = `witness saksi-a ${a.vkey}\nwitness saksi-b ${b.vkey}\nquorum saksi-b\n`;
      const brought = { checkpoint: a.cosign(log.checkpoint(), 1_795_000_000), policy };
      const stamped = (over: string): object => ({ ...brought, timestamps: [{ note, size: 15, token: authority.stamp(over).toString('base64') }] });
      const bundle = file('stamped.jsonl', log.bundle(undefined, undefined, stamped(note)));
      const page = await world.person({ language: 'en' });
      // A log made for this holds no tender that could be decided again.
      await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'WebAssembly'));
      await page.route('**/api/v1/log', async (route) => {
        const answer = (await (await route.fetch()).json()) as { witnesses: object };
        await route.fulfill({ json: { ...answer, vkey: log.vkey, witnesses: { ...answer.witnesses, policy: 'quorum none\n' } } });
      });
      await page.goto('/verify');
      await page.waitForSelector(`code:has-text("${log.vkey}")`);
      await page.setInputFiles('input[type=file]', bundle);
      await page.waitForSelector('.notice.good');
      assert.match((await page.textContent('.verify-checks li:has-text("that the file brings")')) ?? '', /2 statements/);
      await page.waitForSelector('.pill:has-text("Witnessed, by this site’s policy")');
      const own = page.locator('.own-policy');
      assert.match((await own.textContent()) ?? '', /By the log’s own word.*give a policy of your own.*too few witnesses.*saksi-a: cosigned at.*2026.*saksi-b: has not cosigned/s);
      const stamp = page.locator('.stack:has(> h3:has-text("Time stamp over 15 entries"))');
      await stamp.locator('.pill:has-text("Named, not checked")').waitFor();
      assert.match((await stamp.textContent()) ?? '', /Stamped by tsa at.*no authority’s certificate was given/s);
      await looksInBoth(world, page, 'stamps-claimed');
      // Whom the reader trusts judges what was checked before.
      await page.setInputFiles('input[type=file]', stranger.file('ca.pem'));
      await page.waitForSelector('text=certificate was filled in from that file');
      await stamp.locator('.notice.danger:has-text("timestamp_untrusted")').waitFor();
      assert.match((await stamp.textContent()) ?? '', /nobody who is trusted vouches for tsa/);
      await looksInBoth(world, page, 'stamps-untrusted');
      await page.fill('#authorities', 'nothing of the kind');
      await stamp.locator('.notice.warning:has-text("timestamp_ca_malformed")').waitFor();
      await page.fill('#authorities', authority.pem('ca'));
      await stamp.locator('.pill:has-text("Proved")').waitFor();
      assert.equal(await page.locator('.notice.danger, .notice.warning:has-text("timestamp")').count(), 0);
      await page.setInputFiles('input[type=file]', file('mine.policy', policy.replace('quorum saksi-b', 'quorum saksi-a')));
      await page.waitForSelector('.pill:has-text("Witnessed, by your policy")');
      assert.match((await own.textContent()) ?? '', /What counts is the policy that you gave.*too few witnesses/s);
      await looksInBoth(world, page, 'stamps-trusted');
      const [report] = await Promise.all([page.waitForEvent('download'), page.click('text=Download report')]);
      const told = JSON.parse(readFileSync((await report.path())!, 'utf8')) as { timestamps: { by: string; size: number; state: string }[]; report: { vouched: { ownPolicy: { quorum: boolean } } } };
      assert.deepEqual(told.timestamps.map(({ by, size, state }) => [by, size, state]), [['tsa', 15, 'good']]);
      assert.equal(told.report.vouched.ownPolicy.quorum, false);
      const [token] = await Promise.all([page.waitForEvent('download'), page.click('text=Download the stamp')]);
      const [text] = await Promise.all([page.waitForEvent('download'), page.click('text=Download what was stamped')]);
      assert.equal(readFileSync((await text.path())!, 'utf8'), note);
      assert.equal(readFileSync((await token.path())!)[0], 0x30);
      // Over something else: the file is refused, whoever is trusted.
      await page.setInputFiles('input[type=file]', file('other.jsonl', log.bundle(undefined, undefined, stamped('something else'))));
      await page.waitForSelector('.notice.danger:has-text("timestamp_other_hash")');
      assert.match((await page.textContent('.notice.danger')) ?? '', /is not over this log’s statement.*timestamps\/0\/token/s);
      assert.equal(await page.locator('.own-policy').count(), 0);
      authority.close();
      stranger.close();
    },
  },
];
