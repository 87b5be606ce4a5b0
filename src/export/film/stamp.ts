import type { FilmLook } from '../../contract/film';
import type { PictureSize } from '../../contract/picture-shape';
import type { Signature } from '../../contract/signature';
import type { ReadCanvas } from '../../signature/draw';
import { InkFinder } from '../../signature/ink';
import type { Box } from '../../signature/place';
import { Signer } from '../../signature/signer';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** What every frame of a film is signed with: one stamp in one ink at one place [SIGN5]. */
export interface FilmStamp {
  readonly box: Box;
  /** uint8 [box.height, box.width, 4]. */
  readonly rgba: Rgba;
}

/**
 * @param key of the film.
 * @param samples cells of frames from all through the film, frame by frame: their colours are what an
 *   ink is taken from. Asked for where one is.
 */
export async function filmStamp(
  signature: Signature,
  key: string,
  { grid, cell }: Pick<FilmLook, 'grid' | 'cell'>,
  picture: PictureSize,
  samples: () => Promise<readonly Rgba[]>,
  read: ReadCanvas,
): Promise<FilmStamp> {
  const signer = new Signer(signature, read);
  const frame = { width: cell.width * grid, height: cell.height * grid };
  const box = await signer.box(frame, key);
  const finder = new InkFinder();
  if (signer.takesInk) {
    for (const [i, rgba] of (await samples()).entries()) {
      finder.add(rgba, picture, inCell(box, i % (grid * grid), grid, cell, picture));
    }
  }
  return { box, rgba: await signer.pixels(frame, finder) };
}

/**
 * Where a box of a frame lies in the picture of one of its cells; null where it does not.
 * @param place of the cell, row by row. @param cell pixels of one in the frame.
 */
export function inCell(
  box: Box,
  place: number,
  grid: number,
  cell: PictureSize,
  picture: PictureSize,
): Box | null {
  const [x, width] = within(box.x, box.width, place % grid, cell.width, picture.width);
  const row = Math.floor(place / grid);
  const [y, height] = within(box.y, box.height, row, cell.height, picture.height);
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Along one side: where it begins, and how long it is. */
function within(
  at: number,
  length: number,
  place: number,
  cell: number,
  picture: number,
): [number, number] {
  const from = Math.max(0, at - place * cell);
  const to = Math.min(cell, at + length - place * cell);
  if (to <= from) return [0, 0];
  const first = Math.floor((from * picture) / cell);
  return [first, Math.ceil((to * picture) / cell) - first];
}
