import { describe, expect, it } from 'vitest';
import { Stream, normal, uniform } from '../../contract/random';
import type { GanSpec, Initializer, LayerSpec } from '../../contract/net-spec';
import type { ModelPlan } from '../../engine/model';
import { initialWeights } from '../../nets/initial';
import { alternating, paired, penalised } from '../../nets/step-programs';
import {
  discriminatorGradients,
  discriminatorObjective,
  movedPictures,
  type Pairs,
} from '../reference-penalty';
import { referenceStep } from '../reference-training';
import type { Watched } from './reference-suite';
import { PLAIN, TINY_STEP } from './tiny-gan';
import { trainStep } from './train-step';

const COUNT = 3;
const SEED = 4;
const EVERY = 2;
/** Weight of one step that has it, and L2 step along the gradient. */
export const PENALTY = { weight: EVERY * 1.5, reach: 2 } as const;

const initializer: Initializer = { kind: 'normal', deviation: 0.3 };
const down = (filters: number): LayerSpec[] => [
  { kind: 'conv', filters, kernel: 4, stride: 2, padding: 'same', bias: true, initializer },
  { kind: 'leakyRelu', slope: 0.2 },
];

/** Pairs and penalties, with a discriminator of 8 px that has neither batch norm nor dropout. */
export function pairedPlan(): ModelPlan {
  const gan: GanSpec = {
    generator: {
      input: [5],
      layers: [
        { kind: 'dense', units: 8 * 8 * 3, bias: true, initializer },
        { kind: 'reshape', height: 8, width: 8, channels: 3 },
        { kind: 'tanh' },
      ],
    },
    discriminator: {
      input: [8, 8, 3],
      layers: [
        ...down(5),
        ...down(6),
        { kind: 'flatten' },
        { kind: 'dense', units: 1, bias: false, initializer },
      ],
    },
    step: {
      ...TINY_STEP,
      loss: 'relativistic',
      discriminatorLoss: 'mean',
      program: penalised(paired(alternating(PLAIN)), PENALTY.weight / EVERY, EVERY),
    },
  };
  const rates = { generatorLearningRate: 1e-3, discriminatorLearningRate: 1e-3 };
  return { gan, seed: SEED, batchSize: COUNT, orderSteps: 4, mirror: false, ...rates };
}

const pixels = (): Float32Array<ArrayBuffer> =>
  uniform(SEED, 98, 0, COUNT * 8 * 8 * 3, -1, 1).slice();

/** What D's first step is of: its weights, real pictures and those that the generator makes. */
export function pairsOf({ gan }: ModelPlan) {
  const named = (net: 'generator' | 'discriminator', stream: number) =>
    new Map(initialWeights(gan[net], SEED, stream).map(({ name, values }) => [name, values]));
  const weights = new Map<string, ArrayLike<number>>(
    named('discriminator', Stream.DiscriminatorWeights),
  );
  const z = normal(SEED, Stream.DiscriminatorLatent, 0, COUNT * 5);
  const generator = named('generator', Stream.GeneratorWeights);
  const nothing = new Float64Array(COUNT * 8 * 8 * 3);
  const fake = referenceStep(gan.generator, generator, COUNT, z, nothing, () => []).output;
  const pairs: Pairs = { spec: gan.discriminator, count: COUNT, real: pixels(), fake };
  return { pairs, weights };
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

/** [TRN19] D's gradient of pairs and penalties against loops in float64, on an engine. */
export function penaltySuite(make: (plan: ModelPlan) => Promise<Watched>): void {
  describe('a penalty along the gradient', () => {
    it('[TRN19] has the gradient of the reference, and the share of its weight that is left', async () => {
      const plan = pairedPlan();
      const { pairs, weights } = pairsOf(plan);
      const moved = movedPictures(pairs, weights, PENALTY.reach);
      const step = async (first: number, share: number) => {
        const { model, gradients } = await make(plan);
        model.setPenaltyShare(share);
        const batch = { kind: 'pixels', count: COUNT, pixels: pixels() } as const;
        const { discriminatorLoss } = await trainStep(model, batch, first);
        const { discriminator } = await gradients(await model.exportState());
        model.dispose();
        return { discriminatorLoss, discriminator };
      };
      for (const share of [1, 0.25]) {
        const terms = { ...PENALTY, weight: share * PENALTY.weight };
        const expected = discriminatorGradients(pairs, weights, moved, terms);
        const alone = discriminatorGradients(pairs, weights, moved, { ...PENALTY, weight: 0 });
        const { discriminator, discriminatorLoss } = await step(0, share);
        for (const { name, values } of discriminator) {
          const wanted = expected.get(name)!;
          const size = norm(wanted);
          expect(norm(wanted.map((g, i) => g - values[i]!)) / size, name).toBeLessThan(2e-5);
          // The penalty is no small part of it.
          expect(norm(wanted.map((g, i) => g - alone.get(name)![i]!)) / size).toBeGreaterThan(0.05);
        }
        // What is told is the loss of the pairs alone.
        const told = discriminatorObjective(pairs, weights, moved, { ...PENALTY, weight: 0 });
        expect(discriminatorLoss).toBeCloseTo(told, 5);
      }
      // The step after it has none: neither share changes it.
      expect(await step(1, 1)).toEqual(await step(1, 0.25));
    });
  });
}
