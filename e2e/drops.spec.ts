import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { landscape, madeFolder, scratch } from './support/folders';
import { START, dropPaths, expect, pictures, test } from './support/studio';
import { finished, openNewestRun, smallRun, trainOnMade } from './support/training';

const shelf = (page: Page) => page.getByRole('article');

async function zipOf(path: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const zip = new ZipWriter(new BlobWriter());
  for (const [name, data] of Object.entries(files)) {
    await zip.add(name, new BlobReader(new Blob([new Uint8Array(data)])));
  }
  writeFileSync(path, Buffer.from(await (await zip.close()).arrayBuffer()));
}

test('projects and generators come back wherever they lie and whatever they are called [FILE4] [FILE6] [FILE7] @core', async ({
  page,
  browser,
  baseURL,
}) => {
  await trainOnMade(page, smallRun({ epochs: 2 }));
  await finished(page);
  const top = join(scratch('back'), 'everything');
  mkdirSync(join(top, 'deep'), { recursive: true });
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  for (const [item, name] of [
    ['Export project with its pictures', 'deep/my best.jpg'],
    ['Download its newest generator', 'generator.dat'],
    ['Download its newest weights', 'weights'],
  ] as const) {
    await page.getByRole('button', { name: /^More for/ }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    await (await download).saveAs(join(top, name));
  }
  const project = readFileSync(join(top, 'deep/my best.jpg'));
  await zipOf(join(top, 'sent.zip'), { 'copies/a.atelier': project, 'lake.png': landscape(90) });
  writeFileSync(join(top, 'cut.png'), project.subarray(0, project.length - 2000));
  for (let i = 0; i < 5; i++) writeFileSync(join(top, `p${i}.png`), landscape(i));

  const elsewhere = await browser.newContext({ baseURL: baseURL! });
  const fresh = await elsewhere.newPage();
  await fresh.goto(START);
  await dropPaths(fresh, [top]);
  // The pictures beside them, and the one in the ZIP, are a set; the cut project is told by name.
  const log = fresh.getByRole('log', { name: 'Notices' });
  await expect(log).toContainText(/"cut\.png" was not brought in\. It is no whole archive/);
  await expect(log).toContainText(/ and .* were brought in/);
  await fresh.getByRole('link', { name: 'Pictures', exact: true }).click();
  await expect(fresh.getByLabel('Set of pictures')).toContainText('everything (6 pictures');
  await fresh.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(shelf(fresh)).toHaveCount(4);

  // Chosen, several at once and under a third name, they come in as well.
  const chooser = fresh.waitForEvent('filechooser');
  await fresh.getByRole('button', { name: 'Open a file' }).click();
  const generator = readFileSync(join(top, 'generator.dat'));
  await (
    await chooser
  ).setFiles([
    { name: 'x', mimeType: '', buffer: project },
    { name: 'y.txt', mimeType: 'text/plain', buffer: generator },
  ]);
  await expect(shelf(fresh)).toHaveCount(6);
  await fresh.getByRole('link', { name: 'Pictures', exact: true }).click();
  const files = fresh.waitForEvent('filechooser');
  await fresh.getByRole('button', { name: 'Choose files' }).click();
  await (await files).setFiles({ name: 'z.png', mimeType: 'image/png', buffer: generator });
  await expect(fresh.getByRole('button', { name: 'New pictures' })).toBeVisible();
  await expect(fresh.getByText('This generator came from a file')).toBeVisible();
  await elsewhere.close();
});

test('whatever is dropped, the studio stays, and says what to do [PIC17] [PAGE7]', async ({
  page,
}) => {
  await page.goto(START);
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { stays: true }));
  const client = await page.context().newCDPSession(page);
  const log = page.getByRole('log', { name: 'Notices' });
  const image = 'https://elsewhere.example/a.png';
  const gif = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=';
  const drops: readonly (readonly [type: string, data: string, says: RegExp])[] = [
    ['text/uri-list', 'https://elsewhere.example/', /That was a link/],
    ['text/html', `<img src="${image}">`, /only the address of that picture/],
    ['text/plain', 'https://elsewhere.example/', /That was text|That was a link/],
  ];
  const drop = async (mimeType: string, data: string) => {
    const dragged = { items: [{ mimeType, data }], dragOperationsMask: 19 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await client.send('Input.dispatchDragEvent', { type, x: 300, y: 500, data: dragged });
    }
  };
  for (const [type, data, says] of drops) {
    await drop(type, data);
    await expect(log).toContainText(says);
  }
  await drop('text/html', `<img src="${gif}">`);
  await expect(page.getByRole('status').getByText(pictures(1))).toBeVisible();
  expect(await page.evaluate(() => 'stays' in window)).toBe(true);
});

test('a deleted set can be taken back; later, the same pictures let its run train longer [PIC20] [SAVE13]', async ({
  page,
}) => {
  const folder = madeFolder(24);
  await page.goto(smallRun({ epochs: 2, batchSize: 8 }));
  await dropPaths(page, [folder.path]);
  await expect(page.getByRole('status').getByText(pictures(24))).toBeVisible();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);
  const log = page.getByRole('log', { name: 'Notices' });
  const remove = async () => {
    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    await page.getByRole('button', { name: /^Delete the set/ }).click();
    await expect(log).toContainText('"landscapes, Atelier" cannot go on or train longer');
  };
  await remove();
  await log.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status').getByText(pictures(24))).toBeVisible();
  await remove();
  // A reload in the meantime: the next visit does what is left.
  await page.reload();
  await openNewestRun(page);
  await expect(page.getByText(/Drop the same pictures again.*16 px, centre crop/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Train .* longer/ })).toHaveCount(0);
  await dropPaths(page, [folder.path]);
  await expect(log).toContainText('learnt from these pictures and can go on with them, exactly');
  await openNewestRun(page);
  await page.getByLabel('More epochs').fill('1');
  await page.getByRole('button', { name: 'Train 1 epoch longer' }).click();
  await expect(page.getByText(/^3 epochs in/)).toBeVisible({ timeout: 120_000 });
});
