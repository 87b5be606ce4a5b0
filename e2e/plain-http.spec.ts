import { chromiumLaunch } from '../scripts/chromium.mjs';
import { hostHeaders } from '../scripts/security-policy.ts';
import { madeFolder } from './support/folders';
import { serveUnder } from './support/static-server';
import { dropPaths, expect, pictures, test } from './support/studio';
import { download, finished, smallRun } from './support/training';

const { args, ...launch } = chromiumLaunch();

let host: Awaited<ReturnType<typeof serveUnder>>;

// As from another machine of the house: a plain http page that is not on localhost, from a host that
// sends every header.
test.use({
  launchOptions: { ...launch, args: [...args, '--host-resolver-rules=MAP studio.test 127.0.0.1'] },
  baseURL: async ({}, use) => {
    host = await serveUnder('/', hostHeaders, '127.0.0.1');
    await use(host.url.replace('127.0.0.1', 'studio.test'));
    await host.close();
  },
});

test('[WEB1] [WEB2] takes pictures, trains, and a project goes out and comes back', async ({
  page,
}) => {
  await page.goto(smallRun({ epochs: 1, batchSize: 8 }));
  expect(await page.evaluate(() => [isSecureContext, 'subtle' in crypto])).toEqual([false, false]);
  const says = page.getByRole('log', { name: 'Notices' });
  await expect(says.getByText(/plain http/)).toBeVisible();

  // Sample pictures, then a dropped folder.
  await page.getByRole('button', { name: 'Try with sample pictures' }).click();
  await expect(page.getByRole('status').getByText(pictures(480))).toBeVisible();
  const made = madeFolder(12);
  await dropPaths(page, [made.path]);
  await expect(page.getByRole('status').getByText(pictures(made.pictures))).toBeVisible();

  await page.getByRole('button', { name: /^WASM/ }).click();
  await expect(
    page.getByText(/It has one thread only, since this page came over plain http/),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const file = await download(page, async () => {
    await page.getByRole('button', { name: /^More for/ }).click();
    await page.getByRole('menuitem', { name: 'Export project with its pictures' }).click();
  });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible();
});
