import { zipBytes, zipNames } from './support/generator';
import { inflateNewestCheckpoint } from './support/kept';
import { START, expect, test } from './support/studio';
import {
  curvesOf,
  download,
  finished,
  hideable,
  openNewestRun,
  saved,
  smallRun,
  step,
  trainOnMade,
  trained,
} from './support/training';

/** Some seconds of training, so that there is a midst. */
const EPOCHS = 32;
/** Never by time, so that where it goes on from does not hang on how fast a machine is. */
const everyTwoEpochs = { checkpointSeconds: 3600, checkpointEpochs: 2 };
const endless = { epochs: 5000, checkpointSeconds: 1 };

test('a run that is interrupted, and one that moves to another browser, end as one that never was [SAVE5] [SAVE2] [SAVE7] [FILE1]', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(600_000);
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
  const weights = async (): Promise<Uint8Array> => {
    const zip = await download(page, () => press('Download generator'));
    const name = (await zipNames(zip)).find((file) => file.endsWith('.bin'));
    return zipBytes(zip, name!);
  };
  await trainOnMade(page, smallRun({ epochs: EPOCHS, ...everyTwoEpochs }));
  await finished(page);
  const expected = { curves: await curvesOf(page), weights: await weights() };
  expect(expected.curves.trim().split('\n').length - 1).toBe(8 * EPOCHS);

  await test.step('interrupted by a reload', async () => {
    await press('New run');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await saved(page);
    await page.reload();
    await openNewestRun(page);
    await expect(page.getByText(/^This run was interrupted/)).toBeVisible();
    await press(/^Go on from epoch/);
    await finished(page);
    expect(await curvesOf(page)).toBe(expected.curves);
    expect(Buffer.from(await weights()).equals(expected.weights)).toBe(true);
  });

  await test.step('longer than was meant at first', async () => {
    await page.getByLabel('More epochs').fill('2');
    await press(/^Train 2 epochs longer/);
    await expect(page.getByText(`epoch ${EPOCHS + 2}/${EPOCHS + 2}`)).toBeVisible();
    await finished(page);
    expect((await curvesOf(page)).startsWith(expected.curves)).toBe(true);
  });

  await test.step('as a project file to another browser', async () => {
    await press('New run');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await saved(page);
    await press('Stop');
    await expect(page.getByText(/^Stopped after/)).toBeVisible();
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    const file = await download(page, async () => {
      await press(/^More for/);
      await page.getByRole('menuitem', { name: 'Export project with its pictures' }).click();
    });
    expect(file).toMatch(/\.atelier$/);

    const other = await browser.newContext({ baseURL: baseURL!, acceptDownloads: true });
    const there = await other.newPage();
    await there.goto(START);
    await there.getByRole('link', { name: 'Runs', exact: true }).click();
    const chooser = there.waitForEvent('filechooser');
    await there.getByRole('button', { name: 'Open a file' }).click();
    await (await chooser).setFiles(file);
    await there.getByRole('button', { name: /^Go on from/ }).click();
    await finished(there);
    expect(await curvesOf(there)).toBe(expected.curves);
    await other.close();
  });
});

test('a paused run outlives a reload, and goes on where it stood [SAVE2] [RUN2] [PIC9] @core', async ({
  page,
}) => {
  await trainOnMade(page, smallRun({ ...endless, checkpointSeconds: 3600 }));
  await trained(page, 5);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await saved(page);
  const at = await step(page);
  await page.reload();
  await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByText(/interrupted/i).first()).toBeVisible();
  await openNewestRun(page);
  await expect(page.getByText('It goes on exactly from where it was saved.')).toBeVisible();
  await expect(page.getByRole('img', { name: /Samples at epoch/ })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Epoch' })).toBeVisible();
  expect(await step(page)).toBe(at);
  await page.getByRole('button', { name: /^Go on from/ }).click();
  await trained(page, at);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  const steps = (await curvesOf(page))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]));
  expect(steps).toEqual(steps.map((_, i) => i + 1));
});

test('a training worker that dies is replaced, and its run goes on [SAVE10] @core', async ({
  page,
}) => {
  await trainOnMade(page, smallRun(endless));
  await saved(page);
  const at = await step(page);
  const worker = page.workers().find((one) => one.url().includes('engine-worker'))!;
  const gone = worker.waitForEvent('close');
  await worker.evaluate(() =>
    setTimeout(() => {
      throw new Error('An end without warning.');
    }),
  );
  await gone;
  await expect(page.getByText('1 incident')).toBeVisible({ timeout: 60_000 });
  await trained(page, at);
  await expect(page.locator('main').getByText('Running', { exact: true })).toBeVisible();
});

test('another tab looks on, deletes nothing, and goes on once the first is gone [TAB1] [TAB2] [TAB3] @core', async ({
  page,
  context,
}) => {
  await trainOnMade(page, smallRun(endless));
  await saved(page);
  const second = await context.newPage();
  await second.goto('./#runs');
  await openNewestRun(second);
  await expect(second.getByText('Another tab trains this run; you are looking on.')).toBeVisible();
  const seen = await step(second);
  await trained(second, seen + 10);
  await expect(second.getByRole('button', { name: 'Pause' })).toHaveCount(0);

  await second.getByRole('link', { name: 'Runs', exact: true }).click();
  await second.getByRole('button', { name: /^More for/ }).click();
  await second.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(
    second.getByText(/is being trained in another tab and was not deleted/),
  ).toBeVisible();
  await second.getByRole('link', { name: 'Pictures', exact: true }).click();
  await second.getByRole('button', { name: /^Delete the set/ }).click();
  await expect(second.getByText(/^A run in another tab learns from/)).toBeVisible();
  await expect(second.getByRole('status').getByText(/pictures ready/)).toBeVisible();

  await openNewestRun(second);
  await page.close();
  await expect(second.getByText(/is not trained any more: its tab is gone/)).toBeVisible();
  const left = await step(second);
  await second.getByRole('button', { name: /^Go on from/ }).click();
  await trained(second, left);
});

test('a full disk stops nothing and costs no whole checkpoint [DISK2]', async ({
  page,
  context,
  baseURL,
}) => {
  await trainOnMade(page, smallRun({ ...endless, sampleEvery: 1, saveEvery: 1 }));
  await saved(page);
  const client = await context.newCDPSession(page);
  const { origin } = new URL(baseURL!);
  const { usage } = await client.send('Storage.getUsageAndQuota', { origin });
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
  await expect(page.getByRole('log', { name: 'Notices' })).toContainText(/full|no space|no room/i, {
    timeout: 60_000,
  });
  const at = await step(page);
  // Beyond an epoch's end, at which it would have saved.
  await trained(page, at + 8);
  await page.reload();
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  await openNewestRun(page);
  await page.getByRole('button', { name: /^Go on from/ }).click();
  await trained(page, at);
});

test('a run whose numbers run away halts where all was well, and goes on more slowly [SAVE11] [SAVE7]', async ({
  page,
}) => {
  await trainOnMade(page, smallRun({ ...endless, generatorLearningRate: 0.0004 }));
  await saved(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  const at = await step(page);
  await page.reload();
  await openNewestRun(page);
  const putBack = await inflateNewestCheckpoint(page, 1e30);
  await page.getByRole('button', { name: /^Go on from/ }).click();
  await expect(page.getByText('Halted by an error')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/numbers went out of bounds.*taken back to step/)).toBeVisible();
  expect(await step(page)).toBe(at);
  await putBack();
  await page.getByRole('button', { name: 'Go on with half the learning rates' }).click();
  await trained(page, at);
  await expect(page.getByLabel('Generator learning rate')).toHaveValue('0.0002');
});

test('the Runs room tells how far a run has come while it trains; a hidden page saves its run at once [RUN1] [SAVE2]', async ({
  page,
}) => {
  const hide = await hideable(page);
  // A checkpoint writes the run's record anew: there is none while this looks, but the one of hiding.
  await trainOnMade(
    page,
    smallRun({ ...endless, checkpointSeconds: 3600, checkpointEpochs: 5000 }),
  );
  await trained(page, 20);
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const epoch = async (): Promise<number> => {
    const facts = await page.getByRole('article').first().innerText();
    return Number(/epoch ([\d,]+)\/5,000/.exec(facts)?.[1]?.replace(',', '') ?? -1);
  };
  const first = await epoch();
  expect(first).toBeGreaterThan(0);
  await expect.poll(epoch, { timeout: 30_000 }).toBeGreaterThan(first + 3);

  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await hide(true);
  await saved(page);
  await hide(false);
});
