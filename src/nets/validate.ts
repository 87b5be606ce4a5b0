import { StudioError } from '../contract/errors';
import {
  HYPERPARAMETERS,
  PRESET_IDS,
  type SettingKey,
  type Settings,
} from '../contract/hyperparameters';
import type { GanSpec } from '../contract/net-spec';
import type { MemoryEstimate, MemoryOn } from '../contract/memory';
import type { EngineId } from '../contract/records';
import { checkSettings, type SettingIssue } from '../contract/settings';
import { leastBatch } from './least-batch';
import { estimateMemory } from './memory';
import { PRESETS } from './presets';
import type { Preset } from './preset';
import { countOf } from '../contract/count';

export interface ValidationContext {
  /** Pictures that would be trained on; null where no set is chosen. */
  readonly pictures: number | null;
  /** What would train, since engines differ in what they hold; absent or null while unknown. */
  readonly engine?: EngineId | null;
  /** Largest buffer of the adapter in bytes; null where unknown. */
  readonly maxBufferBytes: number | null;
  /** All that the engine can hold at once, in bytes; absent or null where unknown. */
  readonly maxTotalBytes?: number | null;
  /** Whether the card is emulated; absent where unknown. */
  readonly software?: boolean;
  /** How engines' needs are told; absent: all as TensorFlow.js'. */
  readonly memoryOn?: MemoryOn;
}

/**
 * Everything that keeps these settings from being trained, each at its field: the table's limits,
 * the preset's sizes, channels and widths, the size of the set, the engine's limits of memory.
 */
export function validateSettings(settings: Settings, context: ValidationContext): SettingIssue[] {
  const issues = checkSettings(settings);
  if (issues.some((issue) => issue.field === 'preset')) return issues;
  const wrong = new Set(issues.map((issue) => issue.field));
  const preset = PRESETS[settings.preset];
  issues.push(...preset.checks(settings).filter((issue) => !wrong.has(issue.field)));
  if (!wrong.has('batchSize')) issues.push(...checkBatch(settings.batchSize, context.pictures));
  // Nets can only be measured once they can be built.
  if (issues.every((issue) => issue.field === 'batchSize') && !wrong.has('batchSize')) {
    if (issues.length === 0) issues.push(...checkBatchNorm(preset, settings, context.pictures));
    issues.push(...checkMemory(preset, settings, context, issues.length > 0));
  }
  return issues;
}

/**
 * The settings after their preset was chosen: the recipe's values at the size at hand where the
 * recipe allows it, else at its own. Seed and engine stay; so do channels that it allows, and a
 * cadence or number of samples that no recipe has, since that was the person's own choice.
 */
export function applyPreset(settings: Settings): Settings {
  const preset = PRESETS[settings.preset];
  const imageSize = preset.sizes.includes(settings.imageSize)
    ? settings.imageSize
    : preset.defaultSize;
  const channels = preset.channels.includes(settings.channels)
    ? settings.channels
    : preset.channels[0]!;
  return {
    ...settings,
    ...preset.defaults(imageSize),
    imageSize,
    channels,
    ...ownChoices(settings),
  };
}

/**
 * The settings at another image size: values that were the preset's for the old size become those
 * for the new one (keragan's width and batch, for instance), changed ones stay.
 */
export function applyImageSize(settings: Settings, imageSize: number): Settings {
  const preset = PRESETS[settings.preset];
  const next: Settings = { ...settings, imageSize };
  if (!preset.sizes.includes(imageSize)) return next;
  const before: Partial<Settings> = preset.sizes.includes(settings.imageSize)
    ? preset.defaults(settings.imageSize)
    : {};
  const untouched = Object.entries(preset.defaults(imageSize)).filter(
    ([key]) => before[key as SettingKey] === settings[key as SettingKey],
  );
  return { ...next, ...Object.fromEntries(untouched) };
}

const CADENCE_KEYS = ['sampleEvery', 'sampleCount', 'saveEvery'] as const;

function ownChoices(settings: Settings): Partial<Settings> {
  const own = CADENCE_KEYS.filter(
    (key) =>
      !PRESET_IDS.some((id) => {
        const preset = PRESETS[id];
        return preset.defaults(preset.defaultSize)[key] === settings[key];
      }),
  );
  return Object.fromEntries(own.map((key) => [key, settings[key]]));
}

function checkBatch(batchSize: number, pictures: number | null): SettingIssue[] {
  if (pictures === null || batchSize <= pictures) return [];
  const label = HYPERPARAMETERS.batchSize.label;
  const have = countOf(pictures, 'picture');
  const advice =
    pictures === 0
      ? 'Tick pictures on first.'
      : `Lower it to ${pictures} or less, or add pictures.`;
  return [
    { field: 'batchSize', message: `${label} is ${batchSize}; the set has ${have}. ${advice}` },
  ];
}

/** A batch of one picture, where the nets need more [SET7]. */
function checkBatchNorm(
  preset: Preset,
  settings: Settings,
  pictures: number | null,
): SettingIssue[] {
  const { batchSize } = settings;
  if (batchSize > 1 || leastBatch(preset.build(settings)) === 1) return [];
  const advice = pictures === 1 ? 'Add pictures, or choose another preset.' : 'Choose 2 or more.';
  const message =
    `${HYPERPARAMETERS.batchSize.label} is 1; ${preset.name} needs 2 at least, since its batch ` +
    `normalisation compares the pictures of a batch. ${advice}`;
  return [{ field: 'batchSize', message }];
}

const plainMemory: MemoryOn = (_, gan, batchSize) => estimateMemory(gan, batchSize);

/** The two limits of an engine: one piece, and all together. */
const LIMITS = [
  {
    of: (memory: MemoryEstimate) => memory.largestBuffer,
    in: (context: ValidationContext) => context.maxBufferBytes,
    found: (needed: string, limit: string) =>
      `The largest tensor of a step takes ${needed}; this engine holds ${limit} in one piece.`,
  },
  {
    of: (memory: MemoryEstimate) => memory.total,
    in: (context: ValidationContext) => context.maxTotalBytes ?? null,
    found: (needed: string, limit: string) =>
      `A step takes about ${needed}; this engine holds ${limit} in all.`,
  },
] as const;

function checkMemory(
  preset: Preset,
  settings: Settings,
  context: ValidationContext,
  batchAlreadyWrong: boolean,
): SettingIssue[] {
  const { engine = null, maxBufferBytes, software = false, memoryOn = plainMemory } = context;
  const needed = (batch: number): MemoryEstimate =>
    memoryOn(engine, gan, batch, maxBufferBytes, software);
  let gan: GanSpec;
  let memory: MemoryEstimate;
  try {
    gan = preset.build(settings);
    memory = needed(settings.batchSize);
  } catch (thrown) {
    return [{ field: 'preset', message: StudioError.from(thrown).message }];
  }
  const fits = (batch: number): boolean => exceeded(needed(batch), context) === null;
  const limit = exceeded(memory, context);
  if (limit === null) return [];
  const found = limit.found(formatBytes(limit.of(memory)), formatBytes(limit.in(context)!));
  const fitting = largestBatch(settings.batchSize, fits);
  if (fitting === 0) {
    const message = `${found} Lower the network width, or choose a smaller image size.`;
    return [{ field: 'width', message }];
  }
  if (batchAlreadyWrong) return [];
  const message = `${found} Lower the batch size to ${fitting} or less, or choose a smaller image size.`;
  return [{ field: 'batchSize', message }];
}

/** The first limit that a step goes beyond, or null. */
function exceeded(memory: MemoryEstimate, context: ValidationContext) {
  return (
    LIMITS.find((limit) => {
      const most = limit.in(context);
      return most !== null && limit.of(memory) > most;
    }) ?? null
  );
}

/** The largest batch below `batch` that fits; 0 where none does. */
function largestBatch(batch: number, fitsAt: (batch: number) => boolean): number {
  let fits = 0;
  let tooMany = batch;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (fitsAt(middle)) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

/** '412 MB', '1.5 GB'; 1 MB is 1024 kB here, as adapters count their limits. */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  if (megabytes >= 1024) return `${trim(megabytes / 1024)} GB`;
  if (megabytes >= 1) return `${trim(megabytes)} MB`;
  return `${Math.ceil(bytes / 1024)} kB`;
}

const trim = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
