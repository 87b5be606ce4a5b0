import type { Page } from '@playwright/test';
import { FEATURES, type Feature } from '../src/contract/features';
import { en } from '../src/words/en';
import { landscape } from './support/folders';
import { expect, pictures, test } from './support/studio';
import { takeFromWorker, takings } from './support/take-away';
import { finished, smallRun, trainOnMade } from './support/training';

type Taken = keyof typeof takings;

const notices = (page: Page) => page.getByRole('log', { name: 'Notices' });
const chooseSamples = (page: Page) =>
  page.getByRole('button', { name: 'Try with sample pictures' });

/** The studio is there and can be walked through. */
async function expectOpen(page: Page): Promise<void> {
  await page.goto('./#engine=cpu');
  await expect(chooseSamples(page)).toBeVisible();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible();
}

const EACH: readonly (readonly [Taken, Feature])[] = [
  ['noLocks', 'locks'],
  ['locksRefuse', 'locks'],
  ['noChannel', 'channel'],
  ['channelThrows', 'channel'],
  ['noWorkers', 'workers'],
  ['noCanvas', 'canvas'],
  ['noisyCanvas', 'readBack'],
  ['noSpace', 'space'],
  ['spaceRefuses', 'space'],
  ['notesThrow', 'notes'],
  ['noSharedMemory', 'sharedMemory'],
  ['noWakeLock', 'wakeLock'],
  ['noNotifications', 'notifications'],
];

for (const [taken, feature] of EACH) {
  test(`[WEB6] opens, and says what is missing: ${taken}`, async ({ page }) => {
    await page.addInitScript(takings[taken]);
    await expectOpen(page);
    const told = FEATURES[feature];
    const { says, todo } = en.features[feature];
    await expect(notices(page).getByText(says)).toHaveCount(told === 'notice' ? 1 : 0);
    await page.getByRole('button', { name: /^CPU$|^No engine$/ }).click();
    const list = page.getByRole('region', { name: 'What this browser does not give' });
    await expect(list.getByText(`${says} ${todo}`.trim())).toBeVisible();
  });
}

const REFUSED: readonly (readonly [Taken, string])[] = [
  ['databaseThrows', `${en.database.refused} (SecurityError).`],
  ['databaseFails', `${en.database.refused} (AbortError).`],
  ['noDatabase', en.database.says],
  ['databaseNull', en.database.says],
];

for (const [taken, says] of REFUSED) {
  test(`[WEB6] says why it cannot open: ${taken}`, async ({ page }) => {
    await page.addInitScript(takings[taken]);
    await page.goto('./#engine=cpu');
    await expect(page.getByRole('alert').getByText(says)).toBeVisible();
    await expect(page.getByText(en.database.todo)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Load the page again' })).toBeVisible();
  });
}

test('[WEB6] says why it cannot open where all site data are blocked', async ({ page }) => {
  for (const taken of ['databaseThrows', 'locksRefuse', 'channelThrows', 'notesThrow'] as const) {
    await page.addInitScript(takings[taken]);
  }
  await page.goto('./#engine=cpu');
  await expect(page.getByRole('alert').getByText(/\(SecurityError\)/)).toBeVisible();
});

test('[WEB6] [WEB7] trains where tabs are not kept apart and Blobs are not stored @core', async ({
  page,
}) => {
  for (const taken of ['locksRefuse', 'channelThrows', 'notesThrow', 'blobsRefused'] as const) {
    await page.addInitScript(takings[taken]);
  }
  await takeFromWorker(page, 'engine-worker', takings.blobsRefused);
  await trainOnMade(page, smallRun({ epochs: 1 }));
  await finished(page);
  await page.reload();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('button', { name: /^Open (?!a file)/ }).click();
  await expect(page.getByRole('img', { name: 'Samples at epoch 1' })).toBeVisible();
});

test('[WEB6] shows a text that cannot be copied', async ({ page }) => {
  await page.addInitScript(takings.noClipboard);
  await page.goto('./#engine=cpu&epochs=77');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Copy settings link' }).click();
  await expect(page.getByLabel(en.parts.copyByHand)).toHaveValue(/epochs=77/);
});

/** One picture of a size that is reduced while it is decoded. */
async function chooseLarge(page: Page): Promise<void> {
  const buffer = landscape(1, 640);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles([{ name: 'a.png', mimeType: 'image/png', buffer }]);
}

for (const taken of ['noBitmapOptions', 'noHash'] as const) {
  test(`[WEB6] prepares pictures all the same: ${taken}`, async ({ page }) => {
    await takeFromWorker(page, 'decode-worker', takings[taken]);
    await page.goto('./#engine=cpu&imageSize=16');
    await chooseLarge(page);
    await expect(page.getByRole('status').getByText(pictures(1))).toBeVisible();
  });
}

/** How many sets are kept, and the prepared pixels of the last: uint8 [16, 16, 3]. */
const kept = (page: Page): Promise<{ sets: number; pixels: number[] }> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('No reason given.'));
      });
    const database = await done(indexedDB.open('atelier'));
    const reading = database.transaction(['datasets', 'chunks']);
    type Set = { id: string; createdAt: number };
    const sets = (await done(reading.objectStore('datasets').getAll())) as Set[];
    const newest = sets.sort((one, two) => one.createdAt - two.createdAt).at(-1)!;
    type Chunk = { pixels: Uint8Array };
    const chunk = (await done(reading.objectStore('chunks').get([newest.id, 0]))) as Chunk;
    database.close();
    return { sets: sets.length, pixels: [...chunk.pixels] };
  });

test('[PIC21] prepares pictures truly where canvases give back noise', async ({ page }) => {
  await page.goto('./#engine=cpu&imageSize=16');
  await chooseLarge(page);
  await expect(page.getByRole('status').getByText(pictures(1))).toBeVisible();
  const wanted = await kept(page);
  await page.addInitScript(takings.noisyCanvas);
  await takeFromWorker(page, 'decode-worker', takings.noisyCanvas);
  await page.reload();
  await expect(notices(page).getByText(en.features.readBack.says)).toBeVisible();
  await chooseLarge(page);
  await expect.poll(async () => (await kept(page)).sets, { timeout: 30_000 }).toBe(2);
  expect((await kept(page)).pixels).toEqual(wanted.pixels);
});

test('[WEB6] [WEB3] says what a picture cannot be prepared without', async ({ page }) => {
  await takeFromWorker(page, 'decode-worker', takings.noCanvas);
  await page.goto('./#engine=cpu&imageSize=16');
  await chooseLarge(page);
  await expect(page.getByText(en.features.canvas.says).first()).toBeVisible();
});
