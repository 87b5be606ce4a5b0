import type { MakeFilm } from '../../contract/film';
import type { PictureSize } from '../../contract/picture-shape';
import { FilmFrames } from '../../explore/film-frames';
import type { ExploringPorts } from '../ports';
import { AT_ONCE } from './at-once';
import type { Rgba } from './pictures';
import { smallGrid, type SmallPicture } from './small-grid';

export type PreviewedFilm = Pick<MakeFilm, 'runId' | 'weights' | 'epochs' | 'plan' | 'look'>;

/** Pixels of the longer side of a frame. */
const SIDE = 320;

/** Frames that are shown side by side. */
export const STILLS = 6;
/** Pictures that are painted for what plays, in all, and frames of them. */
const PLAYED_PICTURES = 768;
const PLAYED = { least: 8, most: 48 };

/** So many frames from all through the film, the first and the last among them. */
export const stillsOf = ({ plan }: PreviewedFilm): readonly number[] => spread(plan.frames, STILLS);

/** Fewer where each of them has many pictures. */
export function playedOf({ plan }: PreviewedFilm): readonly number[] {
  const count = Math.floor(PLAYED_PICTURES / plan.cells);
  return spread(plan.frames, Math.min(PLAYED.most, Math.max(PLAYED.least, count)));
}

function spread(frames: number, most: number): readonly number[] {
  const count = Math.min(most, frames);
  return Array.from({ length: count }, (_, i) =>
    Math.round((i * (frames - 1)) / Math.max(1, count - 1)),
  );
}

/**
 * Paints frames of a film as they will be, at a small size [FILM12].
 * @param size of a painted picture. @param places of the frames, ascending.
 * @param found told each frame, in their order.
 * @throws StudioError `cancelled` once `signal` is; else as the explorer's `paint`.
 */
export async function previewFilm(
  { explorer, engine }: Pick<ExploringPorts, 'explorer' | 'engine'>,
  { runId, weights, epochs, plan, look }: PreviewedFilm,
  size: PictureSize,
  places: readonly number[],
  signal: AbortSignal,
  found: (picture: SmallPicture, place: number) => void,
): Promise<void> {
  const each = plan.latents[0]!.length;
  const frames = new FilmFrames(plan, async (at, latents) => {
    const generator = { runId, weights, epoch: epochs[at]! };
    const pictures: Rgba[] = [];
    for (let from = 0; from < latents.length; from += AT_ONCE * each) {
      const portion = latents.slice(from, from + AT_ONCE * each);
      const made = await explorer.paint(generator, engine(), portion, 'soon', signal);
      pictures.push(...made.map(({ rgba }) => rgba));
    }
    return pictures;
  });
  let place = 0;
  for await (const cells of frames.of(places)) {
    found(smallGrid(cells, size, look.grid, SIDE), place++);
  }
}
