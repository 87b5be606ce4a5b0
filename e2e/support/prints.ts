import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzip } from '../../src/testing/unzip';
import { expect } from './studio';
import { download } from './training';

/** Width, height, pixels a metre and texts of a PNG, by the standard's own words. */
function readPrint(png: Buffer) {
  const texts = new Map<string, string>();
  let density: number[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const name = png.toString('latin1', at + 4, at + 8);
    if (name === 'pHYs') density = [data.readUInt32BE(0), data.readUInt32BE(4), data[8]!];
    if (name !== 'iTXt') continue;
    const keyword = data.toString('latin1', 0, data.indexOf(0));
    texts.set(keyword, data.toString('utf8', keyword.length + 5));
  }
  return { size: [png.readUInt32BE(16), png.readUInt32BE(20)], density, texts };
}

/** Saves the print that the dialog offers. @returns the file, and its pixels as the browser decodes them. */
async function savedPrint(page: Page) {
  const coming = page.waitForEvent('download', { timeout: 120_000 });
  await page.getByRole('button', { name: 'Save the print' }).click();
  const file = await coming;
  const png = readFileSync(await file.path());
  const colours = await page.evaluate(
    async (bytes) => {
      const blob = new Blob([Uint8Array.from(bytes)], { type: 'image/png' });
      const picture = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(picture, 0, 0);
      const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data].join();
      const across = Array.from({ length: picture.width }, (_, x) => at(x, picture.height >> 1));
      return { corner: at(0, 0), across: new Set(across).size };
    },
    [...png],
  );
  return { name: file.suggestedFilename(), ...readPrint(png), colours };
}

/** Of a picture of 16 px that is one like seed 3: one print that is enlarged, with a border, and one that
 *  the generator paints. */
export async function savePrints(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Print size' }).click();
  const dialog = page.getByRole('dialog', { name: 'Print size' });
  await expect(dialog.getByText('2,480 × 3,508 pixels.')).toBeVisible();
  await dialog.getByLabel('Size').selectOption({ label: '4 × 6 in' });
  await dialog.getByLabel('Dots per inch').selectOption({ label: '150' });
  await expect(dialog.getByText('600 × 900 pixels.')).toBeVisible();
  const enlarged = await savedPrint(page);
  expect(enlarged.name).toMatch(/one like seed 3, 600x900, 150 dpi\.png$/);
  expect(enlarged.size).toEqual([600, 900]);
  expect(enlarged.density).toEqual([5906, 5906, 1]);
  expect(enlarged.texts.get('Description')).toMatch(
    /4 × 6 inches at 150 dpi.*From 16 × 16 pixels, enlarged 37.5 times/,
  );
  expect(JSON.parse(enlarged.texts.get('atelier')!)).toMatchObject({
    origin: 'near(seed(3),2,0.35)',
  });
  expect(enlarged.colours.corner, 'a white border').toBe('255,255,255,255');
  expect(enlarged.colours.across).toBeGreaterThan(5);
  await expect(dialog.getByText('Saved with 600 × 900 pixels.')).toBeVisible();

  await dialog.getByLabel('How').selectOption({ label: 'Let the generator paint more' });
  await expect(dialog.getByText(/The generator paints 32 × 48 pixels/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.locator('img[alt="The print"]')).toBeVisible({ timeout: 60_000 });
  const painted = await savedPrint(page);
  expect(painted.size).toEqual([600, 900]);
  expect(painted.density).toEqual([5906, 5906, 1]);
  expect(painted.texts.get('Description')).toContain('The generator painted 32 × 48 pixels');
  expect(painted.colours.corner).not.toBe('255,255,255,255');
  expect(painted.colours.across).toBeGreaterThan(5);
  await dialog.getByLabel('Dots per inch').selectOption({ label: 'Own resolution' });
  await dialog.getByLabel('Own dots per inch').fill('1200');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Size').selectOption({ label: 'A3' });
  await expect(dialog.getByRole('alert')).toContainText('a print has 100 million at most');
  await expect(dialog.getByRole('button', { name: 'Save the print' })).toBeDisabled();

  // Several: a ZIP of prints by seed, and a sheet of them, which is written where the person says.
  await dialog.getByLabel('Size').selectOption({ label: '4 × 6 in' });
  await dialog.getByLabel('Own dots per inch').fill('72');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('How', { exact: true }).selectOption({ label: 'Enlarge the picture' });
  await dialog.getByLabel('Which pictures').selectOption({ label: 'Favourites (0)' });
  await expect(dialog.getByRole('alert')).toContainText('no favourites yet');
  await dialog.getByLabel('Which pictures').selectOption({ label: 'Pictures by seed' });
  await dialog.getByLabel('How many').fill('3');
  await page.keyboard.press('Enter');
  const save = dialog.getByRole('button', { name: 'Save the print' });
  const path = await download(page, () => save.click());
  expect(path).toMatch(/3 pictures, 288x432, 72 dpi\.zip$/);
  const files = [...unzip(readFileSync(path))];
  expect(files.map(([name]) => name.replace(/^(\d+).*(seed \d), .*$/, '$1 $2'))).toEqual([
    '001 seed 0',
    '002 seed 1',
    '003 seed 2',
  ]);
  for (const [i, [, bytes]] of files.entries()) {
    const one = readPrint(Buffer.from(bytes));
    expect([one.size, one.density]).toEqual([
      [288, 432],
      [2835, 2835, 1],
    ]);
    expect(JSON.parse(one.texts.get('atelier')!)).toMatchObject({ origin: `seed(${i})` });
  }
  await expect(dialog.getByText('3 prints saved, each with 288 × 432 pixels.')).toBeVisible();

  await dialog
    .getByLabel('As', { exact: true })
    .selectOption({ label: 'Contact sheet: all on one' });
  await page.evaluate(() => {
    const showSaveFilePicker = async (): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle('sheet.png', { create: true });
    Object.assign(window, { showSaveFilePicker });
  });
  await save.click();
  await expect(dialog.getByText('Saved with 288 × 432 pixels.')).toBeVisible();
  const written = await page.evaluate(async () => {
    const directory = await navigator.storage.getDirectory();
    const file = await (await directory.getFileHandle('sheet.png')).getFile();
    const bytes = [...new Uint8Array(await file.arrayBuffer())];
    await directory.removeEntry('sheet.png');
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    return bytes;
  });
  const sheet = readPrint(Buffer.from(written));
  expect([sheet.size, sheet.density]).toEqual([
    [288, 432],
    [2835, 2835, 1],
  ]);
  expect(sheet.texts.get('Title')).toContain('3 pictures');
  expect(sheet.texts.get('Description')).toContain('each from 16 × 16 pixels');
  await dialog.getByLabel('Which pictures').selectOption({ label: 'The picture in hand' });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}
