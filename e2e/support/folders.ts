import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { png } from './png';

/** Real pictures for tests, where they are at hand; every test also runs without them. */
export const REAL_DATA = resolve(import.meta.dirname, '../../../shared/data');
export const hasRealData = existsSync(REAL_DATA);

export const scratch = (name: string): string => mkdtempSync(join(tmpdir(), `atelier-${name}-`));

/** A little landscape, different for every `i`: sky over ground, with a sun. */
export function landscape(i: number, size = 48): Buffer {
  const horizon = size * (0.4 + 0.3 * ((i * 37) % 100) * 0.01);
  const sunX = ((i * 53) % 100) * 0.01 * size;
  const warm = (i * 29) % 120;
  return png(size, size, (x, y) => {
    if (Math.hypot(x - sunX, y - size * 0.25) < size * 0.09) return [250, 230, 140];
    if (y < horizon) return [90 + warm, 140 + (y * 60) / size, 220 - warm / 2];
    return [60 + warm / 3, 110 - (y * 40) / size, 50];
  });
}

/**
 * A folder of `count` pictures, some of them in nested folders, with a system file and a text that is no
 * picture beside them.
 * @param paintings how many of them are real ones, where those are at hand; the others are made.
 */
export function madeFolder(
  count: number,
  paintings = 0,
): { path: string; pictures: number; skipped: number } {
  const path = join(scratch('made'), 'landscapes');
  mkdirSync(join(path, 'evening', 'late'), { recursive: true });
  const source = join(REAL_DATA, 'paintings');
  const real = hasRealData ? readdirSync(source).sort().slice(0, paintings) : [];
  for (const name of real) cpSync(join(source, name), join(path, name));
  for (let i = 0; i < count - real.length; i++) {
    const folder = i % 3 === 0 ? '' : i % 3 === 1 ? 'evening' : 'evening/late';
    writeFileSync(join(path, folder, `landscape-${i}.png`), landscape(i));
  }
  writeFileSync(join(path, '.DS_Store'), 'system');
  writeFileSync(join(path, 'notes.txt'), 'Not a picture.');
  return { path, pictures: count, skipped: 1 };
}

/** A folder of `count` made pictures and nothing else. @returns its path. */
export function landscapes(count: number): string {
  const path = join(scratch('made'), 'little landscapes');
  mkdirSync(path);
  for (let i = 0; i < count; i++) writeFileSync(join(path, `${i}.png`), landscape(i));
  return path;
}

/** An IDX file of `count` grey 28x28 pictures, as the MNIST family has them. */
export function idxFile(count: number): Buffer {
  const head = Buffer.alloc(16);
  [0x00000803, count, 28, 28].forEach((value, i) => head.writeUInt32BE(value, i * 4));
  const pixels = Buffer.alloc(count * 784);
  for (let i = 0; i < pixels.length; i++) {
    const picture = Math.floor(i / 784);
    const x = i % 28;
    const y = Math.floor(i / 28) % 28;
    const radius = 5 + (picture % 8);
    pixels[i] = Math.hypot(x - 14, y - 14) < radius ? 120 + ((picture * 13) % 130) : 0;
  }
  return gzipSync(Buffer.concat([head, pixels]));
}
