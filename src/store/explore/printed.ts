import type { GeneratedPicture } from '../../contract/events';
import { inOne, truncated, type Latent } from '../../explore/latents';
import type { Origin } from '../../explore/origin';
import { originName } from '../../words/explore';
import type { ExploringPorts } from '../ports';
import { AT_ONCE } from './at-once';
import { latentIn } from './latent-in';
import type { Explore } from './model';
import type { Rgba } from './pictures';
import { countOf, type PrintChoice } from './print-order';
import { bySeed, ofFavourites, seedsFrom } from './taking';

/** A picture that is printed. */
export interface PrintedPicture {
  readonly origin: Origin;
  /** As the generator takes it: truncated. */
  readonly latent: Latent;
  /** How it is named in a title. */
  readonly name: string;
}

/** Favourites that the generator can paint. */
export const printable = ({ favourites, opened }: Pick<Explore, 'favourites' | 'opened'>) =>
  ofFavourites(favourites, opened?.latentSize ?? 0, (text) => text);

/** The pictures of a choice, in their order; none where nothing is in hand, or kept. */
export function printedIn(room: Explore, choice: PrintChoice): readonly PrintedPicture[] {
  const { hand, opened, truncation } = room;
  if (!opened) return [];
  if (choice.of === 'hand') {
    if (!hand) return [];
    const latent = truncated(latentIn(room, hand), truncation);
    return [{ origin: hand, latent, name: originName(hand) }];
  }
  const favourites = printable(room);
  const many =
    choice.of === 'favourites'
      ? favourites
      : bySeed(seedsFrom(choice.firstSeed, choice.count), opened.latentSize, originName);
  return Array.from({ length: countOf(choice, favourites.count) }, (_, place) => {
    const { origin, latent, title } = many.at(place);
    return { origin, latent: truncated(latent, truncation), name: title };
  });
}

/** Their pixels, painted portion by portion. @throws StudioError as the explorer's `paint`. */
export async function pixelsOf(
  { explorer, engine }: Pick<ExploringPorts, 'explorer' | 'engine'>,
  { generator }: Pick<Explore, 'generator'>,
  printed: readonly PrintedPicture[],
  signal: AbortSignal,
): Promise<readonly Rgba[]> {
  const found: GeneratedPicture[] = [];
  for (let from = 0; from < printed.length; from += AT_ONCE) {
    const latents = inOne(printed.slice(from, from + AT_ONCE).map(({ latent }) => latent));
    found.push(...(await explorer.paint(generator!, engine(), latents, 'soon', signal)));
  }
  return found.map(({ rgba }) => rgba);
}
