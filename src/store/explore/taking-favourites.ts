import { signatureInForce } from '../signature-in-force';
import type { ExploringPorts } from '../ports';
import type { Explore } from './model';
import { ofFavourites, takePictures } from './taking';

/**
 * Takes a run's favourites away as a ZIP of PNGs, painted by the generator that is explored [EXP7].
 * @param title of the archive.
 * @throws StudioError: what the engine or the packing failed with.
 */
export async function takeFavourites(
  ports: ExploringPorts,
  { generator, opened, truncation, favourites }: Explore,
  title: string,
): Promise<void> {
  if (!generator || !opened) return;
  const { files, films, storage } = ports;
  const [run, signature] = await Promise.all([
    storage.run(generator.runId),
    signatureInForce(storage),
  ]);
  const found = ofFavourites(favourites, opened.latentSize, (text) => films.fileName(text));
  const plan = { as: 'zip', title, shape: opened.shape, count: found.count, signature } as const;
  const { name, to } = await files.packing.askForFile(plan);
  if (to === 'cancelled') return;
  const blob = await takePictures(
    ports,
    files.packing.begin(plan, to),
    { generator, run, truncation, discriminator: null, ...found },
    () => undefined,
    new AbortController().signal,
  );
  if (blob) files.save({ name, blob });
}
