import type { Settings } from '../contract/hyperparameters';
import type { MeanLogits } from '../contract/measuring';
import type { StepSpec } from '../contract/net-spec';
import type { RunRecord } from '../contract/records';
import type { SettingIssue } from '../contract/setting-issues';
import { LOSSES } from './losses';
import type { CounterName } from './model-state';

/**
 * The chance that a kind of augmentation happens to a picture, where it follows how far D overfits: the
 * rule of ADA (Karras et al., "Training Generative Adversarial Networks with Limited Data", 2020), by one
 * of its two measures. r_t is the mean sign of what D says of the real pictures that it learns from: above
 * 0.6, D knows them too well. r_v tells where pictures that it never saw lie between those and generated
 * ones: above 0.5, they look more like the generated ones. It is the one to go by where such pictures are
 * kept back: it needs no level of logits, and is not mistaken for a D that is merely good.
 *
 * All numbers are whole, so that every engine comes to the same chance, to the bit; they are counters in
 * the model's state.
 */
export interface ChanceState {
  /** CERTAIN is a chance of 1. */
  readonly chance: number;
  /** Real pictures of the steps since it last moved: those that D took for real, and all. */
  readonly taken: number;
  readonly seen: number;
}

export const CERTAIN = 2 ** 24;
export const CHANCE_AT_FIRST: ChanceState = { chance: 0, taken: 0, seen: 0 };

/** Steps from one move to the next. */
export const CHANCE_STEPS = 4;
/** A move for each picture, in thousandths of a part of CERTAIN: from 0 to 1 in 500,000 pictures. */
export const MOVE = Math.floor((1000 * CERTAIN) / 500_000);
/** A mean sign of 0.6 is 8 of 10 pictures. */
export const AIM = { taken: 8, of: 10 } as const;

/** Their names in the model's state. */
export const CHANCE_COUNTERS = {
  chance: 'augmentation.chance',
  taken: 'augmentation.taken',
  seen: 'augmentation.seen',
} as const satisfies Record<keyof ChanceState, CounterName>;

/** Whether the program augments by that chance. */
export const hasChance = ({ program }: Pick<StepSpec, 'program'>): boolean =>
  program.some((one) => one.do === 'augment' && one.chance !== 'certain');

/** Whether its steps move the chance themselves, by r_t. */
export const followsChance = ({ program }: Pick<StepSpec, 'program'>): boolean =>
  program.some((one) => one.do === 'augment' && one.chance === 'adaptive');

/**
 * After a step.
 * @param step counted from 0.
 * @param logits what D said of the step's real pictures.
 * @param boundary above which it takes one for real, as the loss says.
 */
export function nextChance(
  { chance, taken: before, seen: until }: ChanceState,
  step: number,
  logits: ArrayLike<number>,
  boundary: number,
): ChanceState {
  const taken = before + Array.from(logits).filter((logit) => logit > boundary).length;
  const seen = until + logits.length;
  if (step % CHANCE_STEPS !== CHANCE_STEPS - 1) return { chance, taken, seen };
  const direction = Math.sign(AIM.of * taken - AIM.taken * seen);
  const moved = chance + direction * Math.floor((seen * MOVE) / 1000);
  return { chance: Math.min(CERTAIN, Math.max(0, moved)), taken: 0, seen: 0 };
}

/** Steps between two looks at pictures that were kept back, at least. */
export const LOOK_STEPS = 256;

/**
 * The chance after such a look, by r_v.
 * @param pictures real ones of the steps since the last look.
 * @param logits of D, by its running statistics; where it tells training pictures from generated ones no
 *   better than by chance, it overfits nothing.
 */
export function chanceAfterLook(chance: number, pictures: number, logits: MeanLogits): number {
  const { training, heldOut, generated } = logits;
  const middle = (training + generated) / 2;
  const direction = training > generated ? Math.sign(middle - heldOut) : -1;
  const moved = chance + direction * Math.floor((pictures * MOVE) / 1000);
  return Math.min(CERTAIN, Math.max(0, moved));
}

/** The logit above which D takes a picture for real. */
export const boundaryOf = ({ loss }: Pick<StepSpec, 'loss'>): number => LOSSES[loss].boundary;

/**
 * Whether the chance has nothing to go by: logits that are trained as differences alone have no level.
 * @param heldOut pictures that are kept back; null while that is not known.
 */
export function checkChance(
  { augmentation, loss, keepBack }: Settings,
  heldOut: number | null,
): SettingIssue[] {
  if (augmentation !== 'adaptive' || !LOSSES[loss].pairs) return [];
  if (keepBack && heldOut !== 0) return [];
  return [{ field: 'augmentation', code: 'adaptive-without-level', params: { loss } }];
}

/** What a run that begins goes by. */
export const adaptsBy = (
  { augmentation }: Pick<Settings, 'augmentation'>,
  heldOut: number,
): Pick<RunRecord, 'adaptsBy'> =>
  augmentation === 'adaptive' && heldOut > 0 ? { adaptsBy: 'held-out' } : {};
