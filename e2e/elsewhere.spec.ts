import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPython } from '../scripts/python/find.mjs';
import { zipBytes, zipNames } from './support/generator';
import { expect, test } from './support/studio';
import { curvesOf, download, smallRun, step, trainOnMade, trained } from './support/training';

const PARTS = [
  ...['README.md', 'train.py', 'recipe.json', 'settings.json'],
  ...['state.safetensors', 'pictures.safetensors', 'studio.atelier'],
];

/** Steps that are trained elsewhere. */
const MORE = 11;

test('a run goes on in PyTorch, comes back, and goes on here [SERVER1] [SERVER5]', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
  await trainOnMade(page, smallRun({ epochs: 5000, checkpointSeconds: 3600, sampleEvery: 5000 }));
  await trained(page, 3);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  await press('Continue on a GPU server');
  const dialog = page.getByRole('dialog', { name: 'Continue on a GPU server' });
  await expect(dialog.getByText('python train.py')).toBeVisible();
  const zip = await download(page, () =>
    dialog.getByRole('button', { name: 'Download ZIP' }).click(),
  );
  expect((await zipNames(zip)).toSorted()).toEqual(PARTS.toSorted());
  const folder = dirname(zip);
  for (const name of PARTS) writeFileSync(join(folder, name), await zipBytes(zip, name));
  const before = stepsOf(await curvesOf(page));

  const python = findPython();
  expect(python.path, python.get).not.toBeNull();
  const until = before.length + MORE;
  execFileSync(python.path!, ['train.py', '--until', String(until)], { cwd: folder });

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles(join(folder, 'out/back-to-studio.atelier'));
  // It is opened, at the step that was reached there.
  await expect.poll(() => step(page)).toBe(until);
  await press(/^Go on from/);
  await expect(page.locator('main').getByText('Running', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  const after = stepsOf(await curvesOf(page));
  expect(after.length).toBeGreaterThanOrEqual(until);
  expect(after).toEqual(after.map((_, i) => i + 1));
});

const stepsOf = (csv: string): number[] =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]));
