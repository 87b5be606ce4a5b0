import { StudioError } from '../../contract/errors';
import type { LossId, PresetId, Settings } from '../../contract/hyperparameters';
import type { Batching, GanSpec, StepSpec } from '../../contract/net-spec';
import type { RecipeId } from '../../contract/step-program';
import type { Preset } from '../preset';
import { artgan } from './artgan';
import { atelier } from './atelier';
import { keragan, oneUpdate } from './keragan';
import { tensorflow } from './tensorflow';

/** Every recipe is published with cross-entropy. */
const CROSS_ENTROPY = { loss: 'cross-entropy' } as const;
const published = (preset: Preset): Preset => ({
  ...preset,
  defaults: (imageSize) => ({ ...preset.defaults(imageSize), ...CROSS_ENTROPY }),
});

export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  atelier: published(atelier),
  artgan: published(artgan),
  keragan: published(keragan),
  tensorflow: published(tensorflow),
};

/** With another loss than cross-entropy, what D says is the logit itself. */
function withLoss(gan: GanSpec, loss: LossId): GanSpec {
  if (loss === gan.step.loss) return gan;
  const { layers, ...rest } = gan.discriminator;
  const discriminator = { ...rest, layers: layers.filter(({ kind }) => kind !== 'sigmoid') };
  return { ...gan, discriminator, step: { ...gan.step, loss } };
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
  run?: { readonly batching: Batching; readonly recipe: RecipeId },
): GanSpec {
  const preset = PRESETS[settings.preset];
  const [issue] = preset.checks(settings);
  if (issue) throw new StudioError('setting-wrong', { issue });
  const gan = withLoss(preset.build(settings), settings.loss);
  if (!run) return gan;
  const step = EARLIER[run.recipe]?.(gan.step) ?? gan.step;
  return { ...gan, step: { ...step, batching: run.batching } };
}
