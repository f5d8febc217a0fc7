// The page that checks receipts and bundles, against logs made for it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { playedAuction, playedLog, sampleLog } from '../../../src/verify/make_log';
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
      await page.setInputFiles('input[type=file]', file('receipt.txt', log.receipt(5)));
      await page.waitForSelector('.notice.good');
      assert.equal(await page.locator('.verify-checks .passed').count(), 4);
      await world.axe(page);
      await page.waitForSelector('text=Not witnessed');
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
      assert.match((await page.textContent('.notice.danger')) ?? '', /commitment_mismatch/);
      await world.axe(page);
      await world.shot(page, 'verify-altered-1280-en-light');
      await page.setViewportSize({ width: 360, height: 740 });
      await world.fits(page);
      await world.shot(page, 'verify-altered-360-en-light');
      // The log itself told another price: every hash and signature of its own is right.
      const forged = playedLog((kind, data) => kind === 'tender.awarded' && ((data.lots as { amount: string }[])[0]!.amount = '849'));
      await page.setInputFiles('input[type=file]', file('forged.jsonl', forged.bundle(playedAuction)));
      await page.waitForSelector('text=replay_mismatch');
      assert.match((await page.textContent('.notice.danger')) ?? '', /data\/lots\/0\/amount.*"850".*"849"/s);
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
];
