import type { FilmPlan } from '../contract/film';
import { frameOf, standsStill, type Frame } from '../explore/film';
import { inOne, type Latent } from '../explore/latents';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** Pictures of one generator of a plan, in the order of their latents. */
export type Paint = (generator: number, latents: Latent) => Promise<readonly Rgba[]>;

/** Pictures painted in one go. */
const TOGETHER = 16;

/** Paints the frames of a film: several of them at once where each has few pictures, and what stands
 *  still once. */
export class FilmFrames {
  /** Of what stands still, by generator: those of a frame. */
  private readonly still = new Map<number, readonly Rgba[]>();

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

  private async portion(frames: readonly Frame[]): Promise<readonly (readonly Rgba[])[]> {
    const layers = frames.map((): (readonly Rgba[])[] => []);
    const shows = ({ layers }: Frame, generator: number): boolean =>
      layers.some((layer) => layer.generator === generator);
    const all = new Set(frames.flatMap((frame) => frame.layers.map(({ generator }) => generator)));
    for (const generator of [...all].sort((one, other) => one - other)) {
      const showing = frames.flatMap((frame, i) => (shows(frame, generator) ? [i] : []));
      const latents = showing.flatMap((i) => frames[i]!.latents);
      const pictures = await this.pictures(generator, latents);
      const { cells } = this.plan;
      for (const [place, i] of showing.entries()) {
        layers[i]!.push(pictures.slice(place * cells, (place + 1) * cells));
      }
    }
    return frames.map((frame, i) => {
      const [one, other] = layers[i]!;
      if (!other) return one!;
      const { weight } = frame.layers[1]!;
      return one!.map((rgba, cell) => mixed(rgba, other[cell]!, weight));
    });
  }

  private async pictures(generator: number, latents: readonly Latent[]): Promise<readonly Rgba[]> {
    if (!standsStill(this.plan)) return this.paint(generator, inOne(latents));
    const known = this.still.get(generator);
    if (known) return known;
    const painted = await this.paint(generator, inOne(latents));
    // Frames come in order: no more than the one before is shown again.
    for (const before of this.still.keys()) {
      if (this.still.size > 1) this.still.delete(before);
    }
    this.still.set(generator, painted);
    return painted;
  }
}

/** One picture turning into another, as they are on a screen. @param share of the other one, 0..1. */
function mixed(one: Rgba, other: Rgba, share: number): Rgba {
  return one.map((value, i) => value + (other[i]! - value) * share);
}
