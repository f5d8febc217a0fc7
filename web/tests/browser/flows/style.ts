import type { Flow } from '../flow';

const variants = ([360, 1280] as const).flatMap((width) =>
  (['id', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((scheme) => ({ width, language, scheme }))),
);

export const flows: Flow[] = [
  ...variants.map(
    ({ width, language, scheme }): Flow => ({
      name: `style page ${width} ${language} ${scheme}`,
      against: 'mock',
      run: async (world) => {
        const page = await world.person({ width, language, scheme });
        await page.goto('/style');
        await page.locator('#chart').scrollIntoViewIfNeeded();
        await page.waitForSelector('.uplot canvas');
        await world.fits(page);
        await world.axe(page);
        await world.shot(page, `style-${width}-${language}-${scheme}`);
        await page.click('[data-test=open-dialog]');
        await page.waitForSelector('dialog[open]');
        await world.axe(page);
        await world.shot(page, `style-dialog-${width}-${language}-${scheme}`, false);
        await page.keyboard.press('Escape');
        await page.waitForSelector('dialog[open]', { state: 'detached' });
      },
    }),
  ),
];
