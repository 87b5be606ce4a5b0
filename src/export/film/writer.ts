import { StudioError } from '../../contract/errors';
import { fetchPart } from '../../contract/fetch-part';
import { FILM_FORMATS, type FilmFormat, type FilmLook } from '../../contract/film';
import type { PictureShape, PictureSize } from '../../contract/picture-shape';
import { coloursOf, greys } from './palette';
import { Stage } from './stage';

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
 * @param samples pictures all through the film, for a palette; asked for where one is needed.
 * @throws StudioError('film-format-missing') where this browser does not write it.
 */
export async function openWriter(
  { look, shape, title, comment, to }: Written,
  samples: () => Promise<readonly Rgba[]>,
): Promise<FilmWriter> {
  const { format, framesPerSecond, grid, cell } = look;
  const size = { width: cell.width * grid, height: cell.height * grid };
  const can = await formatsHere(size, framesPerSecond);
  if (!can.includes(format)) throw new StudioError('film-format-missing', { format, ...size });
  // What is written stands in the file only once the stream is closed.
  const file = (await to?.createWritable()) ?? null;
  const stage = new Stage(shape, cell, grid);
  if (format === 'gif') {
    const colours = shape.channels === 1 ? greys() : coloursOf(await samples());
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
