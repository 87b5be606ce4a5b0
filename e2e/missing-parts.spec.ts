import type { Page } from '@playwright/test';
import { madeFolder } from './support/folders';
import { dropPaths, expect, test } from './support/studio';
import { download, smallRun, step, trainOnMade, trained } from './support/training';

// Requests of a page that a service worker answers for cannot be refused by a test.
test.use({ serviceWorkers: 'block' });

/** What comes after the first load is refused, as by a server that is gone. @returns its return. */
async function serverGone(page: Page, files: RegExp): Promise<() => Promise<void>> {
  await page.route(files, (route) => route.abort('connectionrefused'));
  return () => page.unroute(files);
}

/** The open run comes with the first press on Train; the rest is refused from the start. */
const LATER =
  /\/(parts|RunsRoom|ShortcutsDialog|RunSettings|CloseUp|Charts|MyWork|NewPictures|download-worker)-[^/]*$/;

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const room = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

test('what cannot be fetched is said in its place, can be fetched again, and the run trains on [PAGE9]', async ({
  page,
}) => {
  const comesBack = await serverGone(page, LATER);
  await trainOnMade(page, smallRun({ epochs: 100_000, saveEvery: 2 }));
  await trained(page, 5);
  const main = page.getByRole('main');
  const again = { name: 'Try again', exact: true };

  // A part of a room: the rest of it is there.
  await expect(main.getByText('What draws the curves could not be fetched')).toBeVisible();
  await expect(main.getByText('Training goes on, and is saved as before.')).toBeVisible();
  await expect(main.getByRole('img', { name: /^Samples at epoch/ })).toBeVisible();

  // A dialog: in one, which closes.
  for (const opener of ['Keyboard shortcuts', 'Settings', 'Look at picture 1']) {
    await press(page, opener);
    const dialog = page.getByRole('dialog', { name: 'Something is missing' });
    await expect(dialog.getByText(/could not be fetched: the studio's server/)).toBeVisible();
    await dialog.getByRole('button', again).click();
    await expect(dialog.getByText(/could not be fetched: the studio's server/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  // A download, and a drop.
  await press(page, 'Download all samples');
  const notices = page.getByRole('log', { name: 'Notices' });
  await expect(notices.getByText(/The worker for this file could not be fetched/)).toBeVisible();

  // A room.
  await room(page, 'Runs');
  await expect(main.getByText(/The room Runs could not be fetched/)).toBeVisible();
  await main.getByRole('button', again).click();
  await expect(main.getByText(/The room Runs could not be fetched/)).toBeVisible();
  const dead = await serverGone(page, /decode-worker-[^/]*$/);
  await room(page, 'Pictures');
  await dropPaths(page, [madeFolder(6).path]);
  await expect(main.getByText(/The worker that reads pictures could not be fetched/)).toBeVisible();
  expect(await page.locator('body').innerText()).not.toMatch(/reload|module/i);

  // The server is back.
  await comesBack();
  await dead();
  await room(page, 'Runs');
  await main.getByRole('button', again).click();
  await expect(main.getByRole('heading', { name: 'Runs' })).toBeVisible();
  await room(page, 'Train');
  await trained(page, await step(page));
  await expect(main.getByRole('region', { name: 'Losses' })).toBeVisible();
  await download(page, () => press(page, 'Download all samples'));
  await press(page, 'Settings');
  await expect(page.getByRole('dialog', { name: 'Settings of this run' })).toBeVisible();
});

/** Makes something throw that drawing depends on. @returns what makes it work again. */
async function broken(page: Page, what: 'lists' | 'numbers'): Promise<() => Promise<void>> {
  await page.evaluate((kind) => {
    const [owner, name] =
      kind === 'lists' ? [Array.prototype, 'toReversed'] : [Intl.NumberFormat.prototype, 'format'];
    const plain = Object.getOwnPropertyDescriptor(owner, name)!;
    Object.defineProperty(owner, name, {
      configurable: true,
      get() {
        throw new Error(`the ${kind} ran out`);
      },
    });
    Object.assign(window, { mend: () => Object.defineProperty(owner, name, plain) });
  }, what);
  return () => page.evaluate(() => (window as unknown as { mend: () => void }).mend());
}

test('a failure in drawing stays in its room, or is said in place of the page [PAGE9]', async ({
  page,
}) => {
  await trainOnMade(page, smallRun({ epochs: 100_000, saveEvery: 2 }));
  await trained(page, 5);

  const listsAgain = await broken(page, 'lists');
  const said = page.getByText('This part of the page could not be drawn: the lists ran out');
  await expect(said).toBeVisible();
  await expect(page.getByText('Training goes on, and is saved as before.')).toBeVisible();
  await room(page, 'Pictures');
  await expect(page.getByRole('button', { name: /^Picture 1,/ })).toBeVisible();
  await room(page, 'Train');
  await expect(said).toBeVisible();
  await listsAgain();
  await press(page, 'Try again');
  await trained(page, await step(page));

  const numbersAgain = await broken(page, 'numbers');
  await expect(page.getByRole('heading', { name: 'The studio cannot be drawn' })).toBeVisible();
  await expect(page.getByText('could not be drawn: the numbers ran out')).toBeVisible();
  await numbersAgain();
  await press(page, 'Try again');
  await trained(page, await step(page));
});
