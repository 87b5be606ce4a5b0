import { CENTRE, placeOf } from '../../contract/focus';
import type { IntakeOptions } from '../../contract/intake';
import { wantedShape, type PictureSize } from '../../contract/picture-shape';
import { sha256, toHex } from '../../contract/sha256';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import { channelsOf, flatten, parseColour } from '../pixels/flatten';
import { fileCrops, type FileCrop } from '../pixels/crops';
import { aspectTooFar, type Crop } from '../pixels/geometry';
import { placeOnGround } from '../pixels/place';
import { resample } from '../pixels/resample';
import { decode, type DecodeHooks, type PictureFile } from './decode';
import type { Raster } from './raster';
import { tooSmall } from './too-small';

export interface ReadyPicture {
  /** uint8 [height, width, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** As in FileCrop: uint8 [HASH_BYTES]. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

export type Prepared =
  | {
      readonly kind: 'ready';
      readonly pictures: readonly ReadyPicture[];
      /** Of the file's picture as it was decoded, upright. */
      readonly original: PictureSize;
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

/** The pictures of a file, decoded, cropped, resized and laid on the background. */
export async function preparePicture(
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureFile,
  options: IntakeOptions,
  hooks: DecodeHooks,
): Promise<Prepared> {
  const result = await decode(bytes, kind, options, hooks, async (raster) => {
    const pictures: ReadyPicture[] = [];
    for (const one of await cropsOf(bytes, raster, options)) {
      pictures.push({ pixels: await pack(raster, one.crop, options), hash: one.hash });
    }
    return { pictures, original: { height: raster.height, width: raster.width } };
  });
  if (result.kind === 'refused') return { kind: 'skipped', reason: result.reason };
  return { kind: 'ready', ...result.value };
}

async function cropsOf(
  bytes: Uint8Array<ArrayBuffer>,
  picture: PictureSize,
  options: IntakeOptions,
): Promise<FileCrop[]> {
  const { crop, cropsPerPicture, focusPoints = [] } = options;
  const hash = await sha256(bytes);
  const around = focusPoints.length > 0 ? placeOf(focusPoints, toHex(hash)) : CENTRE;
  return fileCrops(hash, crop, picture, wantedShape(options), cropsPerPicture, around);
}

async function pack(
  raster: Raster,
  { source, target }: Crop,
  options: IntakeOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { channels } = options;
  const background = parseColour(options.background);
  const flat = flatten(await raster.read(source), background, channels);
  const sized = resample(flat, source.width, source.height, channels, target.width, target.height);
  return placeOnGround(sized, target, wantedShape(options), channelsOf(background, channels));
}

/**
 * A grey picture as an IDX file holds it, on the same way as any other.
 * @param grey uint8 [height, width].
 */
export async function prepareGrey(
  grey: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  options: IntakeOptions,
): Promise<Prepared> {
  const refusal = refuseSize(width, height, options);
  if (refusal) return { kind: 'skipped', reason: refusal };
  const crops = await cropsOf(grey, { width, height }, options);
  const pictures = crops.map(({ crop, hash }) => ({
    pixels: packGrey(grey, width, crop, options),
    hash,
  }));
  return { kind: 'ready', pictures, original: { height, width } };
}

function packGrey(
  grey: Uint8Array<ArrayBuffer>,
  stride: number,
  { source, target }: Crop,
  options: IntakeOptions,
): Uint8Array<ArrayBuffer> {
  const { channels } = options;
  const part = cutOut(grey, stride, source.x, source.y, source.width, source.height);
  const sized = resample(part, source.width, source.height, 1, target.width, target.height);
  const colour = channelsOf(parseColour(options.background), channels);
  return placeOnGround(spread(sized, channels), target, wantedShape(options), colour);
}

function refuseSize(width: number, height: number, options: IntakeOptions): SkipReason | null {
  const { aspectVariance } = options;
  const small = tooSmall({ width, height }, options);
  if (small) return small;
  const far = aspectVariance !== null && aspectTooFar(width, height, aspectVariance);
  return far ? skipReason('not-square', { width, height }) : null;
}

/** uint8 [h, w] from [rows, stride]; the whole where nothing is cut. */
function cutOut(
  grey: Uint8Array<ArrayBuffer>,
  stride: number,
  x: number,
  y: number,
  w: number,
  h: number,
): Uint8Array<ArrayBuffer> {
  if (w === stride && h * w === grey.length) return grey;
  const out = new Uint8Array(w * h);
  for (let row = 0; row < h; row++) {
    const at = (y + row) * stride + x;
    out.set(grey.subarray(at, at + w), row * w);
  }
  return out;
}

/** uint8 [pixels, channels] with every channel equal. */
function spread(grey: Uint8Array<ArrayBuffer>, channels: 1 | 3): Uint8Array<ArrayBuffer> {
  if (channels === 1) return grey;
  const out = new Uint8Array(grey.length * 3);
  for (let i = 0, j = 0; i < grey.length; i++) {
    const value = grey[i]!;
    out[j++] = value;
    out[j++] = value;
    out[j++] = value;
  }
  return out;
}
