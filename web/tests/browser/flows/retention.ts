// Retention against the made-up house: what may be erased and what not yet, chosen, explained, erased, refused.
import assert from 'node:assert/strict';
import type { Flow, World } from '../flow';
import { everyLook, inHouse, look, signedIn } from '../mock_person';

export const flows: Flow[] = [
  inHouse('retention: the list, entries chosen, what cannot be undone and what stays said, erased, and the new entry named', async (world, url) => {
    const page = await signedIn(world, url, 'pengelola', '/retention', { language: 'en' });
    await page.waitForSelector('h3:has-text("Rehabilitasi gedung")');
    assert.equal(await page.locator('h3').count(), 1, 'only what may be erased now');
    assert.equal(await page.locator('.pill:has-text("Not yet")').count(), 2);
    await everyLook(world, page, 'retention');
    await page.selectOption('main select', 'all');
    await page.waitForURL(/show=all/);
    await page.waitForSelector('h3:has-text("Seragam petugas")');
    assert.equal(await page.locator('input[type=checkbox]').count(), 4, 'three that may go, and all of them');

    await page.click('button:has-text("chosen entries")');
    await page.waitForSelector('[role=alert]:has-text("Choose the entries")');
    await page.focus('label:has-text("Choose all that may be erased (3)")');
    await page.check('text=Choose all that may be erased (3)');
    await page.uncheck('text=Asked to take part, entry 24');
    await page.click('button:has-text("Erase the content of 2 entries…")');
    await page.waitForSelector('dialog[open]');
    await page.waitForSelector('dialog >> text=This cannot be undone');
    await page.waitForSelector('dialog >> text=What can still be proved');
    await everyLookOfDialog(world, page);
    // Neither without a reason nor without having understood.
    await page.click('dialog button.danger');
    await page.waitForSelector('dialog >> text=Give the reason');
    await page.waitForSelector('dialog [role=alert]:has-text("Tick this box")');
    await page.fill('#reason', 'Five years are over.');
    await page.click('dialog button.danger');
    assert.equal(await page.locator('dialog >> text=Recorded').count(), 0);
    await page.check('dialog input[type=checkbox]');
    await page.click('dialog button.danger');
    await page.waitForSelector('dialog >> text=Recorded in the ledger, entry 101.');
    await page.click('dialog button:has-text("Close") >> nth=-1');
    await page.waitForSelector('.notice.good:has-text("The content of 2 entries was erased.")');
    assert.equal(await page.getAttribute('.notice.good a', 'href'), '/tender/lama1/record?after=100#101');
    assert.equal(await page.locator('input[type=checkbox]').count(), 1, 'one is left');
    await look(world, page, 'retention-erased');
  }),
  inHouse('retention: a refusal in words in both languages, Escape leaves, auditors look on, others are sent away', async (world, url, house) => {
    world.expected.push(/status of 40[39]/);
    const page = await signedIn(world, url, 'pengelola', '/retention', { language: 'id', width: 360 });
    await page.check('text=Permintaan ikut serta, catatan 23');
    await page.click('button:has-text("Hapus isi 1 catatan…")');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    house.retention.erase([23], 'Lima tahun sudah lewat.'); // somebody else was faster
    await page.click('button:has-text("Hapus isi 1 catatan…")');
    await page.fill('#reason', 'Lima tahun sudah lewat.');
    await page.check('dialog input[type=checkbox]');
    await page.click('dialog button.danger');
    await page.waitForSelector('dialog >> text=sudah dihapus isinya');
    await look(world, page, 'retention-refused-360-id');
    const auditor = await signedIn(world, url, 'auditor', '/audit', { language: 'en' });
    await auditor.click('text=See retention');
    await auditor.waitForSelector('h3:has-text("Rehabilitasi gedung")');
    await auditor.waitForSelector('text=Administrators are those who erase');
    assert.equal(await auditor.locator('input[type=checkbox]').count(), 0);
    await look(world, auditor, 'retention-auditor');
    const officer = await signedIn(world, url, 'petugas', '/retention', { language: 'en', width: 360 });
    await officer.waitForSelector('text=/auditor.*administrator/i');
  }),
];

async function everyLookOfDialog(world: World, page: Parameters<typeof look>[1]): Promise<void> {
  for (const [width, scheme] of [[1280, 'light'], [360, 'dark'], [360, 'light']] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await look(world, page, `retention-dialog-${width}-${scheme}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
