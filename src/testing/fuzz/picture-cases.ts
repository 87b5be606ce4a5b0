import rare from '../fixtures/rare-pictures.json';
import { emptyPng } from '../made-pictures';
import { encodePsd } from '../made-psd';
import type { Dice } from './dice';
import { mutateBytes } from './mutate-bytes';
import { pack, type Bytes } from './zip-files';

export interface PictureSeeds {
  /** A few real pictures, by name. */
  readonly pictures: readonly (readonly [string, Bytes])[];
}

/** Small PNG, JPEG and WebP pictures, by the browser's own encoders. */
export async function pictureSeeds(): Promise<PictureSeeds> {
  const canvas = new OffscreenCanvas(24, 20);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#c33';
  context.fillRect(3, 3, 14, 11);
  const pictures: [string, Bytes][] = [];
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    const blob = await canvas.convertToBlob({ type });
    pictures.push([`a.${type.slice(6)}`, new Uint8Array(await blob.arrayBuffer())]);
  }
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5"/></svg>';
  return { pictures: [...pictures, ['a.svg', new TextEncoder().encode(svg)]] };
}

const COUNTS = [0, 1, 3, 60_000, 2 ** 24, 2 ** 31, 2 ** 32 - 1];
const EDGES = [0, 1, 5, 28, 8191, 65_536, 2 ** 24, 2 ** 32 - 1];

/** An IDX file of grey pictures, gzipped or not, with something wrong. */
export async function idxCase(dice: Dice): Promise<Blob> {
  const honest = dice.chance(0.4);
  const [count, height, width] = honest
    ? [20, 6, 5]
    : [dice.pick(COUNTS), dice.pick(EDGES), dice.pick(EDGES)];
  // Pixels of the header's own number where that is small; next to none, or very many, of one value.
  const large = dice.chance(0.02);
  const pixels = large ? 2 ** 26 : Math.min(count * height * width, 2000);
  const bytes = new Uint8Array(16 + pixels);
  const view = new DataView(bytes.buffer);
  [0x803, count, height, width].forEach((value, i) => view.setUint32(4 * i, value));
  if (!large) for (let i = 16; i < bytes.length; i++) bytes[i] = (i * 7) & 255;
  const plain = dice.chance(0.5) && !large ? mutateBytes(bytes, dice) : bytes;
  if (!large && dice.chance(0.4)) return new Blob([plain]);
  const gzip = new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip'));
  const packed = new Uint8Array(await new Response(gzip).arrayBuffer());
  return new Blob([dice.chance(0.5) ? mutateBytes(packed, dice) : packed]);
}

const NAMES = ['../../evil.png', '/a.png', 'a\\..\\b.png', '<b>.png', '\u202egnp.exe', 'CON.png'];

/** A ZIP of pictures, some of them spoiled, or the ZIP itself. */
export async function zipCase(seeds: PictureSeeds, dice: Dice): Promise<Blob> {
  const files: [string, Bytes][] = [];
  for (let left = 1 + dice.below(5); left > 0; left--) {
    const [name, bytes] = dice.pick(seeds.pictures);
    files.push([
      dice.chance(0.2) ? dice.pick(NAMES) : `${left}/${name}`,
      dice.chance(0.5) ? mutateBytes(bytes, dice) : bytes,
    ]);
  }
  if (dice.chance(0.1)) {
    files.push(['huge.png', emptyPng(dice.pick([1, 9999, 2 ** 31 - 1]), dice.pick([1, 65_535]))]);
  }
  // A picture by its first bytes, and zeros for as long as patience lasts.
  if (dice.chance(0.03)) files.push([BOMB, bomb(dice.pick([2 ** 22, 2 ** 26]))]);
  const unique = new Map(files);
  const level = dice.pick([0, 6]);
  const zip = await pack(unique, (name) => (name === BOMB ? 6 : level));
  if (dice.chance(0.5)) return zip;
  return new Blob([mutateBytes(new Uint8Array(await zip.arrayBuffer()), dice)]);
}

const BOMB = 'bomb.bmp';

function bomb(bytes: number): Bytes {
  const out = new Uint8Array(bytes);
  out.set([0x42, 0x4d]);
  return out;
}

/** Pictures that decoders of our own read, by name. */
const RARE: readonly (readonly [string, Bytes])[] = [
  ...Object.entries(rare).map(
    ([name, base64]) => [name, Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))] as const,
  ),
  ...[true, false].map((packed) => {
    const size = { width: 24, height: 20, channels: 4 };
    return ['psd', encodePsd({ ...size, mode: 4, packed, value: (c, x) => (x + c) / 30 })] as const;
  }),
];

/** A picture of a kind that is decoded by the studio itself, spoiled. */
export function rareCase(dice: Dice): Blob {
  const bytes = dice.pick(RARE)[1];
  return new Blob([dice.chance(0.9) ? mutateBytes(bytes, dice) : bytes]);
}

/** One whole picture of each kind: what decodes them is fetched with it. */
export const rareKinds = (): Blob[] => {
  const first = new Map(RARE.map(([name, bytes]) => [name.split(' ')[0]!, bytes]));
  return [...first.values()].map((bytes) => new Blob([bytes]));
};
