import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { inflateSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { decodePng } from './support/pixels';
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

/** The smallest box around the pixels in which two PNGs of one size differ. */
async function changedBox(page: Page, one: Uint8Array, other: Uint8Array) {
  const [before, after] = [await decodePng(page, one), await decodePng(page, other)];
  expect([after.width, after.height]).toEqual([before.width, before.height]);
  const changed = before.rgba.flatMap((value, i) => (value === after.rgba[i] ? [] : [i >> 2]));
  const xs = changed.map((i) => i % before.width);
  const ys = changed.map((i) => Math.floor(i / before.width));
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  return { left, right, top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** What the studio's database says that it signs with. */
const keptKind = (page: Page): Promise<unknown> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('atelier');
        opening.onerror = () => reject(new Error(opening.error?.message));
        opening.onsuccess = () => {
          const database = opening.result;
          const asked = database.transaction('signature').objectStore('signature').get('own');
          asked.onsuccess = () => {
            database.close();
            resolve((asked.result as { kind: string } | undefined)?.kind);
          };
        };
      }),
  );

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

test("many pictures by seed go into one ZIP: as a download, and into a file of the person's choice; signed where that is on [PICT4] [PICT5] [SIGN1] [SIGN2] [SIGN4] [SIGN6]", async ({
  page,
}) => {
  test.setTimeout(300_000);
  // No person answers the picker: first there is none, then it gives a file of the page's own.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await trainOnMade(page, smallRun({ epochs: 1, sampleEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByRole('button', { name: 'Take seed 20', exact: true }).click();
  const download = hand(page).getByRole('button', { name: 'Download picture', exact: true });
  const lone = await downloaded(page, download);
  const alone = readPng(readFileSync(lone));

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

  // Signed: a quarter of 16 pixels from the edges at the bottom left, and nothing elsewhere.
  await page.keyboard.press('Escape');
  const sign = page.getByRole('dialog', { name: 'Sign' });
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const shown = sign.getByRole('img', { name: 'seed 20, signed' });
  const preview = () => shown.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await expect(shown).toBeVisible();
  const unsigned = await preview();
  await sign.getByRole('switch', { name: 'Sign what I download' }).check();
  await expect(sign.getByRole('status')).toHaveText('Write a text to sign with.');
  await sign.getByRole('textbox', { name: 'Text' }).fill('画 Ада');
  await sign.getByRole('combobox', { name: 'Place' }).selectOption('bottom-left');
  await sign.getByRole('slider', { name: 'Margin' }).fill('0.25');
  await sign.getByRole('slider', { name: 'Size' }).fill('0.5');
  await sign.getByRole('slider', { name: 'Opacity' }).fill('1');
  await expect.poll(preview).not.toBe(unsigned);
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const notes = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no image') };
  await sign.getByRole('combobox', { name: 'Sign with' }).selectOption('image');
  await sign.locator('input[type=file]').setInputFiles(notes);
  await expect(sign.getByRole('alert')).toContainText('"notes.png" is no image to sign with');
  await sign.getByRole('combobox', { name: 'Sign with' }).selectOption('text');
  await expect(sign.getByRole('textbox', { name: 'Text' })).toHaveValue('画 Ада');
  await expect.poll(() => keptKind(page)).toBe('text');
  await page.reload();
  await expect(page.getByRole('img', { name: 'seed 20', exact: true })).toBeVisible();
  const again = await downloaded(page, download);
  const signedAlone = readFileSync(again);
  const box = await changedBox(page, readFileSync(lone), signedAlone);
  expect([box.left >= 4, box.right < 12, box.top >= 4, box.bottom < 12]).toEqual([
    ...[true, true, true, true],
  ]);
  expect(box.left).toBeLessThan(7);
  expect(box.bottom).toBeGreaterThan(9);
  expect(readPng(signedAlone).texts.get('Signature')).toBe('画 Ада');
  await page.getByRole('button', { name: 'Download pictures', exact: true }).click();
  await dialog.getByLabel('How many').fill('4');
  await dialog.getByLabel('First seed').fill('17');
  await expect(dialog.getByText('It will be signed.')).toBeVisible();
  const signedZip = unzip(readFileSync(await downloaded(page, begin)));
  const fourth = Buffer.from(signedZip.get('picture_00004_seed_20.png')!);
  expect(readPng(fourth).rows.equals(readPng(signedAlone).rows), 'as it came alone').toBe(true);
  await page.keyboard.press('Escape');
  // What is shown is not signed, and the signed file leads back to it.
  await page.getByRole('button', { name: 'Take seed 4', exact: true }).click();
  await page.getByRole('link', { name: 'Pictures', exact: true }).click();
  await dropPaths(page, [again]);
  await expect(page.getByRole('img', { name: 'seed 20', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await sign.getByRole('switch', { name: 'Sign what I download' }).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Download pictures', exact: true }).click();
  await dialog.getByLabel('How many').fill('40');
  await dialog.getByLabel('First seed').fill('17');

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
