import { StudioError } from '../contract/errors';
import type {
  CheckpointRecord,
  GeneratorRecord,
  ModelState,
  NetState,
  WeightTensor,
} from '../contract/records';
import type { Packed } from './blob-blocks';

/** Form of headers and parts as they are written now. */
export const HEAD_VERSION = 1;

/** A generator without its numbers, which lie in parts. */
export interface GeneratorHeader extends Omit<GeneratorRecord, 'weights'> {
  readonly version: number;
  readonly packed: Packed;
}

/** A checkpoint without its numbers, which lie in parts. */
export interface CheckpointHeader extends Omit<CheckpointRecord, 'state'> {
  readonly version: number;
  /** Updates that each Adam made. */
  readonly adamSteps: { readonly generator: number; readonly discriminator: number };
  readonly packed: Packed;
}

/** @throws StudioError `file-newer` where a header is of a newer form than this studio reads. */
export function refuseNewer(header: unknown): void {
  const version = (header as { readonly version?: unknown } | null)?.version;
  if (typeof version !== 'number' || version <= HEAD_VERSION) return;
  throw new StudioError(
    'file-newer',
    'What this run has saved was written by a newer version of the studio.',
    'Reload this page to get the newer version; nothing is lost.',
  );
}

/** The tensors of a state in the order in which a checkpoint keeps them. */
export const groupsOf = ({ generator, discriminator }: ModelState): (readonly WeightTensor[])[] =>
  [generator, discriminator].flatMap(({ weights, adam }) => [weights, adam.first, adam.second]);

/** A state from what `groupsOf` gave. */
export function stateOf(
  groups: readonly (readonly WeightTensor[])[],
  adamSteps: CheckpointHeader['adamSteps'],
): ModelState {
  const net = (at: number, step: number): NetState => ({
    weights: groups[at] ?? [],
    adam: { step, first: groups[at + 1] ?? [], second: groups[at + 2] ?? [] },
  });
  return { generator: net(0, adamSteps.generator), discriminator: net(3, adamSteps.discriminator) };
}
