import type { Page } from '@playwright/test';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { keptForGood } from '../scripts/parts-list.mjs';
import { hostHeaders } from '../scripts/security-policy.ts';
import { madeFolder } from './support/folders';
import { serveUnder } from './support/static-server';
import {
  OWN_PORT,
  buildToReplace,
  filesFetched,
  held,
  partsLoaded,
  startStudio,
} from './support/studio-server';
import { dropPaths, expect, pictures, test } from './support/studio';
import { download, smallRun, trainOnMade, trained } from './support/training';

// A name that is not on localhost: its page is no secure context.
const { args, ...launch } = chromiumLaunch();
test.use({
  serviceWorkers: 'allow',
  launchOptions: { ...launch, args: [...args, '--host-resolver-rules=MAP studio.test 127.0.0.1'] },
});

const ENDLESS = smallRun({ epochs: 100_000, saveEvery: 2, checkpointSeconds: 1 });

const room = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

/** Opens a dialog, sees it, and closes it. */
async function lookInto(
  page: Page,
  opener: string | RegExp,
  title: string | RegExp,
): Promise<void> {
  await press(page, opener);
  await expect(page.getByRole('dialog', { name: title })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

/**
 * Presses everything there is while a run trains, and no server answers.
 * @returns where the run's project file lies.
 */
async function useEverything(page: Page): Promise<string> {
  await lookInto(page, 'Keyboard shortcuts', 'Keyboard shortcuts');
  await press(page, /^WASM/);
  await expect(page.getByText(/WASM on \d threads?, SIMD/)).toBeVisible();
  await press(page, /^WASM/);
  await lookInto(page, 'Settings', 'Settings of this run');
  await lookInto(page, 'Look at picture 1', /^Picture 1 at epoch/);
  await expect(page.getByRole('region', { name: 'Losses' })).toBeVisible();
  await press(page, 'Pause');
  await press(page, 'Resume');
  await press(page, 'Sample now');

  for (const name of ['Download generator', 'Download all samples', 'Download curves']) {
    await download(page, () => press(page, name));
  }
  await press(page, 'New pictures');
  const panel = page.getByRole('dialog', { name: 'New pictures' });
  await panel.getByLabel('Number of pictures').fill('3');
  await panel.getByRole('button', { name: 'Make pictures' }).click();
  const picture = panel.getByRole('button', { name: 'Download picture 3' });
  await expect(picture).toBeVisible({ timeout: 60_000 });
  await download(page, () => picture.click());
  await download(page, () => panel.getByRole('button', { name: 'Download all' }).click());
  await page.keyboard.press('Escape');

  await room(page, 'Runs');
  await lookInto(page, 'What happens to my work', 'What happens to my work');
  const project = await download(page, async () => {
    await press(page, /^More for /);
    await page.getByRole('menuitem', { name: 'Export project with its pictures' }).click();
  });

  const folder = madeFolder(12);
  await room(page, 'Pictures');
  await dropPaths(page, [folder.path]);
  await expect(page.getByRole('status').getByText(pictures(12))).toBeVisible();
  await lookInto(page, '1 file skipped', /1 file skipped/);

  await room(page, 'Train');
  return project;
}

/** Opens a project file; its run is the third then. */
async function bringIn(page: Page, project: string): Promise<void> {
  await room(page, 'Runs');
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'Open a file');
  await (await chooser).setFiles(project);
  await expect(page.getByRole('img', { name: /^Samples at epoch/ })).toBeVisible();
  await room(page, 'Runs');
  await expect(page.getByRole('button', { name: /^Open (?!a file)/ })).toHaveCount(3);
}

/** Stops the run, and trains another on an engine whose code nothing has used yet. */
async function trainAnother(page: Page): Promise<void> {
  await press(page, 'Stop');
  await press(page, 'New run');
  await press(page, 'All settings');
  await page.getByLabel('Engine', { exact: true }).selectOption({ label: 'CPU' });
  await page.getByLabel('Batch size', { exact: true }).fill('4');
  await press(page, 'Train');
  await trained(page, 1);
  await press(page, 'Stop');
}

/** Trains on the sample pictures, with all of the studio fetched. */
async function trainHeld(page: Page): Promise<void> {
  await trainOnMade(page, ENDLESS);
  await held(page);
  await trained(page, 20);
}

test.describe('the server of npm start', () => {
  test.use({ baseURL: `http://localhost:${OWN_PORT}/` });

  test('ends in mid-training, and everything works on [PAGE8]', async ({ page }) => {
    const studio = await startStudio();
    try {
      await trainHeld(page);
      const list = await page.locator('meta[name="atelier-parts"]').getAttribute('content');
      const answer = await page.request.get(list!);
      expect(answer.headers()['cache-control']).toMatch(/immutable/);
      // Never the page in place of a script.
      expect((await page.request.get('./assets/gone-12345678.js')).status()).toBe(404);
    } finally {
      await studio.end();
    }
    const project = await useEverything(page);
    await trainAnother(page);
    await bringIn(page, project);
  });
});

test.describe('a host on plain http, as on another machine of the house', () => {
  let host: Awaited<ReturnType<typeof serveUnder>>;
  test.use({
    baseURL: async ({}, use) => {
      host = await serveUnder('/', { ...hostHeaders, ...keptForGood }, '127.0.0.1');
      await use(host.url.replace('127.0.0.1', 'studio.test'));
      await host.close();
    },
  });

  // No secure context: no service worker and no caches. The browser's own cache is left.
  test('ends in mid-training: nothing needs it [PAGE8]', async ({ page }) => {
    await trainOnMade(page, ENDLESS);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await filesFetched(page);
    await partsLoaded(page);
    await trained(page, 20);
    await host.close();
    const project = await useEverything(page);
    await trainAnother(page);
    await bringIn(page, project);
  });
});

test.describe('a plain static host', () => {
  const build = buildToReplace();
  let host: Awaited<ReturnType<typeof serveUnder>>;
  test.use({
    baseURL: async ({}, use) => {
      host = await serveUnder('/atelier/', {}, 'localhost', build.folder);
      await use(host.url);
      await host.close();
    },
  });

  test('gets another build in mid-training: each tab goes on with its own [PAGE8]', async ({
    page,
    context,
  }) => {
    const builds = (): Promise<number> => page.evaluate(async () => (await caches.keys()).length);
    await trainHeld(page);
    build.replace();
    const gone = await page.evaluate(async () => {
      const script = document.querySelector<HTMLMetaElement>('meta[name="atelier-parts"]')!.content;
      return (await fetch(`${script}?`)).status;
    });
    expect(gone, 'files of the build before').toBe(404);
    const project = await useEverything(page);

    const next = await context.newPage();
    await next.goto('./');
    await held(next);
    expect(await builds(), 'both tabs keep their files').toBe(2);
    await trainAnother(page);
    await bringIn(page, project);

    await page.close();
    await next.reload();
    await expect.poll(() => next.evaluate(async () => (await caches.keys()).length)).toBe(1);
    await held(next);
  });
});
