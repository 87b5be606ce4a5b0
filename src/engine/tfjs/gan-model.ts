import * as tf from '@tensorflow/tfjs-core';
import type { GanSpec } from '../../contract/net-spec';
import { Stream } from '../../contract/random';
import type { NetName } from '../../contract/step-program';
import type { GeneratorTensors, WeightTensor } from '../../contract/records';
import { averageOf } from '../../nets/average';
import { initialWeights } from '../../nets/initial';
import { LOSSES } from '../../nets/losses';
import {
  checkState,
  counterNames,
  counterOf,
  tensorGroups,
  type GroupName,
  type TensorGroup,
} from '../../nets/model-state';
import { variantAt, variantsOf } from '../../nets/step-phases';
import type { Batch, Holding, ModelPlan, ModelState, StepMetrics, TrainingModel } from '../model';
import { PortionPainter, type Painter } from '../painter';
import type { TrainingSet } from '../training-set';
import { followsChance } from '../../nets/augmentation-chance';
import { Chance } from './augment/chance';
import { AveragedGenerator } from './average';
import { Adam, type Counter } from './adam';
import type { Beside, Buckets } from './buckets';
import { Constants } from './constants';
import { WEIGHT_LOOK_EVERY, sumsOfSquares, weightHealth } from './health';
import { TERMS, lossMetrics } from '../step-metrics';
import { Net } from './net';
import { judgeBy } from './judge';
import { NetPortions } from './painter';
import { PicturesOnDevice, type Room } from './pictures-on-device';
import { StepRun, type StepParts } from './step-run';

type Plan = Pick<ModelPlan, 'gan' | 'seed' | 'generatorLearningRate' | 'discriminatorLearningRate'>;

export interface GanModelOptions extends Plan {
  /** What the engine can hold; without it, the model holds no pictures. */
  readonly room?: Room;
  /** As in StepParts. */
  readonly watch?: StepParts['watch'];
}

/** What tfjs-backend-webgpu and tfjs-backend-webgl add to the memory report. */
interface GpuMemory {
  readonly numBytesAllocatedInGPU?: number;
  readonly numBytesInGPUAllocated?: number;
}

/** A GAN on the selected TensorFlow.js backend; all its tensors live there until `dispose`. */
export class GanModel implements TrainingModel {
  readonly generator: Net;
  readonly discriminator: Net;
  readonly painter: Painter;
  private readonly constants = new Constants();
  private readonly averaged: AveragedGenerator | null;
  private readonly adamG: Adam;
  private readonly adamD: Adam;
  /** What holds each group of tensors, and what counts under each name. */
  private readonly groups: readonly { name: GroupName; holder: Buckets | Beside }[];
  private readonly counters: ReadonlyMap<string, Counter>;
  private readonly chance = new Chance();
  /** What has to be over before the next step begins, where that goes by what the last ones measured. */
  private turn: Promise<unknown> = Promise.resolve();
  private pictures: PicturesOnDevice | null = null;
  private rateG: number;
  private rateD: number;
  private penaltyShare = 1;

  constructor(private readonly options: GanModelOptions) {
    const { gan, seed } = options;
    const net = (spec: GanSpec['generator'], stream: number): Net =>
      new Net(spec, initialWeights(spec, seed, stream), this.constants);
    this.generator = net(gan.generator, Stream.GeneratorWeights);
    this.discriminator = net(gan.discriminator, Stream.DiscriminatorWeights);
    const average = averageOf(gan.step.program);
    this.averaged =
      average &&
      new AveragedGenerator(
        gan.generator,
        initialWeights(gan.generator, seed, Stream.GeneratorWeights),
        seed,
        average,
        this.constants,
      );
    this.painter = new PortionPainter(
      new NetPortions(this.averaged?.net ?? this.generator, this.discriminator),
      LOSSES[gan.step.loss],
      this.averaged && ((between) => this.averaged!.settle(between)),
    );
    this.counters = new Map(
      counterNames(gan).map((name) => [name, this.chance.counter(name) ?? { updates: 0 }]),
    );
    const adam = (net: NetName): Adam => {
      const counter = this.counters.get(counterOf(gan.step.adam, net))!;
      return new Adam(gan.step.adam, this[net].parameters.trainable, this.constants, counter);
    };
    this.adamG = adam('generator');
    this.adamD = adam('discriminator');
    this.groups = tensorGroups(gan).map((group) => ({
      name: group.name,
      holder: this.holderOf(group),
    }));
    this.rateG = options.generatorLearningRate;
    this.rateD = options.discriminatorLearningRate;
  }

  setLearningRates(generator: number, discriminator: number): void {
    this.rateG = generator;
    this.rateD = discriminator;
  }

  setPenaltyShare(share: number): void {
    this.penaltyShare = share;
  }

  setAugmentationChance(chance: number): void {
    this.chance.tell(chance);
  }

  judge(pixels: Uint8Array): Promise<Float32Array> {
    return judgeBy(this.discriminator, pixels);
  }

  async holdPictures(set: TrainingSet): Promise<Holding> {
    const { room } = this.options;
    this.pictures = room ? await PicturesOnDevice.hold(set, room) : null;
    return this.pictures ? 'places' : 'none';
  }

  stepsAtOnce(): number {
    return 1;
  }

  async trainSteps(batches: readonly Batch[], first: number): Promise<readonly StepMetrics[]> {
    if (!followsChance(this.options.gan.step)) {
      const parts = this.parts();
      return await Promise.all(
        batches.map((batch, index) => this.trainStep(batch, first + index, parts)),
      );
    }
    const { rates } = this.parts();
    return await this.inTurn(async () => {
      const all: StepMetrics[] = [];
      for (const [index, batch] of batches.entries())
        all.push(await this.trainStep(batch, first + index, { ...this.parts(), rates }));
      return all;
    });
  }

  /** Behind whatever was asked for before. */
  private inTurn<T>(run: () => T | Promise<T>): Promise<T> {
    const result = this.turn.then(run);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private trainStep(batch: Batch, step: number, parts: StepParts): Promise<StepMetrics> {
    const { gan } = this.options;
    const { count } = batch;
    const measured = tf.tidy(() => {
      const run = new StepRun(parts, step, count, () => this.real(batch));
      const { program } = gan.step;
      run.carryOut(variantsOf(program)[variantAt(program, step)]!);
      const logits = TERMS.map((term) => tf.reshape(run.logits.get(term)!, [count]));
      const looks = step % WEIGHT_LOOK_EVERY === WEIGHT_LOOK_EVERY - 1;
      return tf.keep(tf.concat(looks ? [...logits, ...this.weightSums()] : logits));
    });
    return this.readMetrics(measured, step, count);
  }

  async generatorTensors(between?: () => Promise<void>): Promise<GeneratorTensors> {
    const weights = await this.generator.parameters.read();
    if (!this.averaged) return { weights };
    await this.averaged.settle(between);
    return { weights, averaged: await this.averaged.net.parameters.read() };
  }

  async exportState(between?: () => Promise<void>): Promise<ModelState> {
    const hold = () => ({
      counters: Object.fromEntries(
        [...this.counters].map(([name, { updates }]) => [name, updates]),
      ),
      held: this.groups.map(({ name, holder }) => [name, holder.hold()] as const),
    });
    // All that is read is held before the first wait: later steps replace it.
    const follows = followsChance(this.options.gan.step);
    const { counters, held } = follows ? await this.inTurn(hold) : hold();
    const tensors: Record<string, WeightTensor[]> = {};
    for (const [name, read] of held) tensors[name] = await read(between);
    return { tensors, counters };
  }

  /** @throws StudioError('model-missing') where the state is of another net. */
  importState(state: ModelState): void {
    checkState(this.options.gan, state);
    for (const { name, holder } of this.groups) holder.write(state.tensors[name]!);
    for (const [name, counter] of this.counters) counter.updates = state.counters[name]!;
    this.averaged?.changed();
  }

  private holderOf({ net, kind }: TensorGroup): Buckets | Beside {
    const { parameters } = this[net];
    const adam = net === 'generator' ? this.adamG : this.adamD;
    switch (kind) {
      case 'weights':
        return parameters.trainable;
      case 'statistics':
        return parameters.moving;
      case 'adam.first':
        return adam.first;
      case 'adam.second':
        return adam.second;
      case 'average':
        return this.averaged!.weights;
      default:
        return kind satisfies never;
    }
  }

  /** Bytes as the card holds them, pooled ones included, where the backend tells; else of tensors. */
  usage(): { tensors: number; bytes: number } {
    const memory: tf.MemoryInfo & GpuMemory = tf.memory();
    const onGpu = memory.numBytesAllocatedInGPU ?? memory.numBytesInGPUAllocated;
    const pictures = this.pictures?.uncountedBytes ?? 0;
    return { tensors: memory.numTensors, bytes: (onGpu ?? memory.numBytes) + pictures };
  }

  dispose(): void {
    this.painter.close();
    this.pictures?.dispose();
    this.generator.dispose();
    this.discriminator.dispose();
    this.averaged?.dispose();
    this.adamG.dispose();
    this.adamD.dispose();
    this.constants.dispose();
  }

  private parts(): StepParts {
    const { gan, seed, watch } = this.options;
    return {
      gan,
      seed,
      nets: { generator: this.generator, discriminator: this.discriminator },
      adams: { generator: this.adamG, discriminator: this.adamD },
      rates: { generator: this.rateG, discriminator: this.rateD },
      penaltyShare: this.penaltyShare,
      constants: this.constants,
      chance: this.chance.now,
      averaged: this.averaged,
      watch,
    };
  }

  /** The batch as a tensor [count, height, width, channels], values -1..1. */
  private real(batch: Batch): tf.Tensor {
    if (batch.kind === 'pixels') {
      return tf.tensor(batch.pixels, [batch.count, ...this.options.gan.discriminator.input]);
    }
    if (!this.pictures || batch.kind !== 'places') {
      throw new Error(`The model cannot take a batch of ${batch.kind}.`);
    }
    return this.pictures.batch(batch);
  }

  /** One number for each vector of weights and moving statistics of both nets. */
  private weightSums(): tf.Tensor1D[] {
    return [this.generator, this.discriminator]
      .flatMap(({ parameters }) => [...parameters.trainable.values, ...parameters.moving.values])
      .map(sumsOfSquares);
  }

  private async readMetrics(
    measured: tf.Tensor,
    step: number,
    count: number,
  ): Promise<StepMetrics> {
    try {
      const values = await measured.data<'float32'>();
      const part = (index: number): Float32Array =>
        values.subarray(index * count, (index + 1) * count);
      if (followsChance(this.options.gan.step))
        this.chance.follow(step, part(0), this.options.gan.step);
      const metrics = lossMetrics([part(0), part(1), part(2)], this.options.gan.step);
      return { ...metrics, weights: weightHealth(values.subarray(3 * count)) };
    } finally {
      measured.dispose();
    }
  }
}
