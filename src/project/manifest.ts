import { pictureShape, withShape } from '../records/picture-shape';
import { type PictureShape, sameShape } from '../contract/picture-shape';
import { StudioError } from '../contract/errors';
import { count, finite, listOf, nullable, sha256Hex, shape } from '../records/check';
import { name } from './fields';
import { LIMITS } from './limits';
import { migrateDocument, VERSION } from './migrations';

/** Names within a project file; docs/project-file.md describes each. */
export const NAMES = {
  manifest: 'atelier.json',
  metrics: 'metrics.bin',
  measures: 'measures.json',
  closest: 'closest.bin',
  keepsakes: 'keepsakes.json',
  latents: 'keepsakes.bin',
  samples: 'samples/samples.json',
  /** Named so since version 1. */
  scores: 'samples/verdicts.bin',
  sample: (index: number, ending: string) => `samples/${padded(index)}.${ending}`,
  generator: (epoch: number) => `generators/epoch-${padded(epoch)}`,
  checkpoint: 'checkpoint',
  set: 'set/set.json',
  hashes: 'set/hashes.json',
  folderOf: 'set/folders.bin',
  pictures: (block: number) => `set/pictures/${padded(block)}`,
  chunk: (index: number) => `set/chunks/${padded(index)}.bin`,
} as const;

const padded = (n: number): string => String(n).padStart(4, '0');

export const FORMAT = 'atelier-project';

/** What tells one set from another without its pictures. */
export interface SetIdentity {
  readonly createdAt: number;
  readonly shape: PictureShape;
  readonly count: number;
  readonly bytes: number;
}

export interface Manifest {
  /** As in RunRecord, with the ids it had where it was made. */
  readonly run: unknown;
  /** Epochs of the generators in the file, ascending. */
  readonly generators: readonly number[];
  readonly checkpoint: boolean;
  /** Whether the run was measured. */
  readonly measures: boolean;
  /** Whether there are favourites or named directions. */
  readonly keepsakes: boolean;
  /** The set it learnt from; null where that was gone already. */
  readonly set: SetIdentity | null;
  /** Whether the set's pictures are in the file. */
  readonly pictures: boolean;
  /** Whether the file tells by hashes which pictures the run learnt from, without holding them. */
  readonly hashes: boolean;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

const manifest = shape<Omit<Manifest, 'run'>>({
  generators: listOf(count, LIMITS.snapshots),
  checkpoint: (value) => value === true,
  measures: (value) => value === true,
  keepsakes: (value) => value === true,
  set: nullable(
    withShape(shape<SetIdentity>({ createdAt: finite, shape: pictureShape, count, bytes: count })),
  ),
  pictures: (value) => value === true,
  hashes: (value) => value === true,
  files: listOf(shape({ name, bytes: count, sha256: sha256Hex }), LIMITS.entries),
});

/** The version of a manifest that is a project's at all. */
function versionOf(json: unknown): number {
  const found = new Map<string, unknown>(
    typeof json === 'object' && json !== null ? Object.entries(json) : [],
  );
  const version = found.get('version');
  if (found.get('format') !== FORMAT || typeof version !== 'number') {
    throw new StudioError('file-no-project');
  }
  if (Number.isSafeInteger(version) && version > VERSION) {
    throw new StudioError('file-newer', { version, newest: VERSION });
  }
  return version;
}

/**
 * A manifest out of a file, brought up to today's version.
 * @throws StudioError `file-unreadable`, or `file-newer` [FILE2].
 */
export function restoreManifest(json: unknown): { manifest: Manifest; version: number } {
  const version = versionOf(json);
  const today = migrateDocument('manifest', json, version);
  const fields = new Map<string, unknown>(Object.entries(today as object));
  return {
    manifest: { ...manifest(today, 'file-manifest'), run: fields.get('run') },
    version,
  };
}

/** Sets are the same where all of this is: `createdAt` is of the millisecond they were made in. */
export const sameSet = (a: SetIdentity, b: SetIdentity): boolean =>
  a.createdAt === b.createdAt &&
  sameShape(a.shape, b.shape) &&
  a.count === b.count &&
  a.bytes === b.bytes;
