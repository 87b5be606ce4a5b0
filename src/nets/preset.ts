import type { PresetId, Settings } from '../contract/hyperparameters';
import type { Batching, GanSpec } from '../contract/net-spec';
import { wantedSize, type ShapeChoice } from '../contract/picture-shape';
import type { SettingIssue } from '../contract/setting-issues';

/** A complete recipe: a function from settings to two nets and the way they are trained. */
export interface Preset {
  readonly id: PresetId;
  /** Picture edges it allows, in pixels, ascending. The first is the smallest. */
  readonly sizes: readonly number[];
  /** Edge it starts from where the size at hand is not among `sizes`. */
  readonly defaultSize: number;
  /** Channels it allows; the first is its default. */
  readonly channels: readonly number[];
  /** Shapes that it allows; the first is its default. */
  readonly shapes: readonly ShapeChoice[];
  /** How the recipe makes batches of a set. */
  readonly batching: Batching;
  /** The recipe's values for one of `sizes`. Seed and engine are never among them. */
  defaults(imageSize: number): Partial<Settings>;
  /** Both nets and the step. Expects settings that `checks` found nothing wrong with. */
  build(settings: Settings): GanSpec;
  /** What is wrong with the settings for this preset alone. */
  checks(settings: Settings): SettingIssue[];
}

type Limits = Pick<Preset, 'id' | 'sizes' | 'channels' | 'shapes'>;

/** Whether size, shape and channels are among those the preset allows, said at their fields. */
export function checkPictures(
  { id: preset, sizes, channels: allowed, shapes }: Limits,
  settings: Settings,
): SettingIssue[] {
  const { imageSize, channels, shape } = settings;
  const issues: SettingIssue[] = [];
  // Sides of a person's own take its place.
  if (shape !== 'custom' && !sizes.includes(imageSize)) {
    const params = { preset, sizes, imageSize };
    issues.push({ field: 'imageSize', code: 'preset-size', params });
  }
  if (!allowed.includes(channels)) {
    const params = { preset, allowed, channels };
    issues.push({ field: 'channels', code: 'preset-channels', params });
  }
  if (!shapes.includes(shape)) {
    issues.push({ field: 'shape', code: 'preset-shape', params: { preset, shapes, shape } });
  }
  return issues;
}

/** Whether width is at least `min` and a multiple of `multiple`, said at its field. */
export function checkWidth(
  { id: preset }: Pick<Preset, 'id'>,
  settings: Settings,
  { min, multiple }: { readonly min: number; readonly multiple: number },
): SettingIssue[] {
  const { width } = settings;
  if (width >= min && width % multiple === 0) return [];
  const imageSize = settings.shape === 'custom' ? wantedSize(settings) : settings.imageSize;
  const params = { preset, imageSize, multiple, min, width };
  return [{ field: 'width', code: 'preset-width', params }];
}
