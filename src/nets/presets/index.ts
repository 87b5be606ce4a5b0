import { StudioError } from '../../contract/errors';
import type { LossId, PresetId, Settings } from '../../contract/hyperparameters';
import type { GanSpec, StepSpec } from '../../contract/net-spec';
import type { RunRecord } from '../../contract/records';
import type { RecipeId } from '../../contract/step-program';
import { LOSSES } from '../losses';
import type { Preset } from '../preset';
import { withAugmentation } from '../augmentation';
import { checkChance } from '../augmentation-chance';
import { averaging, paired, penalised } from '../step-programs';
import { artgan } from './artgan';
import { atelier } from './atelier';
import { withoutNorm } from './discriminator-norm';
import { keragan, oneUpdate } from './keragan';
import { tensorflow } from './tensorflow';

/** What a recipe has unless it says otherwise, as Atelier does: the others were published with
 *  cross-entropy, their discriminator as it is, no penalty, no augmentation and no average, and learn
 *  from all pictures. */
export const PUBLISHED = {
  loss: 'cross-entropy',
  discriminatorNorm: 'preset',
  penalty: 0,
  augmentation: 'none',
  averageGenerator: false,
  keepBack: false,
} as const;
const published = (preset: Preset): Preset => ({
  ...preset,
  defaults: (imageSize) => ({ ...PUBLISHED, ...preset.defaults(imageSize) }),
});

export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  atelier: published(atelier),
  artgan: published(artgan),
  keragan: published(keragan),
  tensorflow: published(tensorflow),
};

/** With another loss than cross-entropy, what D says is the logit itself. One of pairs is told once for
 *  both of a pair, and knows no labels. */
function withLoss(gan: GanSpec, loss: LossId): GanSpec {
  if (loss === gan.step.loss) return gan;
  const { layers, ...rest } = gan.discriminator;
  const discriminator = { ...rest, layers: layers.filter(({ kind }) => kind !== 'sigmoid') };
  const step = { ...gan.step, loss };
  if (!LOSSES[loss].pairs) return { ...gan, discriminator, step };
  const program = paired(step.program);
  return {
    ...gan,
    discriminator,
    step: { ...step, program, realLabel: 1, discriminatorLoss: 'mean' },
  };
}

function withAverage(gan: GanSpec, settings: Settings): GanSpec {
  const { averageGenerator, averageHalfLife, batchSize } = settings;
  if (!averageGenerator) return gan;
  const program = averaging(gan.step.program, averageHalfLife, batchSize);
  return { ...gan, step: { ...gan.step, program } };
}

/** Steps of earlier studios, as changes of their preset's of today. */
const EARLIER: Partial<Record<RecipeId, (step: StepSpec) => StepSpec>> = {
  'keragan-one-update': oneUpdate,
};

/**
 * Both nets and the training step of the settings' preset.
 * @param run how the set becomes batches and how steps go, where a run may have begun otherwise than
 *   its preset does today.
 * @throws StudioError `settings-invalid` with the first thing the preset finds wrong.
 */
export function buildGan(
  settings: Settings,
  run?: Pick<RunRecord, 'batching' | 'recipe' | 'adaptsBy'>,
): GanSpec {
  const preset = PRESETS[settings.preset];
  const chance = run?.adaptsBy ? [] : checkChance(settings, run ? 0 : null);
  const [issue] = [...preset.checks(settings), ...chance];
  if (issue) throw new StudioError('setting-wrong', { issue });
  const gan = composeGan(settings, run);
  return run ? { ...gan, step: { ...gan.step, batching: run.batching } } : gan;
}

/** The preset's nets and step, as the other settings change them; the preset is to find nothing wrong. */
export function composeGan(
  settings: Settings,
  { recipe, adaptsBy }: Partial<Pick<RunRecord, 'recipe' | 'adaptsBy'>> = {},
): GanSpec {
  const built = PRESETS[settings.preset].build(settings);
  const earlier = (recipe && EARLIER[recipe]?.(built.step)) ?? built.step;
  const gan = settings.discriminatorNorm === 'none' ? withoutNorm(built) : built;
  const { step, ...nets } = withLoss({ ...gan, step: earlier }, settings.loss);
  const { penalty, penaltyEvery } = settings;
  const whole = penalty > 0 ? penalised(step.program, penalty, penaltyEvery) : step.program;
  const program = withAugmentation(whole, settings, adaptsBy ? 'told' : 'adaptive');
  return withAverage({ ...nets, step: { ...step, program } }, settings);
}
