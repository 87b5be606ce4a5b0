import type { Locator, Page } from '@playwright/test';
import { expectSound } from './support/layout';
import { expect, fillSettings, test } from './support/studio';
import {
  ofWinningDiscriminator,
  smallRun,
  trainOnMade,
  trainOnSamples,
  trained,
} from './support/training';

const findingsOf = (page: Page): Locator =>
  page.getByRole('list', { name: 'Findings', exact: true });

test('a discriminator that wins is found, and a press halves its rate in the run [FIND1] [FIND3] @core', async ({
  page,
}) => {
  await trainOnMade(page, ofWinningDiscriminator);
  const list = findingsOf(page);
  await expect(list).toBeVisible();
  const won = list.getByRole('listitem').filter({ hasText: 'The discriminator has won' });
  await expect(won).toBeVisible({ timeout: 240_000 });
  // The numbers that show it.
  await expect(won).toContainText(/it scores real pictures 0\.[89]\d* and generated ones 0\.0\d*/);

  const rate = page.getByLabel('Discriminator learning rate', { exact: true });
  await expect(rate).toHaveValue('0.004');
  const halve = won.getByRole('button', {
    name: 'Halve the discriminator’s learning rate, to 0.002',
  });
  await page.setViewportSize({ width: 360, height: 780 });
  await expectSound(page, 'while it trains');
  await halve.click();
  await expect(rate).toHaveValue('0.002');
  await expect(won.getByRole('status')).toHaveText(/^Changed at step [\d,]+\./);
  await expect(halve).toBeHidden();

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.locator('main').getByText('Stopped', { exact: true })).toBeVisible();
  // The run itself went on with the rate that was asked for.
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('0.004, now 0.002');
  await page.keyboard.press('Escape');

  // At rest, the press goes on with the run.
  const goOn = won.getByRole('button', {
    name: 'Go on with the discriminator’s learning rate halved, to 0.001',
  });
  await expect(goOn).toBeVisible();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 780 });
    await expectSound(page, `at rest, ${width} px`);
  }
  await goOn.click();
  await expect(page.locator('main').getByText('Running', { exact: true })).toBeVisible();
  await expect(rate).toHaveValue('0.001');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.locator('main').getByText('Stopped', { exact: true })).toBeVisible();

  // What holds from the beginning is filled into the settings of a new run, on the same pictures.
  await won.getByRole('button', { name: 'New run with augmentation' }).click();
  await fillSettings(page, {});
  await expect(page.getByLabel('Augmentation', { exact: true })).toHaveValue('fixed');
  await expect(page.getByLabel('Discriminator learning rate', { exact: true })).toHaveValue(
    '0.004',
  );
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
});

test('where all is well, the list says so [FIND1]', async ({ page }) => {
  await trainOnSamples(
    page,
    smallRun({ epochs: 5000, batchSize: 16, sampleEvery: 5, augmentation: 'fixed' }),
  );
  await trained(page, 300);
  const items = findingsOf(page).getByRole('listitem');
  await expect(items).toHaveCount(1);
  await expect(items).toHaveText('Nothing is wrong as far as can be seen.');
});
