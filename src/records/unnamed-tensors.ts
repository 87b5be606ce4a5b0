import type { StoredTensor } from './tensors';

/**
 * Tensors as they were told before each had the name of its group: a list of groups that were known
 * by their positions. Never changed: the migrations of the storage and of files go by it.
 */

/** Groups of a checkpoint, in their order. */
const POSITIONS = [
  'generator.weights',
  'generator.adam.first',
  'generator.adam.second',
  'discriminator.weights',
  'discriminator.adam.first',
  'discriminator.adam.second',
] as const;

/** What a migration is given is not yet checked, and what it gives is. */
type Unchecked = { readonly name?: unknown; readonly shape?: unknown };

const entries = (value: unknown): Unchecked[] =>
  Array.isArray(value) ? value.map((item: unknown) => (item ?? {}) as Unchecked) : [];

const named = (group: string, { name, shape }: Unchecked): StoredTensor =>
  ({ group, name, shape }) as StoredTensor;

/** The tensors of a generator, which are all of its weights. */
export const namedGenerator = (weights: unknown): StoredTensor[] =>
  entries(weights).map((tensor) => named('weights', tensor));

/** The tensors of a checkpoint, whose running statistics lay among the weights. */
export const namedCheckpoint = (groups: readonly unknown[]): StoredTensor[] =>
  POSITIONS.flatMap((group, i) =>
    entries(groups[i]).map((tensor) => {
      const moves = /\/moving(Mean|Variance)$/.test(String(tensor.name));
      return named(moves ? group.replace('.weights', '.statistics') : group, tensor);
    }),
  );

/** The counters of a checkpoint. */
export const namedCounters = (generator: unknown, discriminator: unknown) => ({
  'generator.adam.step': generator,
  'discriminator.adam.step': discriminator,
});
