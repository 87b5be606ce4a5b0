import type { PresetId, Settings } from '../contract/hyperparameters';
import type { Batching, GanSpec } from '../contract/net-spec';
import type { SettingIssue } from '../contract/settings';

/** A complete recipe: a function from settings to two nets and the way they are trained. */
export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  /** What it is and when to take it; for people. */
  readonly description: string;
  /** What it reproduces, or what it stands on. */
  readonly source: string;
  /** Picture edges it allows, in pixels, ascending. The first is the smallest. */
  readonly sizes: readonly number[];
  /** Edge it starts from where the size at hand is not among `sizes`. */
  readonly defaultSize: number;
  /** Channels it allows; the first is its default. */
  readonly channels: readonly number[];
  /** How the recipe makes batches of a set. */
  readonly batching: Batching;
  /** The recipe's values for one of `sizes`. Seed and engine are never among them. */
  defaults(imageSize: number): Partial<Settings>;
  /** Both nets and the step. Expects settings that `checks` found nothing wrong with. */
  build(settings: Settings): GanSpec;
  /** What is wrong with the settings for this preset alone. */
  checks(settings: Settings): SettingIssue[];
}

type Limits = Pick<Preset, 'name' | 'sizes' | 'channels'>;

/** Whether size and channels are among those the preset allows, said at their fields. */
export function checkSizeAndChannels(preset: Limits, settings: Settings): SettingIssue[] {
  const { imageSize, channels } = settings;
  const issues: SettingIssue[] = [];
  if (!preset.sizes.includes(imageSize)) {
    const sizes = list(preset.sizes.map((size) => `${size} px`));
    issues.push({
      field: 'imageSize',
      message: `${preset.name} works at ${sizes}; the image size is ${imageSize} px.`,
    });
  }
  if (!preset.channels.includes(channels)) {
    const wanted = list(preset.channels.map(colourName));
    issues.push({
      field: 'channels',
      message: `${preset.name} works in ${wanted}; the pictures are in ${colourName(channels)}.`,
    });
  }
  return issues;
}

/** Whether width is at least `min` and a multiple of `multiple`, said at its field. */
export function checkWidth(
  name: string,
  settings: Settings,
  limits: { readonly min: number; readonly multiple: number },
): SettingIssue[] {
  const { width } = settings;
  if (width >= limits.min && width % limits.multiple === 0) return [];
  const message =
    `${name} at ${settings.imageSize} px needs a multiple of ${limits.multiple}, ` +
    `${limits.min} at least; the network width is ${width}.`;
  return [{ field: 'width', message }];
}

const colourName = (channels: number): string => (channels === 1 ? 'grey' : 'colour');

const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
