import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { crc32, rawZip } from '../src/testing/raw-zip';
import { REAL_DATA, hasRealData, idxFile, landscape, madeFolder, scratch } from './support/folders';
import { START, dropPaths, expect, fillSettings, pictures, test } from './support/studio';

/** @returns the bytes of a small picture of a rare kind, by its file's name. */
function rarePictures(): (name: string) => Buffer {
  const path = 'src/testing/fixtures/rare-pictures.json';
  const rare = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  return (name) => Buffer.from(rare[name]!, 'base64');
}

test('a folder of more than 100 entries, nested deep, is walked whole [PIC1]', async ({ page }) => {
  const top = join(scratch('deep'), 'pictures');
  const deep = join(top, ...Array.from({ length: 12 }, (_, i) => `level-${i}`));
  mkdirSync(deep, { recursive: true });
  for (let i = 0; i < 230; i++) writeFileSync(join(top, `p${i}.png`), landscape(i, 16));
  writeFileSync(join(deep, 'deepest.png'), landscape(999, 16));
  await page.goto(START);
  await dropPaths(page, [top]);
  await expect(page.getByRole('status').getByText(pictures(231))).toBeVisible();
});

test('several folders and files in one drop [PIC1] @core', async ({ page }) => {
  const one = madeFolder(6);
  const lone = join(scratch('lone'), 'lone.png');
  writeFileSync(lone, landscape(500));
  const two = join(scratch('two'), 'two');
  mkdirSync(two);
  writeFileSync(join(two, 'other.png'), landscape(501));
  await page.goto(START);
  await dropPaths(page, [one.path, two, lone]);
  await expect(page.getByRole('status').getByText(pictures(8))).toBeVisible();
});

test('several crops of each picture [PIC23]', async ({ page }) => {
  const top = join(scratch('crops'), 'crops');
  mkdirSync(top);
  for (let i = 0; i < 6; i++) writeFileSync(join(top, `p${i}.png`), landscape(i, 200));
  await page.goto(START);
  await dropPaths(page, [top]);
  await expect(page.getByRole('status').getByText(pictures(6))).toBeVisible();
  await page.getByRole('button', { name: '64 px, centre crop' }).click();
  const field = page.getByLabel('Crops per picture');
  await field.fill('17');
  await field.press('Enter');
  await expect(page.getByRole('alert').getByText(/from 1 to 16/)).toBeVisible();
  await field.fill('5');
  await field.press('Enter');
  await expect(page.getByRole('status').getByText(pictures(30))).toBeVisible();
  await expect(
    page.getByRole('button', { name: '64 px, centre crop, 5 crops of each' }),
  ).toBeVisible();
  // The form says it too, and what is changed there prepares the set anew.
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const all = page.getByRole('button', { name: 'All settings' });
  if ((await all.getAttribute('aria-expanded')) === 'false') await all.click();
  await expect(page.getByLabel('Crops per picture')).toHaveValue('5');
  await fillSettings(page, { 'Crops per picture': 2 });
  await page.getByRole('link', { name: 'Pictures', exact: true }).click();
  await expect(page.getByRole('status').getByText(pictures(12))).toBeVisible();
});

test('chosen files, duplicates and things that are no pictures [PIC2] [PIC3] [PIC7] @core', async ({
  page,
}) => {
  await page.goto(START);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (
    await chooser
  ).setFiles([
    { name: 'a.jpg', mimeType: 'image/jpeg', buffer: landscape(1) },
    { name: 'copy of a.png', mimeType: 'image/png', buffer: landscape(1) },
    { name: 'b', mimeType: '', buffer: landscape(2) },
    { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><p>404') },
    { name: 'cut.png', mimeType: 'image/png', buffer: landscape(3).subarray(0, -60) },
    { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
  ]);
  await expect(page.getByRole('status').getByText(pictures(2))).toBeVisible();
  await page.getByRole('button', { name: '4 files skipped' }).click();
  for (const name of ['copy of a.png', 'page.png', 'cut.png', 'empty.jpg']) {
    await expect(page.getByText(name).first()).toBeVisible();
  }
});

test('a ZIP of pictures [PIC10]', async ({ page }) => {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  for (let i = 0; i < 12; i++) {
    const picture = new Blob([Uint8Array.from(landscape(i))]);
    await zip.add(`album/${i % 2 ? 'odd' : 'even'}/${i}.png`, new BlobReader(picture));
  }
  await zip.add('__MACOSX/album/._1.png', new BlobReader(new Blob(['system'])));
  const path = join(scratch('zip'), 'album.zip');
  writeFileSync(path, Buffer.from(await (await zip.close()).arrayBuffer()));
  await page.goto(START);
  await dropPaths(page, [path]);
  await expect(page.getByRole('status').getByText(pictures(12))).toBeVisible();
  await expect(page.getByRole('button', { name: /skipped/ })).toHaveCount(0);
});

test('scans, phone pictures and layered documents; a ZIP of another place [PIC14] [PIC18]', async ({
  page,
}) => {
  const bytes = rarePictures();
  const names = ['tiff LZW', 'tiff JPEG', 'tiff CMYK', 'heic', 'jxl lossy', 'tga packed', 'ppm'];
  // Deflate64 reads like Deflate where no run is long; the names are of the DOS Cyrillic page.
  const plain = landscape(77, 16);
  const zip = rawZip([
    {
      name: Buffer.from('8daea2a0ef/8aa0e0e2a8ada0'.replace('/', '2f'), 'hex'),
      data: landscape(76),
    },
    {
      name: '../up.png',
      data: deflateRawSync(plain),
      method: 9,
      size: plain.length,
      crc: crc32(plain),
    },
  ]);
  await page.goto(START);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (
    await chooser
  ).setFiles([
    ...names.map((name) => ({ name, mimeType: '', buffer: bytes(name) })),
    { name: 'icon', mimeType: '', buffer: bytes('icon png') },
    { name: 'fax.tif', mimeType: '', buffer: bytes('tiff fax') },
    { name: 'set.zip', mimeType: '', buffer: Buffer.from(zip) },
  ]);
  await expect(page.getByRole('status').getByText(pictures(10))).toBeVisible();
  await page.getByRole('button', { name: '1 file skipped' }).click();
  await expect(page.getByText(/packed by CCITT T\.6/)).toBeVisible();
});

test('a decoder that cannot be fetched is told, and costs its own files alone [PIC18]', async ({
  page,
}) => {
  const bytes = rarePictures();
  await page.goto(START);
  await page.context().route(/libheif|heic/, (route) => route.abort());
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (
    await chooser
  ).setFiles([
    { name: 'a.png', mimeType: 'image/png', buffer: landscape(1) },
    { name: 'b.heic', mimeType: '', buffer: bytes('heic') },
  ]);
  await expect(page.getByRole('status').getByText(pictures(1))).toBeVisible();
  await page.getByRole('button', { name: '1 file skipped' }).click();
  await expect(
    page.getByText(/HEIC: the part of the studio that reads it could not be fetched/),
  ).toBeVisible();
});

test('an IDX file of the MNIST family, gzipped [PIC10]', async ({ page }) => {
  const path = join(scratch('idx'), 'train-images-idx3-ubyte.gz');
  writeFileSync(path, idxFile(300));
  await page.goto(START);
  await dropPaths(page, [path]);
  await expect(page.getByRole('status').getByText(/^\d+ pictures ready/)).toBeVisible();
});

test('the sample pictures, left out and taken back, there after a reload [PIC9] [PIC11] [PIC13] @core', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Try with sample pictures' }).click();
  const status = page.getByRole('status').getByText(/pictures ready/);
  await expect(status).toBeVisible();
  const count = Number(((await status.textContent()) ?? '').replace(/\D/g, ''));
  expect(count).toBeGreaterThanOrEqual(300);
  const tile = page.getByRole('button', { name: /^Picture 1\b/ });
  await tile.click();
  await expect(page.getByRole('status').getByText(pictures(count - 1))).toBeVisible();
  await page.reload();
  await expect(page.getByRole('status').getByText(pictures(count - 1))).toBeVisible();
  await page.getByRole('button', { name: /^Picture 1\b/ }).click();
  await expect(page.getByRole('status').getByText(pictures(count))).toBeVisible();
});

if (hasRealData) {
  test('a folder of odd files: every one ends as ready or with a reason [PIC3]', async ({
    page,
  }) => {
    await page.goto(START);
    await dropPaths(page, [join(REAL_DATA, 'odd')]);
    await expect(page.getByRole('status').getByText(/pictures ready/)).toBeVisible({
      timeout: 120_000,
    });
    await page.getByRole('button', { name: /files skipped/ }).click();
    await expect(page.getByText('small.heic')).toBeVisible();
    await expect(page.getByText('__MACOSX')).toHaveCount(0);
  });

  test('Fashion-MNIST as it is published [PIC10]', async ({ page }) => {
    await page.goto(START);
    await dropPaths(page, [join(REAL_DATA, 'fashion-mnist/t10k-images-idx3-ubyte.gz')]);
    await expect(page.getByRole('status').getByText(/(9|10),\d{3} pictures ready/)).toBeVisible({
      timeout: 120_000,
    });
  });
}
