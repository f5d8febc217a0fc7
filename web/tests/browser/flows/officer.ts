// An officer from an empty page to the award.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { people, startHouse } from '../../mock/house';
import type { Flow, View, World } from '../flow';

const folder = process.env.TERANG_DIST ?? '.cache/dist-test';
const reason = 'Alasan yang cukup panjang untuk dicatat.';

async function officer(world: World, url: string, to: string, view: View): Promise<Page> {
  const page = await world.person({ ...view, options: { baseURL: url } });
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.fill('#login', 'petugas');
  await page.fill('#password', 'rahasia-sekali');
  await page.click('button[type=submit]');
  await page.waitForURL(`**${to}`);
  return page;
}

const sizes = [{ width: 360, language: 'id' }, { width: 1280, language: 'en' }] as const;

export const flows: Flow[] = sizes.flatMap((view): Flow[] => [
  {
    name: `writing and publishing a tender ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      world.expected.push(/status of 409/, /status of 422/);
      const { house, url, stop } = await startHouse(folder);
      try {
        const page = await officer(world, url, '/manage/new', view);
        const look = async (name: string): Promise<void> => {
          await world.fits(page);
          await world.axe(page);
          await world.shot(page, `${name}-${view.width}`);
        };
        await page.waitForSelector('#title');
        await page.fill('#title', 'Pengadaan beras');
        await look('tender-new');
        await page.click('button[type=submit]');
        await page.waitForURL('**/edit');
        await page.waitForSelector('#at-description');
        const id = /manage\/(\w+)\//.exec(page.url())![1]!;
        await look('edit-about');
        await page.fill('#at-description', 'Beras medium untuk dua belas puskesmas.');

        // A reload loses nothing.
        page.once('dialog', (dialog) => void dialog.accept());
        await page.reload();
        await page.waitForSelector('#at-description');
        assert.equal(await page.inputValue('#at-description'), 'Beras medium untuk dua belas puskesmas.');

        // Saved from elsewhere meanwhile: one is asked.
        house.tenders.get(id)!.version += 1;
        await page.click('.editor-save .button:not(.primary)');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `edit-conflict-${view.width}`, false);
        await page.click('dialog[open] .button.primary');
        await page.waitForSelector('dialog[open]', { state: 'detached' });

        await page.click('.editor-save .button.primary');
        await page.waitForSelector('#at-schedule-auction-starts-at');
        const before = await page.inputValue('#at-schedule-auction-starts-at');
        await page.check('input[value="Asia/Jayapura"]');
        assert.equal(await page.inputValue('#at-schedule-auction-starts-at'), before, 'the wall clock stays');
        await look('edit-schedule');
        await page.click('.editor-save .button.primary');
        await page.waitForSelector('.row-list');
        await look('edit-lots');
        await page.click('.editor-save .button.primary');
        await page.waitForSelector('#at-lots-0-title');
        await page.fill('#at-lots-0-items-0-quantity', view.language === 'id' ? '1.250,5' : '1,250.5');
        await page.fill('#at-lots-0-items-0-unit-estimate', '12000');
        await page.click('.editor-body > p .button');
        assert.match(await page.inputValue('#at-lots-0-estimate'), /^15[.,]006[.,]000$/);
        await page.click('.rules-editor details summary');
        await page.locator('.rules-editor .notice, .rules-editor').first().scrollIntoViewIfNeeded();
        await look('edit-lot');

        // The check names what is missing and leads there.
        await page.click('.editor-save .button.primary');
        await page.waitForSelector('.error-summary');
        await look('edit-check-problems');
        await page.click('.error-summary li:last-child a');
        await page.waitForSelector('.editor-body .field.wrong');
        await page.fill('#at-lots-0-title', 'Beras medium');
        await page.fill('#at-lots-0-items-0-description', 'Beras medium kemasan 25 kg');
        await page.fill('#at-lots-0-items-0-unit', 'kg');
        await page.click('.task-list li:first-child button');
        await page.waitForSelector('#at-contact-name');
        await page.fill('#at-contact-name', 'Sri Contoh');
        await page.fill('#at-contact-email', 'sri@contoh.example');
        await page.click('.editor-save .button:not(.primary)');
        await page.waitForTimeout(300);
        await page.click('.task-list li:last-child button');
        await page.waitForSelector('.notice.good');
        await look('edit-check-good');
        await page.click('.notice.good a');
        await page.waitForSelector('.invented');
        await page.click('.section .buttons .button.primary');
        await page.waitForSelector('.table');
        await look('rehearse');
        // Step by step: before the first there is no ranking yet, then it plays by itself to the result.
        await page.locator('.playback input').press('Home');
        await page.waitForFunction(() => document.querySelectorAll('.table tbody tr').length === 0);
        await look('rehearse-before');
        await page.selectOption('.playback select', '600');
        await page.click('.playback .button.primary');
        await page.waitForFunction(() => {
          const slider = document.querySelector<HTMLInputElement>('.playback input');
          return slider !== null && slider.value === slider.max;
        });
        // The bids of an auction that was held.
        const past = house.add('past', 'closed', house.tenders.get(id)!.document);
        const at = (minute: number): string => new Date(Date.parse(past.document.schedule.auction_starts_at) + minute * 60_000).toISOString();
        for (const [n, amount] of ['1200000000', '1150000000'].entries()) past.lots[0]!.points.push({ seq: 900 + n, at: at(n + 1), amount, pseudonym: String(417 + n), verdict: 'accepted', rank: 1, bid: `past-${n}`, by: '' });
        await page.click('.section details summary');
        await page.waitForSelector('.section details .row-list');
        await page.click('.section details .row-list .button');
        await page.waitForSelector('.section details input[type=checkbox]');
        await look('rehearse-past');
        await page.click('.section details .button:not(.quiet)');
        await page.click('.section .buttons .button.primary');
        await page.waitForSelector('.playback');
        await page.goto(`/manage/${id}/edit?step=check`);
        await page.click('.notice.good .button.primary');
        await page.waitForSelector('dialog[open]');
        await world.shot(page, `publish-${view.width}`, false);
        await page.click('dialog[open] .dialog-actions .button.primary');
        await page.waitForSelector('dialog[open] .notice.good');
        await page.click('dialog[open] .dialog-actions .button');
        await page.waitForURL(`**/manage/${id}`);

        // Admit somebody, confirm the auction.
        house.tenders.get(id)!.applied.push({ business: 'biz1', name: 'PT Maju Terang Bersama', lots: ['1'], at: new Date().toISOString(), pseudonym: null });
        await page.reload();
        await page.waitForSelector('#participants .button.primary');
        await look('manage-published');
        await page.click('#participants .button.primary');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `admit-${view.width}`, false);
        await page.click('dialog[open] .dialog-actions .button.primary');
        await page.click('dialog[open] .notice.good ~ *, dialog[open] .dialog-actions .button');
        await page.fill('input[type=search]', 'cahaya');
        await page.waitForSelector('#participants .row-list li:has-text("CV Cahaya")');
        await page.goto(`/manage/${id}/addendum`);
        await page.waitForSelector('#at-description');
        await page.fill('#at-description', 'Beras medium untuk tiga belas puskesmas.');
        await look('addendum');
        await page.click('.editor-save .button.primary');
        await page.fill('#reason', reason);
        await page.click('dialog[open] .dialog-actions .button.primary');
        await page.waitForSelector('dialog[open] .notice.good');
        await page.click('dialog[open] .dialog-actions .button');
        await page.waitForURL(`**/manage/${id}`);
      } finally {
        await stop();
      }
    },
  },
  {
    name: `cockpit and award ${view.width} ${view.language}`,
    against: 'mock',
    run: async (world) => {
      const { house, url, stop } = await startHouse(folder);
      try {
        const tender = house.add('live1', 'live', house.document(2));
        house.admit(tender, people.bidder.business, '417');
        house.admit(tender, people.rival.business, '205');
        const lot = tender.lots[0]!;
        house.place(tender, lot, lot.lines.get('205')!, 'r1', '1240000000', false);
        house.place(tender, lot, lot.lines.get('417')!, 'r2', '1225000000', false);
        house.place(tender, lot, lot.lines.get('205')!, 'r3', '1224900000', false);
        const page = await officer(world, url, '/desk', view);
        const look = async (name: string): Promise<void> => {
          await world.fits(page);
          await world.axe(page);
          await world.shot(page, `${name}-${view.width}`);
        };
        await page.waitForSelector('.desk-item');
        await look('desk-officer');
        await page.goto('/manage/live1/auction');
        await page.locator('.cockpit-lot .chart').scrollIntoViewIfNeeded();
        await page.waitForSelector('.cockpit-lot .chart canvas');
        await look('cockpit');
        const act = async (name: RegExp, shot?: string): Promise<void> => {
          await page.getByRole('button', { name }).first().click();
          await page.fill('#reason', reason);
          if (shot) await world.shot(page, `${shot}-${view.width}`, false);
          await page.click('dialog[open] .dialog-actions .button:first-child');
          await page.waitForSelector('dialog[open] .notice.good');
          await page.click('dialog[open] .dialog-actions .button');
          await page.waitForSelector('dialog[open]', { state: 'detached' });
        };
        await act(/^(Jeda|Pause)$/, 'cockpit-pause');
        await page.waitForSelector('.cockpit-lot .notice.warning');
        await look('cockpit-paused');
        await act(/^(Lanjutkan|Resume)$/);
        await act(/^(Perpanjang|Extend)$/, 'cockpit-extend');
        await act(/^(Diskualifikasi|Disqualify) (Penyedia|Bidder) 417/, 'cockpit-disqualify');
        assert.ok(lot.lines.get('417')!.out);
        house.close(tender);
        await page.waitForSelector('.notice.good a');
        await page.click('.notice.good a');
        await page.waitForURL('**/award');
        await page.waitForSelector('input[type=radio]');
        // The reserve is not met: that needs a reason of its own.
        await page.click('.buttons .button.primary');
        await page.waitForSelector('.field.wrong');
        await look('award');
        for (const field of await page.$$('textarea')) await field.fill(reason);
        await page.click('.buttons .button.primary');
        await page.waitForSelector('dialog[open]');
        await page.fill('#reason', reason);
        await world.shot(page, `award-confirm-${view.width}`, false);
        await page.click('dialog[open] .dialog-actions .button.primary');
        await page.waitForSelector('dialog[open] .notice.good');
        await page.click('dialog[open] .dialog-actions .button');
        await page.waitForURL('**/manage/live1');
        await page.waitForSelector('.task-list');
        await look('manage-awarded');
      } finally {
        await stop();
      }
    },
  },
]);
