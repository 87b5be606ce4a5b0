import { PRESET_IDS, type PresetId, type Settings } from '../../contract/hyperparameters';
import type { StepSpec } from '../../contract/net-spec';
import { uniform } from '../../contract/random';
import type { Batch, ModelPlan, ModelState } from '../../engine/model';
import type { WeightTensor } from '../../contract/records';
import { buildGan } from '../../nets/presets';
import { smallSettings } from '../engine/real-run';
import { RECIPES, everyLayerGan } from '../engine/tiny-gan';

/** Of no random stream that training uses. */
const PICTURES = 98;

/** A preset as small as it goes, in batches of 4, or 2 at 64 px. */
export function presetPlan(preset: PresetId, change: Partial<Settings> = {}): ModelPlan {
  const batchSize = smallSettings(preset).imageSize === 64 ? 2 : 4;
  const settings = smallSettings(preset, { mirror: false, batchSize, ...change });
  return { ...settings, gan: buildGan(settings), orderSteps: 4 };
}

/** The pair of nets that holds every kind of layer, batches of 3. */
export const everyLayerPlan = (step: Partial<StepSpec> = {}): ModelPlan => ({
  gan: everyLayerGan(step),
  seed: 3,
  batchSize: 3,
  orderSteps: 4,
  mirror: false,
  generatorLearningRate: 1e-3,
  discriminatorLearningRate: 1e-3,
});

/** Whether a plan of those below is a preset's. */
export const isPreset = (name: string): boolean => (PRESET_IDS as readonly string[]).includes(name);

/** All presets, and all recipes of the pair. */
export const PLANS: readonly (readonly [name: string, plan: () => ModelPlan])[] = [
  ...PRESET_IDS.map((preset) => [preset, () => presetPlan(preset)] as const),
  ['a rectangle', () => presetPlan('atelier', { shape: '3:2' })] as const,
  [
    'sides of their own',
    () => presetPlan('atelier', { shape: 'custom', pictureWidth: 48, pictureHeight: 16 }),
  ] as const,
  ...Object.entries(RECIPES).map(([name, step]) => [name, () => everyLayerPlan(step)] as const),
];

/** The pictures of a step, made anew each time. */
export function batchOf(plan: ModelPlan, step: number, count = plan.batchSize): Batch {
  const numbers = plan.gan.discriminator.input.reduce((product, edge) => product * edge, count);
  return {
    kind: 'pixels',
    count,
    pixels: uniform(plan.seed, PICTURES, step, numbers, -1, 1).slice(),
  };
}

export const norm = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
};

/** Size of the difference over the size of what was expected; 0 where both are zero. */
export function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  const differences = Float64Array.from(found, (value, i) => value - expected[i]!);
  const ratio = norm(differences) / (norm(expected) || 1);
  // A NaN compares false with everything and must not pass for zero.
  return Number.isNaN(ratio) ? Infinity : ratio;
}

/** All tensors of a state with the name of their group. */
export const tensorsOf = ({ tensors }: ModelState): [group: string, tensor: WeightTensor][] =>
  Object.entries(tensors).flatMap(([group, all]) =>
    all.map((tensor): [string, WeightTensor] => [group, tensor]),
  );
