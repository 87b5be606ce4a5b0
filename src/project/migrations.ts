import { runWithDevice } from '../records/restore-device';
import { runToldByCodes, setToldByCodes } from '../records/restore-message';
import { namedCheckpoint, namedCounters, namedGenerator } from '../records/unnamed-tensors';
import { StudioError } from '../contract/errors';

/** The JSON documents that a project file holds. */
export type DocumentKind =
  | 'manifest'
  | 'samples'
  /** Since version 7. */
  | 'measures'
  /** Since version 9. */
  | 'keepsakes'
  | 'generator'
  | 'checkpoint'
  | 'set'
  | 'pictures'
  /** What tells a set's pictures where they are not in the file; since version 3. */
  | 'hashes';

/** A step from one version of the format to the next: each document that changed, as the next
 *  version has it. It must not trust what it is given. */
export type Migration = { readonly [kind in DocumentKind]?: (json: unknown) => unknown };

/**
 * Migration i leads from version i + 1 to i + 2. Never change one that was released; a new one needs
 * a file of the version it starts from in testing/fixtures/projects.
 */
export const MIGRATIONS: readonly Migration[] = [
  // The run says how its set becomes batches. Where it does not, it is of before, which
  // records/restore-run.ts knows; an older studio would not, and must refuse the file.
  {},
  // Files without pictures did not tell which these were.
  { manifest: (json) => ({ ...(json as object), hashes: false }) },
  // Sets and grids told the edge of a square; storage/picture-shape.ts reads that as a shape. Runs did
  // not say by which recipe they train; records/restore-run.ts knows.
  {},
  // Tensors were known by their places: of a generator all were weights, a checkpoint had those of
  // both nets with two moments of each.
  {
    generator: (json) => {
      const { weights, ...rest } = fieldsOf(json);
      return { ...rest, tensors: namedGenerator(weights) };
    },
    checkpoint: (json) => {
      const { generator, discriminator, ...rest } = fieldsOf(json);
      const nets = [generator, discriminator].map((net) => {
        const { weights, adam } = fieldsOf(net);
        const { step, first, second } = fieldsOf(adam);
        return { step, groups: [weights, first, second] };
      });
      return {
        ...rest,
        tensors: namedCheckpoint(nets.flatMap(({ groups }) => groups)),
        counters: namedCounters(nets[0]?.step, nets[1]?.step),
      };
    },
  },
  // Failures, and why files were left out, were told by sentences.
  {
    manifest: (json) => ({ ...fieldsOf(json), run: runToldByCodes(fieldsOf(json)['run']) }),
    set: setToldByCodes,
  },
  // Nothing was measured, and no run kept pictures back for it: an older studio would learn from those
  // too, and must refuse the file.
  { manifest: (json) => ({ ...fieldsOf(json), measures: false }) },
  // What a run was trained on was told in words.
  { manifest: (json) => ({ ...fieldsOf(json), run: runWithDevice(fieldsOf(json)['run']) }) },
  // Favourites and named directions stayed behind.
  { manifest: (json) => ({ ...fieldsOf(json), keepsakes: false }) },
];

function fieldsOf(json: unknown): { readonly [name: string]: unknown } {
  return typeof json === 'object' && json !== null ? { ...json } : {};
}

/** The version that is written, and the newest that is read. */
export const VERSION = 1 + MIGRATIONS.length;

/** One document of a file of `version`, as today's version has it. */
export function migrateDocument(
  kind: DocumentKind,
  json: unknown,
  version: number,
  migrations: readonly Migration[] = MIGRATIONS,
): unknown {
  if (!Number.isSafeInteger(version) || version < 1 || version > 1 + migrations.length) {
    throw new StudioError('file-version-unknown', { version });
  }
  return migrations
    .slice(version - 1)
    .reduce((document, step) => step[kind]?.(document) ?? document, json);
}
