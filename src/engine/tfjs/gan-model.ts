import * as tf from '@tensorflow/tfjs-core';
import type { GanSpec } from '../../contract/net-spec';
import { Stream, normal, uniform } from '../../contract/random';
import type { WeightTensor } from '../../contract/records';
import { initialWeights } from '../../nets/initial';
import type {
  Batch,
  Holding,
  ModelPlan,
  ModelState,
  NetState,
  SampledPictures,
  StepMetrics,
  TrainingModel,
} from '../model';
import type { TrainingSet } from '../training-set';
import { Adam } from './adam';
import { Constants } from './constants';
import { WEIGHT_LOOK_EVERY, sumsOfSquares, weightHealth } from './health';
import { lossMetrics, lossShare } from '../step-metrics';
import { logitGradient } from './losses';
import { Net, output, type Trace } from './net';
import type { Pass } from './layers/layer';
import { paint } from './paint';
import { PicturesOnDevice, type Room } from './pictures-on-device';

type Plan = Pick<ModelPlan, 'gan' | 'seed' | 'generatorLearningRate' | 'discriminatorLearningRate'>;

export interface GanModelOptions extends Plan {
  /** What the engine can hold; without it, the model holds no pictures. */
  readonly room?: Room;
  /** Told each update's gradients, joined as the weights are, before it is made. For tests. */
  readonly watch?: (
    net: 'generator' | 'discriminator',
    gradients: readonly tf.Tensor[],
    weights: Net['parameters'],
  ) => void;
}

/** What tfjs-backend-webgpu and tfjs-backend-webgl add to the memory report. */
interface GpuMemory {
  readonly numBytesAllocatedInGPU?: number;
  readonly numBytesInGPUAllocated?: number;
}

/** Passes of the discriminator in one step; part of the dropout stream's number. */
const PASS = { real: 0, fake: 1, generator: 2 } as const;

/** A GAN on the selected TensorFlow.js backend; all its tensors live there until `dispose`. */
export class GanModel implements TrainingModel {
  readonly generator: Net;
  readonly discriminator: Net;
  private readonly constants = new Constants();
  private readonly adamG: Adam;
  private readonly adamD: Adam;
  private pictures: PicturesOnDevice | null = null;
  private rateG: number;
  private rateD: number;

  constructor(private readonly options: GanModelOptions) {
    const { gan, seed } = options;
    const net = (spec: GanSpec['generator'], stream: number): Net =>
      new Net(spec, initialWeights(spec, seed, stream), this.constants);
    this.generator = net(gan.generator, Stream.GeneratorWeights);
    this.discriminator = net(gan.discriminator, Stream.DiscriminatorWeights);
    const adam = (of: Net): Adam =>
      new Adam(gan.step.adam, of.parameters.trainable, this.constants);
    this.adamG = adam(this.generator);
    this.adamD = adam(this.discriminator);
    this.rateG = options.generatorLearningRate;
    this.rateD = options.discriminatorLearningRate;
  }

  setLearningRates(generator: number, discriminator: number): void {
    this.rateG = generator;
    this.rateD = discriminator;
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
    return await Promise.all(batches.map((batch, index) => this.trainStep(batch, first + index)));
  }

  private trainStep(batch: Batch, step: number): Promise<StepMetrics> {
    const { gan } = this.options;
    const { count } = batch;
    const measured = tf.tidy(() => {
      const real = this.real(batch);
      const parts =
        gan.step.updates === 'sequential'
          ? this.sequential(real, count, step)
          : this.simultaneous(real, count, step);
      const logits = parts.map((part) => tf.reshape(part, [count]));
      const looks = step % WEIGHT_LOOK_EVERY === WEIGHT_LOOK_EVERY - 1;
      return tf.keep(tf.concat(looks ? [...logits, ...this.weightSums()] : logits));
    });
    return this.readMetrics(measured, count);
  }

  sample(
    latents: Float32Array,
    count: number,
    between: (done: number) => Promise<void>,
  ): Promise<SampledPictures> {
    return paint(this.generator, this.discriminator, latents, count, between);
  }

  generatorWeights(): Promise<WeightTensor[]> {
    return this.generator.parameters.read();
  }

  async exportState(between?: () => Promise<void>): Promise<ModelState> {
    // All that is read is held before the first wait: later steps replace it.
    const hold = (net: Net, adam: Adam): (() => Promise<NetState>) => {
      const weights = net.parameters.hold();
      const moments = adam.hold();
      return async () => ({ weights: await weights(between), adam: await moments(between) });
    };
    const generator = hold(this.generator, this.adamG);
    const discriminator = hold(this.discriminator, this.adamD);
    return { generator: await generator(), discriminator: await discriminator() };
  }

  /** @throws StudioError('model-missing') where the state is of another net. */
  importState(state: ModelState): void {
    this.generator.parameters.write(state.generator.weights);
    this.discriminator.parameters.write(state.discriminator.weights);
    this.adamG.restore(state.generator.adam);
    this.adamD.restore(state.discriminator.adam);
  }

  /** Bytes as the card holds them, pooled ones included, where the backend tells; else of tensors. */
  usage(): { tensors: number; bytes: number } {
    const memory: tf.MemoryInfo & GpuMemory = tf.memory();
    const onGpu = memory.numBytesAllocatedInGPU ?? memory.numBytesInGPUAllocated;
    const pictures = this.pictures?.uncountedBytes ?? 0;
    return { tensors: memory.numTensors, bytes: (onGpu ?? memory.numBytes) + pictures };
  }

  dispose(): void {
    this.pictures?.dispose();
    this.generator.dispose();
    this.discriminator.dispose();
    this.adamG.dispose();
    this.adamD.dispose();
    this.constants.dispose();
  }

  /** D learns on a real and a fake batch, then G from the new D. Gives the three logits. */
  private sequential(real: tf.Tensor, count: number, step: number): tf.Tensor[] {
    const { step: recipe } = this.options.gan;
    const { generator, discriminator } = this;
    const share = lossShare(recipe);

    const onReal = this.judge(real, step, PASS.real);
    const realGradients = this.backInDiscriminator(onReal, recipe.realLabel, share);

    const z = this.latents(Stream.DiscriminatorLatent, count, step);
    const mode = recipe.fakesForDiscriminator;
    const fakes = generator.run(z, this.pass(step, PASS.fake, mode), mode === 'training');
    const onFake = this.judge(fakes, step, PASS.fake);
    const fakeGradients = this.backInDiscriminator(onFake, 0, share);
    fakes.dispose();
    this.updateDiscriminator(realGradients, fakeGradients);

    const again =
      recipe.generatorLatent === 'same' ? z : this.latents(Stream.GeneratorLatent, count, step);
    const made = generator.forward(again, this.pass(step, PASS.generator));
    generator.follow(made);
    const pass = this.pass(step, PASS.generator);
    const seen = discriminator.forward(output(made), pass);
    if (recipe.statisticsFollowFrozenNet) discriminator.follow(seen);
    const logits = tf.clone(output(seen));
    const fooled = logitGradient(logits, 1, 1, this.constants);
    const back = discriminator.backward(seen, fooled, { weights: false, input: true });
    this.updateGenerator(made, back.input!);
    return [onReal.logits, onFake.logits, logits];
  }

  /** Both gradients come from one forward pass; then both nets update. */
  private simultaneous(real: tf.Tensor, count: number, step: number): tf.Tensor[] {
    const { step: recipe } = this.options.gan;
    const { generator, discriminator } = this;
    const share = lossShare(recipe);

    const z = this.latents(Stream.DiscriminatorLatent, count, step);
    const made = generator.forward(z, this.pass(step, PASS.generator));
    generator.follow(made);
    const onReal = this.judge(real, step, PASS.real);
    const realGradients = this.backInDiscriminator(onReal, recipe.realLabel, share);
    const onFake = this.judge(output(made), step, PASS.fake);
    const fooled = logitGradient(onFake.logits, 1, 1, this.constants);
    const back = discriminator.backward(onFake.trace, fooled, {
      weights: false,
      input: true,
      keepTrace: true,
    });
    const fakeGradients = this.backInDiscriminator(onFake, 0, share);
    this.updateDiscriminator(realGradients, fakeGradients);
    this.updateGenerator(made, back.input!);
    return [onReal.logits, onFake.logits, tf.clone(onFake.logits)];
  }

  /** One training pass of D, whose running statistics follow. */
  private judge(
    pictures: tf.Tensor,
    step: number,
    pass: number,
  ): { trace: Trace; logits: tf.Tensor } {
    const trace = this.discriminator.forward(pictures, this.pass(step, pass));
    this.discriminator.follow(trace);
    return { trace, logits: tf.clone(output(trace)) };
  }

  private backInDiscriminator(
    { trace, logits }: { trace: Trace; logits: tf.Tensor },
    target: number,
    share: number,
  ): tf.Tensor[] {
    const gradient = logitGradient(logits, target, share, this.constants);
    const back = this.discriminator.backward(trace, gradient, { weights: true, input: false });
    return back.weights!;
  }

  private updateDiscriminator(real: readonly tf.Tensor[], fake: readonly tf.Tensor[]): void {
    const sum = real.map((gradient, index) => tf.add(gradient, fake[index]!));
    tf.dispose([...real, ...fake]);
    this.options.watch?.('discriminator', sum, this.discriminator.parameters);
    this.adamD.update(sum, this.rateD);
    tf.dispose(sum);
  }

  private updateGenerator(made: Trace, gradient: tf.Tensor): void {
    const { weights } = this.generator.backward(made, gradient, { weights: true, input: false });
    this.options.watch?.('generator', weights!, this.generator.parameters);
    this.adamG.update(weights!, this.rateG);
    tf.dispose(weights!);
  }

  private latents(stream: number, count: number, step: number): tf.Tensor {
    const size = this.options.gan.generator.input[0]!;
    return tf.tensor2d(normal(this.options.seed, stream, step, count * size), [count, size]);
  }

  private pass(step: number, pass: number, mode: Pass['mode'] = 'training'): Pass {
    const { seed } = this.options;
    return {
      mode,
      dropout: (layer, size) => uniform(seed, Stream.Dropout + 256 * pass + layer, step, size),
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

  private async readMetrics(measured: tf.Tensor, count: number): Promise<StepMetrics> {
    try {
      const values = await measured.data<'float32'>();
      const part = (index: number): Float32Array =>
        values.subarray(index * count, (index + 1) * count);
      const metrics = lossMetrics(part(0), part(1), part(2), this.options.gan.step);
      return { ...metrics, weights: weightHealth(values.subarray(3 * count)) };
    } finally {
      measured.dispose();
    }
  }
}
