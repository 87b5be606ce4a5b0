import { expectSamePictures } from './support/new-pictures';
import { zipNames } from './support/generator';
import { expect, fillSettings, test } from './support/studio';
import { download, finished, smallRun, takeMade } from './support/training';

/** Eight steps each. */
const EPOCHS = 4;

// Each engine makes the average in a suite of its own; what becomes of it here is the same for all.
test('a run averages its generator; its pictures can be taken with either weights [AVG1] [AVG5] [AVG6] @core', async ({
  page,
}) => {
  test.setTimeout(600_000);
  // Rates at which the weights run ahead of their average.
  const rates = { generatorLearningRate: 0.01, discriminatorLearningRate: 0.01 };
  await takeMade(page, smallRun({ epochs: EPOCHS, sampleEvery: 1, ...rates }));
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'All settings' }).click();
  const average = page.getByRole('switch', { name: 'Average the generator' });
  await expect(average).not.toBeChecked();
  await average.click({ force: true });
  await expect(average).toBeChecked();
  await fillSettings(page, { 'Half-life of the average': 1000 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);

  const press = () => page.getByRole('button', { name: 'Download generator' }).first().click();
  const generator = await download(page, press);
  const models = (await zipNames(generator)).filter((name) => name.endsWith('model.json'));
  expect(models.sort()).toEqual(['averaged-model.json', 'model.json']);
  const made = { latentSize: 8, size: 16 };
  const averaged = await expectSamePictures(page, generator, {
    ...made,
    weights: { label: 'Averaged weights', file: 'averaged-model.json' },
  });
  await page.keyboard.press('Escape');
  const trained = await expectSamePictures(page, generator, {
    ...made,
    weights: { label: 'Trained weights', file: 'model.json' },
  });
  const apart = trained.map((value, i) => Math.abs(value - averaged[i]!));
  expect(Math.max(...apart)).toBeGreaterThan(8);
});
