import { StudioError } from '../contract/errors';
import type { Settings } from '../contract/hyperparameters';
import type { GanSpec } from '../contract/net-spec';
import type { MemoryEstimate, MemoryOn } from '../contract/memory';
import type { EngineId } from '../contract/records';
import type { SettingIssue } from '../contract/setting-issues';
import { checkSettings } from '../contract/settings';
import { checkChance } from './augmentation-chance';
import { leastBatch } from './least-batch';
import { estimateMemory } from './memory';
import { PRESETS, composeGan } from './presets';

export interface ValidationContext {
  /** Pictures that would be trained on; null where no set is chosen. */
  readonly pictures: number | null;
  /** Those that would be kept back beside them; absent or null while that is not known. */
  readonly heldOut?: number | null;
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
  if (!wrong.has('loss')) issues.push(...checkChance(settings, context.heldOut ?? null));
  if (!wrong.has('batchSize')) issues.push(...checkBatch(settings.batchSize, context.pictures));
  // Nets can only be measured once they can be built.
  if (issues.every((issue) => issue.field === 'batchSize') && !wrong.has('batchSize')) {
    if (issues.length === 0) issues.push(...checkBatchNorm(settings, context.pictures));
    issues.push(...checkPenalty(settings));
    issues.push(...checkMemory(settings, context, issues.length > 0));
  }
  return issues;
}

function checkBatch(batchSize: number, pictures: number | null): SettingIssue[] {
  if (pictures === null || batchSize <= pictures) return [];
  return [{ field: 'batchSize', code: 'batch-over-set', params: { batchSize, pictures } }];
}

/** A batch of one picture, where the nets need more [SET7]. */
function checkBatchNorm(settings: Settings, pictures: number | null): SettingIssue[] {
  const { batchSize, preset } = settings;
  if (batchSize > 1 || leastBatch(composeGan(settings)) === 1) return [];
  const params = { preset, pictures };
  return [{ field: 'batchSize', code: 'batch-of-one', params }];
}

/** A penalty asks how D changes with each picture alone. */
function checkPenalty(settings: Settings): SettingIssue[] {
  if (!(settings.penalty > 0)) return [];
  const { layers } = composeGan(settings).discriminator;
  if (!layers.some(({ kind }) => kind === 'batchNorm')) return [];
  return [{ field: 'penalty', code: 'penalty-batch-norm', params: {} }];
}

const plainMemory: MemoryOn = (_, gan, batchSize) => estimateMemory(gan, batchSize);

/** The two limits of an engine: one piece, and all together. */
const LIMITS = [
  {
    name: 'piece',
    of: (memory: MemoryEstimate) => memory.largestBuffer,
    in: (context: ValidationContext) => context.maxBufferBytes,
  },
  {
    name: 'all',
    of: (memory: MemoryEstimate) => memory.total,
    in: (context: ValidationContext) => context.maxTotalBytes ?? null,
  },
] as const;

function checkMemory(
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
    gan = composeGan(settings);
    memory = needed(settings.batchSize);
  } catch (thrown) {
    const error = StudioError.from(thrown).toData();
    return [{ field: 'preset', code: 'network', params: { error } }];
  }
  const fits = (batch: number): boolean => exceeded(needed(batch), context) === null;
  const limit = exceeded(memory, context);
  if (limit === null) return [];
  const found = { limit: limit.name, needed: limit.of(memory), most: limit.in(context)! };
  const batch = largestBatch(settings.batchSize, fits);
  if (batch === 0) {
    return [{ field: 'width', code: 'too-large', params: { ...found, batch: null } }];
  }
  if (batchAlreadyWrong) return [];
  return [{ field: 'batchSize', code: 'too-large', params: { ...found, batch } }];
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
