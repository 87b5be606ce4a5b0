import { expectSound } from './support/layout';
import { expect, test } from './support/studio';
import {
  curvesOf,
  ofWinningDiscriminator,
  openNewestRun,
  step,
  trainOnSamples,
  trained,
} from './support/training';

test('a run that went wrong goes back to its best and on with lower rates, at one press [FIND5] [SAVE16] [SAVE17]', async ({
  page,
}) => {
  await trainOnSamples(page, ofWinningDiscriminator);
  // Measured in its second epoch, and never again soon: that one is the best.
  await trained(page, 35);
  await page.getByRole('button', { name: 'Measure now' }).click();
  await expect(page.getByText('Best so far', { exact: true })).toBeVisible({ timeout: 90_000 });

  const won = page
    .getByRole('list', { name: 'Findings', exact: true })
    .getByRole('listitem')
    .filter({ hasText: 'The discriminator has won' });
  await expect(won).toBeVisible({ timeout: 240_000 });
  const back = won.getByRole('button', { name: /^Go back to epoch/ });
  await expect(back).toHaveText(
    /^Go back to epoch \d+, the best that was saved, and go on with the discriminator’s learning rate halved, to 0\.002$/,
  );
  const epoch = Number(/epoch (\d+)/.exec(await back.innerText())![1]);
  await expect(won).toContainText(`Going back takes away what came after epoch ${epoch}:`);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 780 });
    await expectSound(page, `while it trains, ${width} px`);
  }
  const before = await step(page);
  await back.click();

  // Stopped and gone on with, from back there.
  const rate = page.getByLabel('Discriminator learning rate', { exact: true });
  await expect(rate).toHaveValue('0.002', { timeout: 60_000 });
  const main = page.locator('main');
  await expect(main.getByText('Running', { exact: true })).toBeVisible({ timeout: 60_000 });
  const begun = await step(page);
  expect(begun).toBeLessThan(before);
  await trained(page, begun + 5);
  await expect(back).toBeHidden();

  // At rest the run itself offers it, once it is well beyond its best again.
  await trained(page, 120);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(main.getByText('Stopped', { exact: true })).toBeVisible();
  const stopped = await step(page);
  // One row a step: what came after the best went with it.
  const steps = (await curvesOf(page)).trimEnd().split('\n').slice(1);
  expect(steps.map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: stopped }, (_, n) => n + 1),
  );
  await page.reload();
  await openNewestRun(page);
  await expect(main.getByText('Stopped', { exact: true })).toBeVisible();
  await expect(main).toContainText(`Epoch ${epoch} is the best that was saved;`);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 780 });
    await expectSound(page, `at rest, ${width} px`);
  }
  await page
    .getByRole('button', { name: `Go back to epoch ${epoch}, with half the learning rates` })
    .click();
  await expect(main.getByText('Running', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(rate).toHaveValue('0.001');
  await expect.poll(() => step(page)).toBeGreaterThan(0);
  expect(await step(page)).toBeLessThan(stopped);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
});
