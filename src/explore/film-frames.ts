import type { FilmPlan } from '../contract/film';
import { frameOf, standsStill, type Layer } from './film';
import { inOne, type Latent } from './latents';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** Pictures of one generator of a plan, in the order of their latents. */
export type Paint = (generator: number, latents: Latent) => Promise<readonly Rgba[]>;

/** Pictures painted in one go. */
const TOGETHER = 16;

/** Paints the frames of a film: several of them at once where each has few pictures, and what stands
 *  still once. */
export class FilmFrames {
  /** Of what stands still, by generator and pose: those of a frame. */
  private readonly stills = new Map<string, readonly Rgba[]>();

  constructor(
    private readonly plan: FilmPlan,
    private readonly paint: Paint,
  ) {}

  /** The cells of these frames, one frame after another. */
  async *of(indices: readonly number[]): AsyncGenerator<readonly Rgba[]> {
    const { plan } = this;
    const together = standsStill(plan) ? 1 : Math.max(1, Math.floor(TOGETHER / plan.cells));
    for (let from = 0; from < indices.length; from += together) {
      const portion = indices.slice(from, from + together);
      yield* await this.portion(portion.map((index) => frameOf(plan, index)));
    }
  }

  /** Pictures from so many places of the film. */
  async samples(count: number): Promise<Rgba[]> {
    const { frames } = this.plan;
    const places = Array.from({ length: Math.min(count, frames) }, (_, i) =>
      Math.floor((i * frames) / Math.min(count, frames)),
    );
    const found: Rgba[] = [];
    for await (const cells of this.of(places)) found.push(...cells);
    return found;
  }

  private async portion(
    frames: readonly (readonly Layer[])[],
  ): Promise<readonly (readonly Rgba[])[]> {
    const painted = frames.map((): (readonly Rgba[])[] => []);
    const all = frames.flatMap((layers, frame) =>
      layers.map((layer, place) => ({ layer, frame, place })),
    );
    const generators = new Set(all.map(({ layer }) => layer.generator));
    for (const generator of [...generators].sort((one, other) => one - other)) {
      const own = all.filter(({ layer }) => layer.generator === generator);
      const moving = own.filter(({ layer }) => layer.pose === null);
      const pictures = await this.moving(
        generator,
        moving.flatMap(({ layer }) => layer.latents),
      );
      const { cells } = this.plan;
      for (const [i, { frame, place }] of moving.entries()) {
        painted[frame]![place] = pictures.slice(i * cells, (i + 1) * cells);
      }
      for (const { layer, frame, place } of own) {
        if (layer.pose !== null) painted[frame]![place] = await this.still(layer);
      }
    }
    return frames.map((layers, i) => {
      const [one, other] = painted[i]!;
      if (!other) return one!;
      const { weight } = layers[1]!;
      return one!.map((rgba, cell) => mixed(rgba, other[cell]!, weight));
    });
  }

  private async moving(generator: number, latents: readonly Latent[]): Promise<readonly Rgba[]> {
    return latents.length === 0 ? [] : this.paint(generator, inOne(latents));
  }

  private async still({ generator, pose, latents }: Layer): Promise<readonly Rgba[]> {
    const key = `${generator} ${pose}`;
    const known = this.stills.get(key);
    if (known) return known;
    const painted = await this.paint(generator, inOne(latents));
    // Frames come in order: no more than the one before is shown again.
    for (const before of this.stills.keys()) {
      if (this.stills.size > 1) this.stills.delete(before);
    }
    this.stills.set(key, painted);
    return painted;
  }
}

/** One picture turning into another, as they are on a screen. @param share of the other one, 0..1. */
function mixed(one: Rgba, other: Rgba, share: number): Rgba {
  return one.map((value, i) => value + (other[i]! - value) * share);
}
