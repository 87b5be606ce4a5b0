import { StudioError } from '../../contract/errors';
import type { PackedPicture } from '../../contract/packing';
import type { FavouriteRecord } from '../../contract/records';
import { inOne, truncated } from '../../explore/latents';
import { readOrigin } from '../../explore/origin-text';
import type { ExploringPorts } from '../ports';
import { signatureInForce } from '../signature-in-force';
import { madeIn } from './made';
import type { Explore } from './model';

/** Painted in one go. */
const AT_ONCE = 16;

/** `favourite_001_Moon.png`. @param place from 0. */
const nameOf = (place: number, name: string): string =>
  `favourite_${String(place + 1).padStart(3, '0')}_${name}.png`;

/**
 * Takes a run's favourites away as a ZIP of PNGs, painted by the generator that is explored [EXP7].
 * @param title of the archive.
 * @throws StudioError: what the engine or the packing failed with.
 */
export async function takeFavourites(
  { explorer, engine, files, films, storage }: ExploringPorts,
  { generator, opened, truncation, favourites }: Explore,
  title: string,
): Promise<void> {
  if (!generator || !opened) return;
  const fitting = favourites.filter(({ latent }) => latent.length === opened.latentSize);
  const [run, signature] = await Promise.all([
    storage.run(generator.runId),
    signatureInForce(storage),
  ]);
  const { shape } = opened;
  const plan = { as: 'zip', title, shape, count: fitting.length, signature } as const;
  const { name, to } = await files.packing.askForFile(plan);
  if (to === 'cancelled') return;
  const packing = files.packing.begin(plan, to);
  const { signal } = new AbortController();
  try {
    for (let from = 0; from < fitting.length; from += AT_ONCE) {
      const portion = fitting.slice(from, from + AT_ONCE);
      const latents = inOne(portion.map(({ latent }) => truncated(latent, truncation)));
      const painted = await explorer.paint(generator, engine(), latents, 'soon', signal);
      const packed = painted.map(({ index, rgba }): PackedPicture => {
        const favourite = portion[index]!;
        return {
          name: nameOf(from + index, films.fileName(favourite.name)),
          title: favourite.name,
          rgba,
          made: madeOf(favourite),
        };
      });
      await packing.add(packed);
    }
    const blob = await packing.end();
    if (blob) files.save({ name, blob });
  } catch (error) {
    packing.cancel();
    throw StudioError.from(error);
  }

  function madeOf({ origin }: FavouriteRecord): PackedPicture['made'] {
    const read = readOrigin(origin);
    return read && madeIn({ generator, truncation }, run, read);
  }
}
