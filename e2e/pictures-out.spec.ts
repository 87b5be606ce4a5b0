import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { inflateSync } from 'node:zlib';
import { unzip } from '../src/testing/unzip';
import { scratch } from './support/folders';
import { dropPaths, expect, test } from './support/studio';
import { finished, smallRun, trainOnMade } from './support/training';

/** `iTXt` texts of a PNG by keyword, and its pixels as they lie packed; by the standard's own words. */
function readPng(png: Buffer): { texts: Map<string, string>; rows: Buffer } {
  const texts = new Map<string, string>();
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (name === 'IDAT') packed.push(data);
    if (name === 'iTXt') {
      const keyword = data.toString('latin1', 0, data.indexOf(0));
      texts.set(keyword, data.toString('utf8', keyword.length + 5));
    }
    at += 12 + length;
  }
  return { texts, rows: inflateSync(Buffer.concat(packed)) };
}

/** Presses what hands over a file. @returns its path, under the name it came with. */
async function downloaded(page: Page, button: Locator): Promise<string> {
  const coming = page.waitForEvent('download', { timeout: 60_000 });
  await button.click();
  const file = await coming;
  const path = join(scratch('pictures-out'), file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

const hand = (page: Page) => page.getByRole('region', { name: 'Picture in hand' });

test('a picture that was taken away says what made it, and leads back to its place [PICT1] [PICT3]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await trainOnMade(page, smallRun({ epochs: 2, sampleEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await page.getByRole('button', { name: 'More like this' }).click();
  await page.getByRole('button', { name: 'Take suggestion 2' }).click();
  await expect(page.getByRole('img', { name: 'one like seed 3', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/at=near/);
  const address = page.url();
  const download = hand(page).getByRole('button', { name: 'Download picture', exact: true });
  const path = await downloaded(page, download);

  const { texts, rows } = readPng(readFileSync(path));
  expect(texts.get('Software')).toBe('Atelier');
  expect(texts.get('Title')).toContain('one like seed 3');
  expect(JSON.parse(texts.get('atelier')!)).toMatchObject({
    origin: 'near(seed(3),2,0.35)',
    truncation: 1,
    settings: expect.stringContaining('imageSize=16') as unknown,
  });
  expect(new Set(rows).size, 'more than one colour').toBeGreaterThan(2);

  await page.getByRole('button', { name: 'Take seed 4', exact: true }).click();
  await expect(page).toHaveURL(/at=seed/);
  await page.getByRole('link', { name: 'Pictures', exact: true }).click();
  await dropPaths(page, [path]);
  await expect(hand(page)).toBeVisible();
  await expect(page.getByRole('img', { name: 'one like seed 3', exact: true })).toBeVisible();
  await expect(page).toHaveURL(address);
  const again = readPng(readFileSync(await downloaded(page, download)));
  expect(again.rows.equals(rows), 'the same pixels').toBe(true);
});

test("many pictures by seed go into one ZIP: as a download, and into a file of the person's choice [PICT4] [PICT5]", async ({
  page,
}) => {
  test.setTimeout(240_000);
  // No person answers the picker: first there is none, then it gives a file of the page's own.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await trainOnMade(page, smallRun({ epochs: 1, sampleEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByRole('button', { name: 'Take seed 20', exact: true }).click();
  const download = hand(page).getByRole('button', { name: 'Download picture', exact: true });
  const alone = readPng(readFileSync(await downloaded(page, download)));

  await page.getByRole('button', { name: 'Download pictures', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many').fill('40');
  await dialog.getByLabel('First seed').fill('17');
  const begin = dialog.getByRole('button', { name: 'Download', exact: true });
  const archive = readFileSync(await downloaded(page, begin));
  const expectWhole = (bytes: Uint8Array): void => {
    const files = unzip(bytes);
    expect([...files.keys()]).toEqual(
      Array.from(
        { length: 40 },
        (_, i) => `picture_${String(i + 1).padStart(5, '0')}_seed_${17 + i}.png`,
      ),
    );
    const same = readPng(Buffer.from(files.get('picture_00004_seed_20.png')!));
    expect(same.rows.equals(alone.rows), 'as it came alone').toBe(true);
    expect(same.texts.get('atelier')).toBe(alone.texts.get('atelier'));
  };
  expectWhole(archive);
  await expect(dialog.getByText('40 pictures saved.')).toBeVisible();

  await dialog.getByLabel('As').selectOption({ label: 'Contact sheet' });
  const sheet = readFileSync(await downloaded(page, begin));
  expect([sheet.readUInt32BE(16), sheet.readUInt32BE(20)]).toEqual([7 * 16, 6 * 16]);
  expect(readPng(sheet).texts.get('Title')).toContain('seeds 17 to 56');
  await dialog.getByLabel('As').selectOption({ label: 'PNGs in a ZIP' });

  await page.evaluate(() => {
    const showSaveFilePicker = async (): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle('chosen.zip', { create: true });
    Object.assign(window, { showSaveFilePicker });
  });
  await begin.click();
  await expect(begin).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText('40 pictures saved.')).toBeVisible({ timeout: 60_000 });
  const written = await page.evaluate(async () => {
    const directory = await navigator.storage.getDirectory();
    const file = await (await directory.getFileHandle('chosen.zip')).getFile();
    return [...new Uint8Array(await file.arrayBuffer())];
  });
  expectWhole(Uint8Array.from(written));
});
