import { DEFAULT_SETTINGS, PRESET_IDS, type Settings } from '../contract/hyperparameters';
import type { GanSpec, LayerSpec, NetSpec } from '../contract/net-spec';
import { paintedShape } from '../nets/shapes';
import { PRESETS, PUBLISHED, buildGan } from '../nets/presets';
import { checkSettings, restoreSettings } from '../contract/settings';
import type { ForeignNet } from './foreign-net';

/** A recipe whose nets those of a file are. */
export interface FoundRecipe {
  readonly settings: Settings;
  readonly gan: GanSpec;
}

/**
 * The recipe whose nets these are, with the settings that make them: those that the file tells, or
 * those of a preset as it was published; null where none makes them.
 */
export function recipeOf(
  generator: ForeignNet,
  discriminator: ForeignNet | null,
): FoundRecipe | null {
  for (const settings of candidates(generator)) {
    const preset = PRESETS[settings.preset];
    if (checkSettings(settings).length > 0 || preset.checks(settings).length > 0) continue;
    const gan = buildGan(settings);
    if (!sameNet(gan.generator, generator.spec)) continue;
    if (discriminator && !sameNet(gan.discriminator, discriminator.spec)) continue;
    return { settings, gan };
  }
  return null;
}

function* candidates({ spec, told }: ForeignNet): Generator<Settings> {
  const { height, width, channels } = paintedShape(spec);
  const latentSize = spec.input[0]!;
  const own = told?.get('settings');
  if (own !== undefined) {
    yield { ...restoreSettings(own).settings, channels, latentSize, averageGenerator: false };
  }
  if (height !== width) return;
  // The width of a preset is that of one of its layers, or half or twice as much.
  const filters = spec.layers.flatMap((layer) => ('filters' in layer ? [layer.filters] : []));
  const widths = new Set(filters.flatMap((count) => [count, count / 2, 2 * count]));
  for (const preset of PRESET_IDS) {
    const published = { ...DEFAULT_SETTINGS, ...PUBLISHED, ...PRESETS[preset].defaults(height) };
    for (const one of widths) {
      for (const articleWidths of preset === 'keragan' ? [false, true] : [false]) {
        const nets = {
          imageSize: height,
          shape: 'square' as const,
          channels,
          latentSize,
          width: one,
        };
        yield { ...published, preset, ...nets, articleWidths };
      }
    }
  }
}

/** Whether two nets compute the same: how their weights began, and how batch norm's variance moves on,
 *  no file tells. */
function sameNet(a: NetSpec, b: NetSpec): boolean {
  if (a.input.join() !== b.input.join() || a.layers.length !== b.layers.length) return false;
  return a.layers.every((layer, i) => sameLayer(layer, b.layers[i]!));
}

const sameLayer = (a: LayerSpec, b: LayerSpec): boolean => {
  const values = new Map(Object.entries(b) as [string, unknown][]);
  return Object.entries(a).every(([key, value]: [string, unknown]) => {
    if (key === 'initializer' || key === 'unbiasedVariance') return true;
    const other = values.get(key);
    if (typeof value !== 'number' || typeof other !== 'number') return value === other;
    return Math.abs(value - other) <= 1e-6 * Math.abs(value);
  });
};
