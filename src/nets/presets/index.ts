import { StudioError } from '../../contract/errors';
import type { PresetId, Settings } from '../../contract/hyperparameters';
import type { Batching, GanSpec } from '../../contract/net-spec';
import type { Preset } from '../preset';
import { artgan } from './artgan';
import { atelier } from './atelier';
import { keragan } from './keragan';
import { tensorflow } from './tensorflow';

export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  atelier,
  artgan,
  keragan,
  tensorflow,
};

/**
 * Both nets and the training step of the settings' preset.
 * @param batching how the set becomes batches, where a run began with another way than its preset's
 *   of today.
 * @throws StudioError `settings-invalid` with the first thing the preset finds wrong.
 */
export function buildGan(settings: Settings, batching?: Batching): GanSpec {
  const preset = PRESETS[settings.preset];
  const [issue] = preset.checks(settings);
  if (issue) {
    const what = `${issue.field}: ${issue.code}`;
    throw new StudioError('settings-invalid', what, 'Change it in the settings.');
  }
  const gan = preset.build(settings);
  return batching ? { ...gan, step: { ...gan.step, batching } } : gan;
}
