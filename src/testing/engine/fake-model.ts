import type { GeneratorTensors, ModelState, WeightTensor } from '../../contract/records';
import { LOSSES } from '../../nets/losses';
import { NET_NAMES } from '../../nets/model-state';
import { squarePictures } from '../../contract/picture-shape';
import { PortionPainter, type Painter, type PortionSource } from '../../engine/painter';
import type { Batch, Holding, StepMetrics, TrainingModel } from '../../engine/model';

/** What a fake step answers, `change` apart. */
export const fakeMetrics = (step: number, change: Partial<StepMetrics> = {}): StepMetrics => ({
  discriminatorLoss: 1 / (step + 1),
  generatorLoss: step,
  realScore: 0.75,
  fakeScore: 0.25,
  weights: 'unseen',
  ...change,
});

/** A state of one weight a net, which counts steps from 1. */
export function fakeState(steps: number): ModelState {
  const tensor = (value: number): WeightTensor[] => [
    { name: '0/kernel', shape: [1, 1], values: Float32Array.of(value) },
  ];
  const tensors = NET_NAMES.flatMap((net) => [
    [`${net}.weights`, tensor(1 + steps)] as const,
    [`${net}.adam.first`, tensor(0.5)] as const,
    [`${net}.adam.second`, tensor(0.25)] as const,
  ]);
  const counters = NET_NAMES.map((net) => [`${net}.adam.step`, steps] as const);
  return { tensors: Object.fromEntries(tensors), counters: Object.fromEntries(counters) };
}

/** A model without arithmetic: what it was asked is written down, what it answers is set. */
export class FakeModel implements TrainingModel {
  readonly steps: number[] = [];
  readonly batches: Batch[] = [];
  /** Steps of each submit. */
  readonly submits: number[] = [];
  readonly rates: { atStep: number; generator: number; discriminator: number }[] = [];
  readonly penaltyShares: number[] = [];
  readonly chances: { atStep: number; chance: number }[] = [];
  readonly imported: ModelState[] = [];
  /** Steps after which the state was asked for. */
  readonly exports: number[] = [];
  /** What it agrees to hold of the pictures. */
  holds: Holding = 'none';
  /** Steps it likes to take in one submit. */
  together = 1;
  samples = 0;
  disposed = false;
  answer: (step: number) => Promise<StepMetrics> = (step) => Promise.resolve(fakeMetrics(step));
  answerState: (steps: number) => Promise<ModelState> = (steps) =>
    Promise.resolve(fakeState(steps));

  readonly painter: Painter;

  /** Paints grey pictures of that edge, each made of so many numbers. */
  constructor(size = 4, latentSize = 2) {
    const source: PortionSource = {
      latentSize,
      shape: squarePictures(size, 1),
      most: 16,
      paint: () => {
        this.samples += 1;
        return Promise.resolve();
      },
      destroy: () => undefined,
    };
    // Logits of 0 are scores of 0.5.
    this.painter = new PortionPainter(source, LOSSES['cross-entropy']);
  }

  judge(pixels: Uint8Array): Promise<Float32Array> {
    return Promise.resolve(new Float32Array(pixels.length / 16));
  }
  holdPictures(): Promise<Holding> {
    return Promise.resolve(this.holds);
  }
  trainSteps(batches: readonly Batch[], first: number): Promise<readonly StepMetrics[]> {
    const steps = batches.map((_, index) => first + index);
    this.steps.push(...steps);
    this.batches.push(...batches);
    this.submits.push(batches.length);
    return Promise.all(steps.map((step) => this.answer(step)));
  }
  stepsAtOnce(): number {
    return this.together;
  }
  setPenaltyShare(share: number): void {
    this.penaltyShares.push(share);
  }
  setAugmentationChance(chance: number): void {
    this.chances.push({ atStep: this.steps.length, chance });
  }
  setLearningRates(generator: number, discriminator: number): void {
    this.rates.push({ atStep: this.steps.length, generator, discriminator });
  }
  generatorTensors(): Promise<GeneratorTensors> {
    const values = Float32Array.of(this.steps.length);
    return Promise.resolve({ weights: [{ name: '0/kernel', shape: [1, 1], values }] });
  }
  exportState(): Promise<ModelState> {
    const steps = 1 + (this.steps.at(-1) ?? -1);
    this.exports.push(steps);
    return this.answerState(steps);
  }
  importState(state: ModelState): void {
    this.imported.push(state);
  }
  usage(): { tensors: number; bytes: number } {
    return { tensors: 7, bytes: 1234 };
  }
  dispose(): void {
    this.disposed = true;
  }
}
