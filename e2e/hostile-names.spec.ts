import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { landscape, scratch } from './support/folders';
import { dropPaths, expect, pictures, test } from './support/studio';

const TOP = '<img src=x onerror=alert(1)>';
/** Names that some program somewhere takes for something else than a name. */
const NAMES = [
  '<img src=x onerror=alert(1)>.png',
  '"><script>alert(1)<script>.png',
  '{{constructor.constructor("alert(1)")()}}.png',
  'javascript:alert(1).png',
  '__proto__.png',
  'CON.png',
  'gnp.\u202Eexe.png',
  'two\nlines.png',
  ' . .png',
  '%2e%2e%2fup.png',
  'up\\..\\..\\up.png',
  '🎨👩‍🎨.png',
  `${'long '.repeat(50)}.png`,
];
const FOLDERS = ['', '<b>bold<b>', '__proto__', 'constructor', 'a..b.. '];
const RENAMED = '../../<b>x</b>:|?*';

test('hostile names of files, folders, sets and runs are text, and downloads get good ones [SAFE2]', async ({
  page,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const top = join(scratch('hostile'), TOP);
  let number = 0;
  for (const folder of FOLDERS) {
    mkdirSync(join(top, folder), { recursive: true });
    for (const name of NAMES) writeFileSync(join(top, folder, name), landscape(number++, 16));
  }
  writeFileSync(join(top, '<svg onload=alert(2)>.png'), 'no picture');

  await page.goto(
    './#imageSize=16&width=8&latentSize=8&batchSize=32&epochs=1&engine=wasm&sampleCount=4',
  );
  await dropPaths(page, [top]);
  await expect(page.getByRole('status').getByText(pictures(number))).toBeVisible();
  for (const name of [NAMES[0]!, '__proto__.png', '🎨👩‍🎨.png']) {
    await expect(page.getByRole('button', { name: `${TOP}/${name}` })).toBeVisible();
  }
  await page.getByRole('button', { name: '1 file skipped' }).click();
  await expect(page.getByText('<svg onload=alert(2)>.png')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '5 folders' }).click();
  for (const folder of FOLDERS.filter((name) => name !== '')) {
    await expect(page.getByLabel(`${folder} (${NAMES.length})`)).toBeVisible();
  }

  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Download curves' })).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText(TOP).first()).toBeVisible();
  await page.getByRole('button', { name: /^Rename the run/ }).click();
  await page.getByLabel('Name of the run').fill(RENAMED);
  await page.keyboard.press('Enter');
  await expect(page.getByText(RENAMED).first()).toBeVisible();
  const names: string[] = [];
  for (const button of ['Download curves', 'Download all samples', 'Download generator']) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: button, exact: true }).click();
    names.push((await coming).suggestedFilename());
  }
  expect(names).toEqual([
    'b x b, curves.csv',
    'b x b, samples.zip',
    'b x b, generator at epoch 1.zip',
  ]);

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByText(RENAMED).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText(RENAMED).first()).toBeVisible();
  const made = await page.evaluate(() => ({
    images: document.querySelectorAll('img[src="x"], [onerror], [onload]').length,
    bold: document.querySelectorAll('main b').length,
    polluted: Object.keys(Object.prototype).length,
  }));
  expect(made).toEqual({ images: 0, bold: 0, polluted: 0 });
  expect(dialogs).toEqual([]);
});
