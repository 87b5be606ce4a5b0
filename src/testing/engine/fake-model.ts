import type { ModelState, SampledPictures, StepMetrics, TrainingModel } from '../../engine/model';
import type { WeightTensor } from '../../contract/records';

/** A model without arithmetic: what it was asked is written down, what it answers is set. */
export class FakeModel implements TrainingModel {
  readonly steps: number[] = [];
  readonly batches: Float32Array[] = [];
  readonly rates: { atStep: number; generator: number; discriminator: number }[] = [];
  samples = 0;
  disposed = false;
  answer: (step: number) => Promise<StepMetrics> = (step) =>
    Promise.resolve({
      discriminatorLoss: 1 / (step + 1),
      generatorLoss: step,
      realScore: 0.75,
      fakeScore: 0.25,
    });

  /** @param size edge of its grey pictures. */
  constructor(private readonly size = 4) {}

  trainStep(batch: Float32Array, _count: number, step: number): Promise<StepMetrics> {
    this.steps.push(step);
    this.batches.push(batch);
    return this.answer(step);
  }
  setLearningRates(generator: number, discriminator: number): void {
    this.rates.push({ atStep: this.steps.length, generator, discriminator });
  }
  sample(_: Float32Array, count: number): Promise<SampledPictures> {
    this.samples += 1;
    return Promise.resolve({
      pixels: new Uint8Array(count * this.size * this.size),
      verdicts: new Float32Array(count).fill(0.5),
    });
  }
  generatorWeights(): Promise<WeightTensor[]> {
    const values = Float32Array.of(this.steps.length);
    return Promise.resolve([{ name: '0/kernel', shape: [1, 1], values }]);
  }
  exportState(): Promise<ModelState> {
    return Promise.reject(new Error('not needed'));
  }
  usage(): { tensors: number; bytes: number } {
    return { tensors: 7, bytes: 1234 };
  }
  dispose(): void {
    this.disposed = true;
  }
}
