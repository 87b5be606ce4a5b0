import type { GanSpec } from '../../../contract/net-spec';
import { Stream } from '../../../contract/random';
import { backward, planParts, type PartsPlan } from './backward';
import { DispatchList } from './dispatch';
import { NetPlan, groupOf, type Pass, type Trace } from './net-plan';
import { FLAGS_LENGTH, STATE_LENGTH } from './state';
import { LANES, part, storage, whole, type Storage, type Tensor } from './tensor';
import type { GpuTraits } from './traits';
import { adam, prepare, type Shared, type Side } from './update';

/** Steps whose logits the ring of metrics holds. */
export const RING_SLOTS = 64;

export interface PlanOptions {
  readonly gan: GanSpec;
  readonly seed: number;
  /** Pictures of a whole batch. */
  readonly batchSize: number;
  /** Steps that one order of pictures is for. */
  readonly orderSteps: number;
  readonly mirror: boolean;
  /** Of the GPU that it is for; a graphics GPU's unless told. */
  readonly traits?: GpuTraits;
}

/** Where the pictures of a step come from. */
export type Source =
  /** Float32 pixels that are uploaded before each step. */
  | { readonly kind: 'uploaded' }
  /** Bytes on the GPU, in one or more buffers of so many pictures each. */
  | { readonly kind: 'held'; readonly buffers: readonly { storage: Storage; pictures: number }[] };

/** Pictures of a batch that are computed at once. */
interface Slice {
  readonly images: number;
  /** Pictures of the batch before them, and in all. */
  readonly first: number;
  readonly total: number;
}

/** The first are the largest. */
function slicesOf(total: number, count: number): Slice[] {
  const images = Math.ceil(total / count);
  return Array.from({ length: Math.ceil(total / images) }, (_, i) => ({
    images: Math.min(images, total - i * images),
    first: i * images,
    total,
  }));
}

const passOf = ({ images, first }: Slice): Pass => ({
  images,
  groups: 1,
  mode: 'training',
  follow: true,
  number: 2,
  firstImage: first,
});

const outputOf = ({ stages }: Trace): Tensor => stages.at(-1)!.output;

/** Both nets of a run, and what all of its plans share on the GPU. */
export class GanPlan {
  readonly state: Tensor;
  readonly flags: Tensor;
  readonly ring: Storage;
  /** The pictures of `orderSteps` steps in a row, u32. */
  readonly order: Storage;
  readonly uploaded: Storage;
  readonly generator: NetPlan;
  readonly discriminator: NetPlan;

  constructor(readonly options: PlanOptions) {
    const { gan, seed, batchSize, orderSteps } = options;
    const kept = (name: string, numbers: number): Storage =>
      storage(name, Math.ceil(numbers / LANES), true);
    this.state = whole(kept('state', STATE_LENGTH));
    this.flags = whole(kept('flags', FLAGS_LENGTH));
    this.ring = kept('metrics', RING_SLOTS * 3 * batchSize);
    this.order = kept('order', orderSteps * batchSize);
    const numbers = gan.discriminator.input.reduce((product, edge) => product * edge, batchSize);
    this.uploaded = kept('uploaded pixels', numbers);
    const net = (name: Side, inputGradient: boolean): NetPlan =>
      new NetPlan(name, gan[name], seed, this.state, inputGradient, true, options.traits);
    this.generator = net('generator', false);
    this.discriminator = net('discriminator', true);
  }

  get shared(): Shared {
    return { state: this.state, flags: this.flags };
  }

  /** Copies of all weights as convolutions read them, after they were written from outside. */
  preparation(): DispatchList {
    const list = new DispatchList();
    prepare(list, this.discriminator, 'discriminator', this.shared, null);
    prepare(list, this.generator, 'generator', this.shared, null);
    return list;
  }

  /**
   * One whole step on `count` pictures, by the recipe.
   * @param slices the batch is computed in so many, whose gradients add up: the same step, save that
   *   batch norm sees the pictures of a slice at a time.
   */
  step(count: number, source: Source, slices = 1): DispatchList {
    const list = new DispatchList();
    const pieces = slicesOf(count, slices);
    if (this.options.gan.step.updates === 'sequential') this.sequential(list, pieces, source);
    else this.simultaneous(list, pieces, source);
    return list;
  }

  private sequential(list: DispatchList, slices: readonly Slice[], source: Source): void {
    const { gan } = this.options;
    const { generator, discriminator } = this;
    const mode = gan.step.fakesForDiscriminator;
    const fresh = gan.step.generatorLatent === 'fresh';
    const kept: Tensor[] = [];
    const partsD = this.parts(discriminator, 'discriminator', slices[0]!.images, 2);
    for (const slice of slices) {
      const one = passOf(slice);
      const { pictures, fakes } = this.gather(list, slice, source);
      // Latents of both updates in one go; in slices they would take room until they are wanted.
      const [z, again] = this.latents(list, slice, fresh && slices.length === 1 ? 2 : 1, 0);
      if (slices.length === 1) kept.push(again ?? z!);
      const follow = mode === 'training';
      generator.forward(list, z!, { ...one, mode, follow, number: 1 }, fakes);
      const judged = discriminator.forward(list, pictures, { ...one, groups: 2, number: 0 }, null);
      const learnt = whole(storage('discriminator logits gradient', 2 * slice.images));
      this.loss(list, 0, slice, judged.stages.at(-1)!.output, learnt, null);
      const wanted = { parts: { ...partsD, accumulate: slice.first > 0 }, input: null };
      backward(list, discriminator, judged, { gradient: learnt, sums: null }, wanted);
    }
    this.update(list, 'discriminator', partsD, { steps: 0 });

    const partsG = this.parts(generator, 'generator', slices[0]!.images, 1);
    for (const slice of slices) {
      const one = passOf(slice);
      const z = kept[0] ?? this.latents(list, slice, 1, fresh ? 1 : 0)[0]!;
      const made = generator.forward(list, z, one, null);
      const follow = gan.step.statisticsFollowFrozenNet;
      const seen = discriminator.forward(list, outputOf(made), { ...one, follow }, null);
      const fooled = whole(storage('generator logits gradient', slice.images));
      this.loss(list, 1, slice, outputOf(seen), fooled, null);
      const input = { stage: generator.stages.at(-1)!, plan: generator, trace: made };
      const last = { gradient: fooled, sums: null };
      const back = backward(list, discriminator, seen, last, { parts: null, input });
      const wanted = { parts: { ...partsG, accumulate: slice.first > 0 }, input: null };
      backward(list, generator, made, back!, wanted);
    }
    this.update(list, 'generator', partsG, { steps: 1 });
  }

  private simultaneous(list: DispatchList, slices: readonly Slice[], source: Source): void {
    const { generator, discriminator } = this;
    const partsD = this.parts(discriminator, 'discriminator', slices[0]!.images, 2);
    const partsG = this.parts(generator, 'generator', slices[0]!.images, 1);
    for (const slice of slices) {
      const one = passOf(slice);
      const accumulate = slice.first > 0;
      const { pictures, fakes } = this.gather(list, slice, source);
      const [z] = this.latents(list, slice, 1, 0);
      const made = generator.forward(list, z!, one, fakes);
      const judged = discriminator.forward(list, pictures, { ...one, groups: 2, number: 0 }, null);
      const learnt = whole(storage('discriminator logits gradient', 2 * slice.images));
      const fooled = whole(storage('generator logits gradient', slice.images));
      this.loss(list, 2, slice, outputOf(judged), learnt, fooled);
      const input = { stage: generator.stages.at(-1)!, plan: generator, trace: made };
      const onFakes = groupOf(judged, 1, discriminator);
      const last = { gradient: fooled, sums: null };
      const back = backward(list, discriminator, onFakes, last, { parts: null, input });
      const wantedD = { parts: { ...partsD, accumulate }, input: null };
      backward(list, discriminator, judged, { gradient: learnt, sums: null }, wantedD);
      backward(list, generator, made, back!, { parts: { ...partsG, accumulate }, input: null });
    }
    this.update(list, 'discriminator', partsD, { steps: 0 });
    this.update(list, 'generator', partsG, { steps: 1 });
  }

  private parts(
    plan: NetPlan,
    name: string,
    images: number,
    groups: number,
  ): { plan: PartsPlan; storage: Tensor } {
    const parts = planParts(plan, images, groups);
    return { plan: parts, storage: whole(storage(`${name} gradients`, parts.vectors)) };
  }

  private update(
    list: DispatchList,
    side: Side,
    parts: { plan: PartsPlan; storage: Tensor },
    counts: { steps: number },
  ): void {
    const plan = this[side];
    adam(list, plan, side, this.options.gan.step.adam, parts.plan, parts.storage, this.shared);
    prepare(list, plan, side, this.shared, counts);
  }

  /** Room for the real and the generated pictures of a slice; the real ones are brought. */
  private gather(
    list: DispatchList,
    { images, first: firstImage }: Slice,
    source: Source,
  ): { pictures: Tensor; fakes: Tensor } {
    const { inputVectors } = this.discriminator;
    const y = whole(storage('pictures', 2 * images * inputVectors));
    const both = { pictures: y, fakes: part(y, images * inputVectors) };
    const { batchSize, orderSteps, mirror, seed, gan } = this.options;
    const [size, , channels] = gan.discriminator.input;
    const common = {
      count: images,
      firstImage,
      size: size!,
      channels: channels!,
      batchSize,
      orderSteps,
      seed,
      mirrorStream: Stream.Mirror,
      mirror: mirror ? 1 : 0,
    };
    const grid = [Math.ceil((size! * size!) / 64), images, 1] as const;
    if (source.kind === 'uploaded') {
      list.add({
        kernel: 'gather',
        label: 'pictures',
        flags: { PACKED: 0 },
        params: { ...common, first: 0, held: 0 },
        tensors: { y, pixels: whole(this.uploaded) },
        grid,
      });
      return both;
    }
    const scaled = list.table(
      'byte values',
      Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1),
    );
    let first = 0;
    for (const { storage: held, pictures } of source.buffers) {
      list.add({
        kernel: 'gather',
        label: 'pictures',
        flags: { PACKED: 1 },
        params: { ...common, first, held: pictures },
        tensors: { y, pictures: whole(held), order: whole(this.order), state: this.state, scaled },
        grid,
      });
      first += pictures;
    }
    return both;
  }

  /** z of so many streams in a row, from the discriminator's plus `from` on. */
  private latents(list: DispatchList, slice: Slice, many: number, from: number): Tensor[] {
    const count = slice.images;
    const size = this.options.gan.generator.input[0]!;
    const size4 = Math.ceil(size / LANES);
    const z = whole(storage('latents', many * count * size4));
    list.add({
      kernel: 'latent',
      label: 'latents',
      params: {
        count,
        size,
        size4,
        seed: this.options.seed,
        stream: Stream.DiscriminatorLatent + from,
        firstImage: slice.first,
      },
      tensors: { y: z, state: this.state },
      grid: [Math.ceil((count * size4) / 64), many, 1],
    });
    return Array.from({ length: many }, (_, i) => part(z, i * count * size4));
  }

  private loss(
    list: DispatchList,
    of: 0 | 1 | 2,
    slice: Slice,
    logits: Tensor,
    gradient: Tensor,
    generatorGradient: Tensor | null,
  ): void {
    const { gan, batchSize } = this.options;
    list.add({
      kernel: 'loss',
      label: of === 1 ? 'generator loss' : 'discriminator loss',
      flags: { OF: of },
      params: {
        count: slice.images,
        firstImage: slice.first,
        total: slice.total,
        batchSize,
        slots: RING_SLOTS,
        realLabel: gan.step.realLabel,
        share: gan.step.discriminatorLoss === 'mean' ? 0.5 : 1,
        generatorBase: generatorGradient?.base ?? 0,
      },
      tensors: {
        logits,
        gradient,
        ring: whole(this.ring),
        state: this.state,
        ...(generatorGradient ? { generatorGradient } : {}),
      },
      grid: [1, 1, 1],
    });
  }
}
