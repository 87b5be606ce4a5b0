import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { heldOutOf } from '../src/contract/held-out';
import { madeFolder, scratch } from './support/folders';
import { zipNames, zipText } from './support/generator';
import { expectSamePictures } from './support/new-pictures';
import { longTasksOf } from './support/page-tasks';
import { finished } from './support/training';
import { dropPaths, expect, fillSettings, pictures, test } from './support/studio';

test.use({ serviceWorkers: 'allow' });

const LATENT = 16;
const SIZE = 32;
const EPOCHS = 3;

/** Small enough for a GPU emulated on the processor. */
const small = {
  'Image size': `${SIZE} px`,
  'Network width': 8,
  'Latent size': LATENT,
  'Batch size': 16,
  Epochs: EPOCHS,
  'Number of samples': 9,
  'Keep a generator every': 1,
  Engine: 'WebGPU (TensorFlow.js)',
};

/**
 * Waits, at little cost to the page, for what it is to show: while long tasks are counted, Playwright
 * must not look for it itself, since it goes through the whole tree of the page at each try, in tasks
 * of 50 ms and more on a busy processor.
 */
const comes = (page: Page, selector: string, text = ''): Promise<unknown> =>
  page.waitForFunction(
    ([wanted, its]) =>
      [...document.querySelectorAll(wanted!)].some((one) => one.textContent.includes(its!)),
    [selector, text],
    { polling: 250, timeout: 240_000 },
  );

test(
  'from a dropped folder of pictures to a generator that runs elsewhere [PIC1] [RUN3] [RUN5] [RUN6] [OUT1] [OUT2] [OUT3] [TRN5] [PAGE3] [PAGE5]',
  { tag: '@alone' },
  async ({ page }) => {
    test.setTimeout(600_000);
    const folder = madeFolder(66, 32);
    await page.goto('./');
    await dropPaths(page, [folder.path]);
    await expect(page.getByRole('status').getByText(pictures(folder.pictures))).toBeVisible();
    if (folder.skipped > 0) {
      await page.getByRole('button', { name: `${folder.skipped} file skipped` }).click();
      await expect(page.getByText('notes.txt')).toBeVisible();
      await page.keyboard.press('Escape');
    }

    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await fillSettings(page, small);
    await page.getByRole('button', { name: 'Train', exact: true }).click();

    await expect(page.getByRole('img', { name: 'Samples at epoch 0' })).toBeVisible({
      timeout: 120_000,
    });
    await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible({
      timeout: 240_000,
    });
    const longTasks = await longTasksOf(page, 50);
    await expect(page.getByRole('progressbar', { name: 'Training progress' })).toBeVisible();
    await expect(page).toHaveTitle(/%|epoch/i);
    await expect(
      page.getByRole('region', { name: 'Losses' }).locator('path.recharts-curve').first(),
    ).toBeVisible();
    await expect(page.getByRole('region', { name: 'Scores' })).toBeVisible();
    const before = await page.getByRole('img', { name: /^Samples at epoch/ }).getAttribute('src');

    await page.getByRole('button', { name: 'Pause' }).click();
    await comes(page, 'button', 'Resume');
    await page.getByRole('button', { name: 'Resume' }).click();
    await comes(page, 'button', 'Pause');
    await comes(page, 'img[alt="Samples at epoch 2"]');
    expect(await page.getByRole('img', { name: /^Samples at epoch/ }).getAttribute('src')).not.toBe(
      before,
    );
    await comes(page, `img[alt="Samples at epoch ${EPOCHS}"]`);
    expect(await longTasks(), 'tasks over 50 ms on the page’s thread while training').toEqual([]);
    await expect(page.getByRole('img', { name: `Samples at epoch ${EPOCHS}` })).toBeVisible();

    // A reload finds the set, the run, its grids and its curves. The last losses are kept at the
    // end of the run, after its last grid.
    await finished(page);
    await expect(page.getByRole('button', { name: 'Download generator' })).toBeVisible();
    await page.reload();
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page
      .getByRole('button', { name: /^Open (?!a file)/ })
      .first()
      .click();
    await expect(page.getByRole('img', { name: `Samples at epoch ${EPOCHS}` })).toBeVisible();
    const slider = page.getByRole('slider', { name: 'Epoch' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(page.getByRole('img', { name: 'Samples at epoch 0' })).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Losses' }).locator('path.recharts-curve').first(),
    ).toBeVisible();

    const scratchFolder = scratch('downloads');
    const save = async (button: string): Promise<string> => {
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: button, exact: true }).click();
      const download = await coming;
      const path = join(scratchFolder, download.suggestedFilename());
      await download.saveAs(path);
      return path;
    };

    const samples = await save('Download all samples');
    expect((await zipNames(samples)).sort()).toEqual(
      Array.from({ length: EPOCHS + 1 }, (_, i) => `image_at_epoch_000${i}.png`),
    );
    const curves = readFileSync(await save('Download curves'), 'utf8')
      .trim()
      .split('\n');
    // A slow machine has time to measure, which adds columns [MEAS8].
    expect(curves[0]).toMatch(
      /^step,epoch,discriminatorLoss,generatorLoss,realScore,fakeScore(,generated,|$)/,
    );
    const learnt = folder.pictures - heldOutOf(folder.pictures);
    expect(curves.length - 1).toBe(Math.ceil((EPOCHS * learnt) / 16));

    const generator = await save('Download generator');
    expect(await zipText(generator, 'README.md')).toContain('loadLayersModel');
    expect(JSON.parse(await zipText(generator, 'settings.json'))).toBeTruthy();

    await expectSamePictures(page, generator, { latentSize: LATENT, size: SIZE });
  },
);
