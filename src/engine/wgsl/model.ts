import { Stream } from '../../contract/random';
import type { GeneratorTensors } from '../../contract/records';
import type { OnPreparing } from '../../contract/preparing';
import { initialWeights } from '../../nets/initial';
import { LOSSES } from '../../nets/losses';
import { variantAt, variantsOf } from '../../nets/step-phases';
import type {
  ModelState,
  StepMetrics,
  TrainingModel,
  Batch,
  TuningCache,
  ModelPlan,
} from '../model';
import { lossMetrics } from '../step-metrics';
import { PortionPainter, type Painter } from '../painter';
import type { TrainingSet } from '../training-set';
import { AveragedGenerator } from './average';
import { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import { Program } from './context/program';
import { Readers } from './context/read';
import { Judge } from './judge';
import { holdState, holdWeights, writeState, writeWeights } from './model-state';
import { ProgramPortions } from './painter';
import { holdPictures, type HeldBuffer } from './pictures';
import type { DispatchList } from './plan/dispatch';
import { FLAG, FLAGS_LENGTH, STATE } from './plan/state';
import type { Source } from './plan/gather';
import { RING_SLOTS } from './plan/loss';
import { GanPlan } from './plan/step-plan';
import { listsOf, slicesFor } from './plan/footprint';
import { SubmitScheduler } from './submit-scheduler';
import { Tuner } from './tune';

export interface WgslModelOptions extends ModelPlan {
  /** Where choices of kernels are remembered; forgotten with the model where there is none. */
  readonly tuning?: TuningCache;
  /** Slices that a batch is computed in; unless told, as few as the GPU's memory allows. */
  readonly slices?: number;
  /** Takes the plain way of each kernel. */
  readonly brief?: boolean;
}

const FORGETFUL: TuningCache = { read: () => null, write: () => undefined };

/** A set may take so many times the GPU's largest buffer; one that is refused is streamed. */
const ROOM = 1;

/** A GAN as a static WebGPU plan: everything is made before the first step, and replayed. */
export class WgslModel implements TrainingModel {
  readonly painter: Painter;
  private readonly programs = new Map<string, Program>();
  private readonly readers: Readers;
  private readonly scheduler: SubmitScheduler;
  private held: HeldBuffer[] | null = null;
  private judging: Promise<Judge> | null = null;
  private judgeBytes = 0;
  /** Numbers of the last step and order that the GPU was told. */
  private next = 0;
  private order = -1;

  private constructor(
    private readonly gpu: GpuContext,
    readonly plan: GanPlan,
    readonly slices: number,
    readonly buffers: Buffers,
    private readonly tuner: Tuner,
    private readonly preparation: Program,
    private readonly portions: ProgramPortions,
    private readonly averaged: AveragedGenerator | null,
  ) {
    const { batchSize } = plan.options;
    this.readers = new Readers(gpu.device, 4 * (RING_SLOTS * 3 * batchSize + FLAGS_LENGTH));
    const { loss } = plan.options.gan.step;
    const begin = averaged && (() => Promise.resolve(averaged.settle()));
    this.painter = new PortionPainter(portions, LOSSES[loss], begin);
    this.scheduler = new SubmitScheduler(gpu.software);
  }

  /**
   * Compiles all kernels, makes all buffers and writes the initial weights.
   * @param notify told what is going on.
   * @throws StudioError('settings-invalid') for a net without a plan; 'engine-failed' where the driver
   *   refuses a kernel; 'device-lost' where memory is short.
   */
  static async create(
    gpu: GpuContext,
    options: WgslModelOptions,
    notify: OnPreparing = () => {},
  ): Promise<WgslModel> {
    const { pipelines } = gpu;
    const buffers = new Buffers(gpu.device);
    try {
      return await WgslModel.build(gpu, buffers, options, notify);
    } catch (error) {
      buffers.destroy();
      throw error;
    } finally {
      // What is compiled later, as for new pictures, is no part of this run's beginning.
      pipelines.onProgress = null;
    }
  }

  private static async build(
    gpu: GpuContext,
    buffers: Buffers,
    options: WgslModelOptions,
    notify: OnPreparing,
  ): Promise<WgslModel> {
    const plan = new GanPlan({ ...options, traits: gpu.traits });
    const { gan, seed, batchSize } = options;
    const { maxStorageBufferBindingSize, maxBufferSize } = gpu.device.limits;
    const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    const slices = options.slices ?? slicesFor(plan, most).slices;
    const { steps, sample, preparation, average } = listsOf(plan, slices);
    const beside = average ? [average.preparation, average.pass] : [];
    for (const list of [...steps, sample.list, preparation, ...beside]) buffers.add(list);
    const tuner = new Tuner(gpu, buffers, options.tuning ?? FORGETFUL);
    if (!options.brief) await tuner.tune(steps[0]!, notify);
    const make = (list: DispatchList): Promise<Program> =>
      Program.make(gpu.device, gpu.pipelines, buffers, list, tuner.choose);
    gpu.pipelines.onProgress = (done, all) =>
      notify({ code: 'compiling-kernels', params: { share: { done, all } } });
    // All at once, so that it is known from the first how many there are.
    const averaging =
      average && AveragedGenerator.make(gpu.device, buffers, plan.averaged!, average, make);
    const [prepared, painting, ...stepping] = await Promise.all(
      [preparation, sample.list, ...steps].map(make),
    );
    const averaged = await averaging;
    const portions = new ProgramPortions(gpu.device, buffers, sample, painting!);
    const model = new WgslModel(gpu, plan, slices, buffers, tuner, prepared!, portions, averaged);
    for (const [variant, program] of stepping.entries())
      model.programs.set(model.keyOf(batchSize, false, variant), program);
    const initial = initialWeights(gan.generator, seed, Stream.GeneratorWeights);
    writeWeights(buffers, plan.generator, initial);
    if (plan.averaged) writeWeights(buffers, plan.averaged.net, initial);
    writeWeights(
      buffers,
      plan.discriminator,
      initialWeights(gan.discriminator, seed, Stream.DiscriminatorWeights),
    );
    model.setLearningRates(options.generatorLearningRate, options.discriminatorLearningRate);
    model.setPenaltyShare(1);
    model.prepareWeights();
    return model;
  }

  setLearningRates(generator: number, discriminator: number): void {
    this.notify(STATE.generatorRate, Float32Array.of(generator, discriminator));
  }

  setPenaltyShare(share: number): void {
    this.notify(STATE.penaltyShare, Float32Array.of(share));
  }

  setAugmentationChance(chance: number): void {
    this.notify(STATE.augmentationChance, Uint32Array.of(chance));
  }

  async judge(pixels: Uint8Array): Promise<Float32Array> {
    const { device, pipelines } = this.gpu;
    const { discriminator, options } = this.plan;
    this.judging ??= Judge.make(device, this.buffers, discriminator, this.portions.most, (list) =>
      Program.make(device, pipelines, this.buffers, list, this.tuner.choose),
    );
    const judge = await this.judging;
    this.judgeBytes = judge.bytes;
    return judge.judge(pixels, options.gan.discriminator.input);
  }

  async holdPictures(set: TrainingSet): Promise<'none' | 'order'> {
    const room = ROOM * this.gpu.device.limits.maxBufferSize;
    this.held = await holdPictures(this.gpu.device, this.buffers, set, room);
    const held = this.held !== null;
    const { batchSize, gan } = this.plan.options;
    const last = gan.step.batching === 'last-smaller' ? set.count % batchSize : 0;
    // Nothing is to be made once steps run.
    const whole = gan.step.batching === 'replacement' || set.count >= batchSize;
    for (const variant of variantsOf(gan.step.program).keys()) {
      if (whole) await this.program(batchSize, held, variant);
      if (last > 0) await this.program(last, held, variant);
    }
    if (!held) return 'none';
    this.buffers.keep(this.plan.order);
    return 'order';
  }

  /** Steps that take about as long as a frame or three; one where each takes long. */
  stepsAtOnce(): number {
    return Math.min(RING_SLOTS / 2, this.scheduler.stepsAtOnce());
  }

  async trainSteps(batches: readonly Batch[], first: number): Promise<readonly StepMetrics[]> {
    const { device } = this.gpu;
    // Made already for all batches of the set: nothing is awaited then, and what is read of the
    // state meanwhile is as it was submitted.
    const programs: Program[] = [];
    for (const [index, { count, kind }] of batches.entries()) {
      const which = [
        count,
        kind === 'ordered',
        variantAt(this.plan.options.gan.step.program, first + index),
      ] as const;
      programs.push(this.programs.get(this.keyOf(...which)) ?? (await this.program(...which)));
    }
    if (first !== this.next) this.notify(STATE.step, Uint32Array.of(first));
    this.next = first + batches.length;
    this.averaged?.changed();
    const flags = this.buffers.of(this.plan.flags.storage);
    let encoder = device.createCommandEncoder();
    encoder.clearBuffer(flags);
    for (const [index, batch] of batches.entries()) {
      if (index > 0 && batch.kind === 'pixels') {
        // What is written now comes before all that is submitted later: the step before goes first.
        device.queue.submit([encoder.finish()]);
        encoder = device.createCommandEncoder();
      }
      this.feed(batch);
      const parts = this.scheduler.partsOf(programs[index]!);
      for (const [from, to] of parts) {
        const pass = encoder.beginComputePass();
        programs[index]!.encode(pass, from, to);
        pass.end();
        if (parts.length === 1) continue;
        device.queue.submit([encoder.finish()]);
        encoder = device.createCommandEncoder();
      }
    }
    const reader = this.readers.take();
    const ring = this.buffers.of(this.plan.ring);
    const ringBytes = this.readers.size - 4 * FLAGS_LENGTH;
    encoder.copyBufferToBuffer(ring, 0, reader, 0, ringBytes);
    encoder.copyBufferToBuffer(flags, 0, reader, ringBytes, 4 * FLAGS_LENGTH);
    device.queue.submit([encoder.finish()]);
    const landed = this.scheduler.start(batches.length);
    return this.readers.read(reader, (bytes) => {
      landed();
      return this.metricsOf(bytes, batches, first, ringBytes);
    });
  }

  async generatorTensors(): Promise<GeneratorTensors> {
    const reading = holdWeights(this.gpu.device, this.buffers, this.plan.generator)();
    const averaged = this.averaged?.read();
    const weights = await reading;
    return averaged ? { weights, averaged: await averaged } : { weights };
  }

  exportState(between?: () => Promise<void>): Promise<ModelState> {
    return holdState(this.gpu.device, this.buffers, this.plan)(between);
  }

  importState(state: ModelState): void {
    writeState(this.buffers, this.plan, state);
    this.averaged?.changed();
    this.prepareWeights();
  }

  usage(): { tensors: number; bytes: number } {
    const programs = [...this.programs.values(), this.preparation];
    const bytes = programs.reduce((sum, program) => sum + program.bytes, 0);
    return {
      tensors: this.buffers.count,
      bytes:
        this.buffers.bytes +
        this.readers.bytes +
        this.portions.bytes +
        this.judgeBytes +
        (this.averaged?.bytes ?? 0) +
        bytes,
    };
  }

  dispose(): void {
    for (const program of [...this.programs.values(), this.preparation]) program.destroy();
    this.averaged?.destroy();
    this.readers.destroy();
    void this.judging?.then((judge) => judge.destroy());
    this.painter.close();
    this.buffers.destroy();
  }

  /** Calls of the program for whole batches, for benches. */
  calls(held: boolean, variant = 0): Program['calls'] {
    return this.programs.get(this.keyOf(this.plan.options.batchSize, held, variant))?.calls ?? [];
  }

  private keyOf(count: number, held: boolean, variant: number): string {
    return `${held ? 'held' : 'uploaded'} ${count} ${variant}`;
  }

  private async program(count: number, held: boolean, variant: number): Promise<Program> {
    const key = this.keyOf(count, held, variant);
    const known = this.programs.get(key);
    if (known) return known;
    const source: Source =
      held && this.held ? { kind: 'held', buffers: this.held } : { kind: 'uploaded' };
    // No more pictures to a slice than in a whole batch.
    const images = Math.ceil(this.plan.options.batchSize / this.slices);
    const program = variantsOf(this.plan.options.gan.step.program)[variant]!;
    const list = this.plan.step(count, source, Math.ceil(count / images), program);
    this.buffers.add(list);
    const { device, pipelines } = this.gpu;
    const made = await Program.make(device, pipelines, this.buffers, list, this.tuner.choose);
    this.programs.set(key, made);
    return made;
  }

  /** What a batch needs to be on the GPU: nothing but an order now and then, where pictures are held. */
  private feed(batch: Batch): void {
    switch (batch.kind) {
      case 'pixels':
        return this.buffers.write({ storage: this.plan.uploaded, data: batch.pixels });
      case 'ordered':
        if (batch.number === this.order) return;
        this.order = batch.number;
        return this.buffers.write({ storage: this.plan.order, data: batch.order() });
      case 'places':
        throw new Error('This model is told orders, not places.');
      default:
        return batch satisfies never;
    }
  }

  private metricsOf(
    bytes: ArrayBuffer,
    batches: readonly Batch[],
    first: number,
    ringBytes: number,
  ): StepMetrics[] {
    const { batchSize, gan } = this.plan.options;
    const ring = new Float32Array(bytes, 0, ringBytes / 4);
    const flags = new Uint32Array(bytes, ringBytes, FLAGS_LENGTH);
    const bad = flags[FLAG.bad] !== 0;
    const zero = flags[FLAG.generator] === 0 || flags[FLAG.discriminator] === 0;
    return batches.map(({ count }, index) => {
      const at = ((first + index) % RING_SLOTS) * 3 * batchSize;
      const part = (which: number): Float32Array =>
        ring.subarray(at + which * batchSize, at + which * batchSize + count);
      const last = index === batches.length - 1;
      const weights = !last ? 'unseen' : bad ? 'bad' : zero ? 'zero' : 'sound';
      return { ...lossMetrics([part(0), part(1), part(2)], gan.step), weights };
    });
  }

  private notify(place: number, data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): void {
    this.buffers.write({ storage: this.plan.state.storage, data }, 4 * place);
  }

  private prepareWeights(): void {
    const encoder = this.gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.preparation.encode(pass);
    pass.end();
    this.gpu.device.queue.submit([encoder.finish()]);
  }
}
