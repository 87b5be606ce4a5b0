import { counterOf } from '../../../nets/model-state';
import type { GanSpec } from '../../../contract/net-spec';
import type {
  Augment,
  AverageOf,
  NetName,
  Penalty,
  StepProgram,
} from '../../../contract/step-program';
import { followsChance } from '../../../nets/augmentation-chance';
import { averageOf, halfLifeInSteps } from '../../../nets/average';
import { phasesOf, type Phase } from '../../../nets/step-phases';
import { adapt, augment, augmentAll, type AugmentContext } from './augment';
import { AveragedPlan } from './averaged-plan';
import { backward, planParts, type PartsPlan, type Wanted } from './backward';
import { DispatchList } from './dispatch';
import { fuseDerivatives } from './fuse';
import { gather, type Source } from './gather';
import { groupsOf, passesOf, type JudgePass } from './judge-passes';
import { latents } from './latents';
import { RING_SLOTS, loss, type LogitGradients } from './loss';
import { NetPlan, groupOf, type Pass, type Trace } from './net-plan';
import { penalise } from './penalty';
import { slicesOf, type Slice } from './slices';
import { COUNTERS, FLAGS_LENGTH, STATE_LENGTH } from './state';
import { LANES, part, storage, whole, type Storage, type Tensor } from './tensor';
import type { GpuTraits } from './traits';
import { adam, prepare, type Shared } from './update';

export interface PlanOptions {
  readonly gan: GanSpec;
  readonly seed: number;
  /** Pictures of a whole batch. */
  readonly batchSize: number;
  /** Steps that one order of pictures is for. */
  readonly orderSteps: number;
  readonly mirror: boolean;
  /** Of the GPU that it is for; those of a graphics card unless given. */
  readonly traits?: GpuTraits;
}

const outputOf = ({ stages }: Trace): Tensor => stages.at(-1)!.output;

/** Where the latents and pictures of a step are, by the names that its program gives them. */
type Tensors = Map<string, Tensor>;

/** Places for the gradients of a net's weights. */
interface GradientPlan {
  readonly plan: PartsPlan;
  readonly storage: Tensor;
}

/** A pass of the discriminator that was made, with the gradients in its logits. */
interface Judged extends JudgePass, LogitGradients {
  readonly trace: Trace;
}

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
  /** Where the program makes an average. */
  readonly averaged: AveragedPlan | null;

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
    const net = (name: NetName, inputGradient: boolean): NetPlan =>
      new NetPlan(name, gan[name], seed, this.state, inputGradient, true, options.traits);
    this.generator = net('generator', false);
    this.discriminator = net('discriminator', true);
    this.averaged = averageOf(gan.step.program)
      ? new AveragedPlan(gan.generator, seed, this.flags, options.traits)
      : null;
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
   * @param program one of its variants.
   */
  step(
    count: number,
    source: Source,
    slices = 1,
    program: StepProgram = this.options.gan.step.program,
  ): DispatchList {
    const list = new DispatchList();
    const pieces = slicesOf(count, slices);
    const { images } = pieces[0]!;
    // In slices, latents would take room until they are wanted: they are drawn anew instead.
    const drawn: Tensors | null = pieces.length === 1 ? new Map<string, Tensor>() : null;
    const phases = phasesOf(program);
    for (const [index, phase] of phases.entries()) {
      const passes = passesOf(phase);
      const gradients = new Map(
        phase.updates.map((net) => {
          const plan = planParts(this[net], images, net === 'generator' ? 1 : groupsOf(passes));
          const place = whole(storage(`${net} gradients`, plan.vectors));
          return [net, { plan, storage: place }] as const;
        }),
      );
      for (const slice of pieces) {
        const kept = drawn ?? new Map<string, Tensor>();
        this.learn(list, phase, passes, slice, source, kept, gradients);
      }
      for (const net of phase.updates) {
        const last = index === phases.length - 1 && net === phase.updates.at(-1);
        if (last && followsChance(this.options.gan.step)) this.adapt(list, count);
        const average = net === 'generator' ? phase.averages[0] : undefined;
        this.update(list, net, gradients.get(net)!, last ? 1 : 0, average);
      }
    }
    return fuseDerivatives(list);
  }

  /** What happens between two rounds of updates, on a slice of the batch: gradients for the next one. */
  private learn(
    list: DispatchList,
    phase: Phase,
    passes: readonly JudgePass[],
    slice: Slice,
    source: Source,
    drawn: Tensors,
    gradients: ReadonlyMap<NetName, GradientPlan>,
  ): void {
    const { generator, discriminator } = this;
    const { images, first: firstImage } = slice;
    const pictures = this.places(phase, passes, images);
    const made = new Map<string, Trace>();
    for (const one of phase.makes) {
      if (one.do === 'gather') gather(list, this, slice, source, pictures.get(one.as)!);
      if (one.do !== 'generate') continue;
      const z = latents(list, this, slice, drawn, one.from);
      const { mode, number } = one;
      const pass: Pass = {
        images,
        groups: 1,
        mode,
        follow: mode === 'training',
        number,
        firstImage,
      };
      const trace = generator.forward(list, z, pass, pictures.get(one.as) ?? null);
      made.set(one.as, trace);
      pictures.set(one.as, outputOf(trace));
    }
    const augments = phase.makes.flatMap((one) => (one.do === 'augment' ? [one] : []));
    augmentAll(list, slice, augments, pictures, this.augmentContext);
    const judged = passes.map((pass): Judged => {
      const { names, follow, number } = pass;
      const groups = names.length;
      const all: Pass = { images, groups, mode: 'training', follow, number, firstImage };
      const trace = discriminator.forward(list, pictures.get(names[0]!)!, all, null);
      return { ...pass, trace, ...loss(list, this, pass, slice, outputOf(trace)) };
    });
    const wanted = (net: NetName): Wanted['parts'] => ({
      ...gradients.get(net)!,
      accumulate: slice.first > 0,
    });
    const backs = judged.flatMap(({ trace, names, generatorLoss, generatorGradient }) => {
      if (!generatorLoss) return [];
      const name = generatorLoss.pictures;
      const own = names.length === 1 ? trace : groupOf(trace, names.indexOf(name), discriminator);
      const want = { parts: null, input: true };
      return [[name, backward(list, discriminator, own, generatorGradient!, want)!] as const];
    });
    for (const { trace, gradient } of judged) {
      if (!gradient) continue;
      const want = { parts: wanted('discriminator'), input: false };
      backward(list, discriminator, trace, gradient, want);
    }
    for (const { trace, names, penalties } of judged) {
      const add = (of: Trace, one: Penalty): void =>
        penalise(list, discriminator, of, one, slice.total, this.state, wanted('discriminator')!);
      if (isOneForAll(penalties, names)) add(trace, penalties[0]!);
      else
        for (const one of penalties)
          add(groupOf(trace, names.indexOf(one.pictures), discriminator), one);
    }
    for (const [name, back] of backs) {
      const want = { parts: wanted('generator'), input: false };
      const one = augments.find(({ as }) => as === name);
      const gradient = one ? this.augmentBack(list, slice, one, back) : back;
      backward(list, generator, made.get(one?.pictures ?? name)!, gradient, want);
    }
  }

  private adapt(list: DispatchList, count: number): void {
    const { batchSize, gan } = this.options;
    const ring = { batchSize, slots: RING_SLOTS, ring: whole(this.ring) };
    adapt(list, count, ring, gan.step, this.state);
  }

  private augmentBack(
    list: DispatchList,
    { images, first: firstImage }: Slice,
    one: Augment,
    x: Tensor,
  ): Tensor {
    const y = whole(storage('augmentation gradient', images * this.discriminator.inputVectors));
    augment(list, one, 'back', { images, firstImage, groups: 1, x, y }, this.augmentContext);
    return y;
  }

  private get augmentContext(): AugmentContext {
    const { seed, gan } = this.options;
    const { traits } = this.discriminator;
    return { seed, state: this.state, input: gan.discriminator.input, traits };
  }

  /** Pictures that are judged in one pass lie side by side; those that were gathered need a place at
   *  any rate, those that are generated have their own. */
  private places(phase: Phase, passes: readonly JudgePass[], images: number): Tensors {
    const vectors = images * this.discriminator.inputVectors;
    const gathered = phase.makes.flatMap((one) => (one.do === 'gather' ? [one.as] : []));
    const places: Tensors = new Map();
    const side = passes.map(({ names }) => names);
    // So do those that they were made from by augmentation.
    const sources = new Map(
      phase.makes.flatMap((one) => (one.do === 'augment' ? [[one.as, one.pictures]] : [])),
    );
    const before = side.map((names) => names.flatMap((name) => sources.get(name) ?? []));
    for (const names of [...side, ...before, ...gathered.map((name) => [name])]) {
      if (places.has(names[0]!) || (names.length === 1 && !gathered.includes(names[0]!))) continue;
      const y = whole(storage('pictures', names.length * vectors));
      for (const [index, name] of names.entries()) places.set(name, part(y, index * vectors));
    }
    return places;
  }

  private update(
    list: DispatchList,
    side: NetName,
    parts: GradientPlan,
    steps: number,
    average?: AverageOf,
  ): void {
    const plan = this[side];
    const { adam: spec } = this.options.gan.step;
    const averaged =
      average && this.averaged
        ? { weights: this.averaged.net.storages.weights, halfLife: halfLifeInSteps(average) }
        : null;
    adam(list, plan, side, spec, parts.plan, parts.storage, this.shared, averaged);
    prepare(list, plan, side, this.shared, { counter: COUNTERS[counterOf(spec, side)], steps });
  }
}

/** Whether all pictures of a pass have the same penalty, so that it is taken of them side by side. */
const isOneForAll = (penalties: readonly Penalty[], names: readonly string[]): boolean =>
  penalties.length === names.length &&
  penalties.every(({ weight }) => weight === penalties[0]!.weight);
