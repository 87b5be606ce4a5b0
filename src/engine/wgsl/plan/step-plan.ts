import type { GanSpec } from '../../../contract/net-spec';
import { Stream } from '../../../contract/random';
import { backward, planParts, type PartsPlan } from './backward';
import { DispatchList } from './dispatch';
import { NetPlan, groupOf, type Pass } from './net-plan';
import { FLAGS_LENGTH, STATE_LENGTH } from './state';
import { LANES, part, storage, whole, type Storage, type Tensor } from './tensor';
import { adam, prepare, type Shared } from './update';

/** Steps whose logits the ring of metrics holds. */
export const RING_SLOTS = 64;

export interface PlanOptions {
  readonly gan: GanSpec;
  readonly seed: number;
  /** Pictures of a whole batch. */
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly mirror: boolean;
}

/** Where the pictures of a step come from. */
export type Source =
  /** Float32 pixels that are uploaded before each step. */
  | { readonly kind: 'uploaded' }
  /** Bytes on the card, in one or more buffers of so many pictures each. */
  | { readonly kind: 'held'; readonly buffers: readonly { storage: Storage; pictures: number }[] };

/** Both nets of a run, and what all of its plans share on the card. */
export class GanPlan {
  readonly state: Tensor;
  readonly flags: Tensor;
  readonly ring: Storage;
  /** The order of an epoch's pictures, u32. */
  readonly order: Storage;
  readonly uploaded: Storage;
  readonly generator: NetPlan;
  readonly discriminator: NetPlan;

  constructor(readonly options: PlanOptions) {
    const { gan, seed, batchSize, stepsPerEpoch } = options;
    const kept = (name: string, numbers: number): Storage =>
      storage(name, Math.ceil(numbers / LANES), true);
    this.state = whole(kept('state', STATE_LENGTH));
    this.flags = whole(kept('flags', FLAGS_LENGTH));
    this.ring = kept('metrics', RING_SLOTS * 3 * batchSize);
    this.order = kept('order', stepsPerEpoch * batchSize);
    const numbers = gan.discriminator.input.reduce((product, edge) => product * edge, batchSize);
    this.uploaded = kept('uploaded pixels', numbers);
    this.generator = new NetPlan('generator', gan.generator, seed, this.state, false);
    this.discriminator = new NetPlan('discriminator', gan.discriminator, seed, this.state, true);
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

  /** One whole step on `count` pictures, by the recipe. */
  step(count: number, source: Source): DispatchList {
    const list = new DispatchList();
    const { gan } = this.options;
    const { discriminator } = this;
    const pictures = whole(storage('pictures', 2 * count * discriminator.inputVectors));
    const fakes = part(pictures, count * discriminator.inputVectors);
    this.gather(list, pictures, count, source);
    const fresh = gan.step.updates === 'sequential' && gan.step.generatorLatent === 'fresh';
    const [z, again] = this.latents(list, count, fresh ? 2 : 1);
    if (gan.step.updates === 'sequential')
      this.sequential(list, count, pictures, fakes, z!, again ?? z!);
    else this.simultaneous(list, count, pictures, fakes, z!);
    return list;
  }

  private sequential(
    list: DispatchList,
    count: number,
    pictures: Tensor,
    fakes: Tensor,
    z: Tensor,
    again: Tensor,
  ): void {
    const { gan } = this.options;
    const { generator, discriminator } = this;
    const mode = gan.step.fakesForDiscriminator;
    const one: Pass = { images: count, groups: 1, mode: 'training', follow: true, number: 2 };
    const both: Pass = { ...one, groups: 2, number: 0 };

    generator.forward(list, z, { ...one, mode, follow: mode === 'training', number: 1 }, fakes);
    const judged = discriminator.forward(list, pictures, both, null);
    const learnt = whole(storage('discriminator logits gradient', 2 * count));
    this.loss(list, 0, count, judged.stages.at(-1)!.output, learnt, null);
    const partsD = this.parts(discriminator, 'discriminator', count, 2);
    backward(
      list,
      discriminator,
      judged,
      { gradient: learnt, sums: null },
      { parts: partsD, input: null },
    );
    this.update(list, 'discriminator', partsD, { steps: 0 });

    const made = generator.forward(list, again, one, null);
    const follow = gan.step.statisticsFollowFrozenNet;
    const seen = discriminator.forward(list, made.stages.at(-1)!.output, { ...one, follow }, null);
    const fooled = whole(storage('generator logits gradient', count));
    this.loss(list, 1, count, seen.stages.at(-1)!.output, fooled, null);
    const input = { stage: generator.stages.at(-1)!, plan: generator, trace: made };
    const back = backward(
      list,
      discriminator,
      seen,
      { gradient: fooled, sums: null },
      { parts: null, input },
    );
    const partsG = this.parts(generator, 'generator', count, 1);
    backward(list, generator, made, back!, { parts: partsG, input: null });
    this.update(list, 'generator', partsG, { steps: 1 });
  }

  private simultaneous(
    list: DispatchList,
    count: number,
    pictures: Tensor,
    fakes: Tensor,
    z: Tensor,
  ): void {
    const { generator, discriminator } = this;
    const one: Pass = { images: count, groups: 1, mode: 'training', follow: true, number: 2 };
    const made = generator.forward(list, z, one, fakes);
    const judged = discriminator.forward(list, pictures, { ...one, groups: 2, number: 0 }, null);
    const learnt = whole(storage('discriminator logits gradient', 2 * count));
    const fooled = whole(storage('generator logits gradient', count));
    this.loss(list, 2, count, judged.stages.at(-1)!.output, learnt, fooled);
    const input = { stage: generator.stages.at(-1)!, plan: generator, trace: made };
    const onFakes = groupOf(judged, 1, discriminator);
    const back = backward(
      list,
      discriminator,
      onFakes,
      { gradient: fooled, sums: null },
      { parts: null, input },
    );
    const partsD = this.parts(discriminator, 'discriminator', count, 2);
    backward(
      list,
      discriminator,
      judged,
      { gradient: learnt, sums: null },
      { parts: partsD, input: null },
    );
    this.update(list, 'discriminator', partsD, { steps: 0 });
    const partsG = this.parts(generator, 'generator', count, 1);
    backward(list, generator, made, back!, { parts: partsG, input: null });
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
    side: 'generator' | 'discriminator',
    parts: { plan: PartsPlan; storage: Tensor },
    counts: { steps: number },
  ): void {
    const plan = this[side];
    adam(list, plan, side, this.options.gan.step.adam, parts.plan, parts.storage, this.shared);
    prepare(list, plan, side, this.shared, counts);
  }

  private gather(list: DispatchList, y: Tensor, count: number, source: Source): void {
    const { batchSize, stepsPerEpoch, mirror, seed, gan } = this.options;
    const [size, , channels] = gan.discriminator.input;
    const common = {
      count,
      size: size!,
      channels: channels!,
      batchSize,
      stepsPerEpoch,
      seed,
      mirrorStream: Stream.Mirror,
      mirror: mirror ? 1 : 0,
    };
    const grid = [Math.ceil((size! * size!) / 64), count, 1] as const;
    if (source.kind === 'uploaded') {
      list.add({
        kernel: 'gather',
        label: 'pictures',
        flags: { PACKED: 0 },
        params: { ...common, first: 0, held: 0 },
        tensors: { y, pixels: whole(this.uploaded) },
        grid,
      });
      return;
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
  }

  private latents(list: DispatchList, count: number, many: number): Tensor[] {
    const size = this.options.gan.generator.input[0]!;
    const size4 = Math.ceil(size / LANES);
    const z = whole(storage('latents', many * count * size4));
    list.add({
      kernel: 'latent',
      label: 'latents',
      params: { count, size, size4, seed: this.options.seed, stream: Stream.DiscriminatorLatent },
      tensors: { y: z, state: this.state },
      grid: [Math.ceil((count * size4) / 64), many, 1],
    });
    return Array.from({ length: many }, (_, i) => part(z, i * count * size4));
  }

  private loss(
    list: DispatchList,
    of: 0 | 1 | 2,
    count: number,
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
        count,
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
