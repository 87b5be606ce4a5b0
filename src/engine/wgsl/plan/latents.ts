import { Stream } from '../../../contract/random';
import type { DispatchList } from './dispatch';
import type { Slice } from './slices';
import type { GanPlan } from './step-plan';
import { LANES, part, storage, whole, type Tensor } from './tensor';

const LATENTS = {
  discriminator: Stream.DiscriminatorLatent,
  generator: Stream.GeneratorLatent,
} as const;

/**
 * Latents of that name; where they outlast a slice, all of the step's are drawn in one go.
 * @param drawn those that were, by name; it is added to.
 */
export function latents(
  list: DispatchList,
  plan: Pick<GanPlan, 'options' | 'state'>,
  slice: Slice,
  drawn: Map<string, Tensor>,
  name: string,
): Tensor {
  const known = drawn.get(name);
  if (known) return known;
  const { gan, seed } = plan.options;
  const all = gan.step.program.flatMap((one) => (one.do === 'latents' ? [one] : []));
  const wanted = slice.images === slice.total ? all : all.filter(({ as }) => as === name);
  const { images: count } = slice;
  const size = gan.generator.input[0]!;
  const size4 = Math.ceil(size / LANES);
  for (const run of inARow(wanted.map(({ stream, as }) => ({ stream: LATENTS[stream], as })))) {
    const z = whole(storage('latents', run.length * count * size4));
    list.add({
      kernel: 'latent',
      label: 'latents',
      params: { count, size, size4, seed, stream: run[0]!.stream, firstImage: slice.first },
      tensors: { y: z, state: plan.state },
      grid: [Math.ceil((count * size4) / 64), run.length, 1],
    });
    run.forEach(({ as }, i) => drawn.set(as, part(z, i * count * size4)));
  }
  return drawn.get(name)!;
}

/** Runs of streams that follow one another. */
function inARow<T extends { readonly stream: number }>(all: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const one of all) {
    const last = runs.at(-1);
    if (last && last.at(-1)?.stream === one.stream - 1) last.push(one);
    else runs.push([one]);
  }
  return runs;
}
