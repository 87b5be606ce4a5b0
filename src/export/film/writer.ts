import { StudioError } from '../../contract/errors';
import { fetchPart } from '../../contract/fetch-part';
import { FILM_FORMATS, type FilmFormat, type FilmLook } from '../../contract/film';
import type { PictureShape, PictureSize } from '../../contract/picture-shape';
import type { Signature } from '../../contract/signature';
import type { ReadCanvas } from '../../signature/draw';
import { coloursOf, greys, type Colours } from './palette';
import { Stage } from './stage';
import { filmStamp, type FilmStamp } from './stamp';

/** What writes files comes with the first film. */
const loadGif = () => fetchPart('film-writer', () => import('./gif'));
const loadVideo = () => fetchPart('film-writer', () => import('./video'));

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** A film being written. */
export interface FilmWriter {
  /** The next frame. @param cells its pictures, row by row, each uint8 [height, width, 4]. */
  add(cells: readonly Rgba[]): Promise<void>;
  /** @returns the film; null where it was written to a file. */
  finish(): Promise<Blob | null>;
}

export interface Written {
  readonly look: FilmLook;
  /** Of one picture, as it is painted. */
  readonly shape: PictureShape;
  readonly title: string;
  readonly comment: string;
  /** Where it is written, as it is made; null for into a Blob. */
  readonly to: FileSystemFileHandle | null;
  readonly signature: Signature | null;
}

/** Formats that this browser writes at that size [FILM6]. */
export async function formatsHere(
  size: PictureSize,
  framesPerSecond: number,
): Promise<readonly FilmFormat[]> {
  if (!('OffscreenCanvas' in globalThis)) return [];
  const { canWriteVideo } = await loadVideo();
  const can = await Promise.all(
    FILM_FORMATS.map((format) =>
      format === 'gif'
        ? Promise.resolve(true)
        : canWriteVideo(format, size, framesPerSecond).catch(() => false),
    ),
  );
  return FILM_FORMATS.filter((_, i) => can[i]);
}

/**
 * @param samples pictures all through the film, for a palette and an ink; asked for where they are needed.
 * @throws StudioError('film-format-missing') where this browser does not write it.
 */
export async function openWriter(
  { look, shape, title, comment, to, signature }: Written,
  samples: () => Promise<readonly Rgba[]>,
  read: ReadCanvas,
): Promise<FilmWriter> {
  const { format, framesPerSecond, grid, cell } = look;
  const size = { width: cell.width * grid, height: cell.height * grid };
  const can = await formatsHere(size, framesPerSecond);
  if (!can.includes(format)) throw new StudioError('film-format-missing', { format, ...size });
  let seen: Promise<readonly Rgba[]> | null = null;
  const once = (): Promise<readonly Rgba[]> => (seen ??= samples());
  const stamp =
    signature && (await filmStamp(signature, `${title} ${comment}`, look, shape, once, read));
  // What is written stands in the file only once the stream is closed.
  const file = (await to?.createWritable()) ?? null;
  const stage = new Stage(shape, cell, grid, stamp);
  if (format === 'gif') {
    const colours = await coloursFor(shape, stage, stamp, grid, once);
    const { openGif } = await loadGif();
    const gif = openGif(size, framesPerSecond, colours, `${title}. ${comment}`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const put = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
      if (file) await file.write(bytes);
      else parts.push(bytes);
    };
    return {
      add(cells) {
        stage.draw(cells);
        return put(gif.add(stage.pixels()));
      },
      async finish() {
        await put(gif.finish());
        await file?.close();
        return file ? null : new Blob(parts, { type: 'image/gif' });
      },
    };
  }
  const { openVideo } = await loadVideo();
  const video = await openVideo(format, stage.canvas, framesPerSecond, { title, comment }, file);
  return {
    add(cells) {
      stage.draw(cells);
      return video.add();
    },
    finish: () => video.finish(),
  };
}

/** A palette for all frames, with the stamp's colours where it has some of its own [FILM9]. */
async function coloursFor(
  { channels }: PictureShape,
  stage: Stage,
  stamp: FilmStamp | null,
  grid: number,
  samples: () => Promise<readonly Rgba[]>,
): Promise<Colours> {
  if (channels === 1 && (!stamp || isGrey(stamp.rgba))) return greys();
  const cells = await samples();
  if (!stamp) return coloursOf(cells);
  const signed: Rgba[] = [];
  for (let from = 0; from < cells.length; from += grid * grid) {
    stage.draw(cells.slice(from, from + grid * grid));
    signed.push(stage.pixels(stamp.box));
  }
  const painted = cells.reduce((sum, { length }) => sum + length, 0);
  return coloursOf([...cells, thinned(signed, painted * STAMPED)]);
}

/** Pixels under the stamp that a palette is made of, as a share of those of the pictures: enough for its
 *  colours, and not so many that they take those of the pictures. */
const STAMPED = 0.25;

/** Evenly spaced pixels of all of them. @param most bytes, about. */
function thinned(all: readonly Rgba[], most: number): Rgba {
  const bytes = all.reduce((sum, { length }) => sum + length, 0);
  const every = Math.max(1, Math.ceil(bytes / most));
  const kept: number[] = [];
  for (const rgba of all) {
    for (let i = 0; i < rgba.length; i += 4 * every) kept.push(...rgba.subarray(i, i + 4));
  }
  return Uint8ClampedArray.from(kept);
}

function isGrey(rgba: Rgba): boolean {
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i + 3]! > 0 && (rgba[i] !== rgba[i + 1] || rgba[i] !== rgba[i + 2])) return false;
  }
  return true;
}
