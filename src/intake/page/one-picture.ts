import type { ArchiveEntry, DecodedBundle, DecodeSource } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import { partMissing } from '../../contract/fetch-part';
import type {
  FileOfPicture,
  Intake,
  IntakeOptions,
  PictureChange,
  SourceFile,
} from '../../contract/intake';
import { HASH_BYTES, type DatasetRecord } from '../../contract/records';
import { shortened } from '../../contract/pictures';
import { toHex } from '../../contract/sha256';
import { DecodePool, type PoolHooks } from './decode-pool';
import type { WriterWorker } from './set-writer';

type One = Awaited<ReturnType<Intake['prepareOne']>>;

/** As `Intake.prepareOne`: by a worker of its own, which ends with it. */
export async function prepareOne(
  hooks: Omit<PoolHooks, 'found'>,
  files: readonly SourceFile[],
  of: FileOfPicture,
  options: IntakeOptions,
): Promise<One> {
  const pool = new DecodePool(1, options, { ...hooks, found: () => undefined });
  try {
    // Files of one path may have been dropped from several places.
    for (const { path, file } of files.filter((source) => mayHold(source, of))) {
      const found = await search(pool, { kind: 'file', path, blob: file }, of);
      if (found) return found;
    }
  } finally {
    pool.close(new StudioError('intake-cancelled'));
  }
  throw new StudioError('original-gone', { path: of.path });
}

/** Whether it is the file of the picture, or one that may hold it. */
const mayHold = ({ path, unreadable }: SourceFile, of: FileOfPicture): boolean =>
  !unreadable && (shortened(path) === of.path || of.path.startsWith(`${path}/`));

async function search(
  pool: DecodePool,
  source: DecodeSource,
  of: FileOfPicture,
): Promise<One | null> {
  for await (const bundle of pool.run({ type: 'prepare', sources: [source] })) {
    for (const outcome of bundle.outcomes) {
      if (outcome.kind === 'archive' && source.kind === 'file') {
        const entry = outcome.entries.find(({ path }) => shortened(path) === of.path);
        return entry ? search(pool, entryOf(source, entry), of) : null;
      }
      if (outcome.kind !== 'ready') continue;
      if (outcome.path !== source.path) throw new StudioError('original-within', { path: of.path });
      return firstOf(bundle, of, outcome.original);
    }
  }
  return null;
}

const entryOf = (
  { path: archivePath, blob: archive }: Extract<DecodeSource, { kind: 'file' }>,
  { path, entry }: ArchiveEntry,
): DecodeSource => ({ kind: 'entry', path, archive, archivePath, entry });

/** Null where the file has changed since the set was made. */
function firstOf(
  { pixels, hashes }: DecodedBundle,
  of: FileOfPicture,
  original: One['original'] | undefined,
): One | null {
  if (!original || toHex(hashes.subarray(0, HASH_BYTES)) !== of.hash) return null;
  return { pixels, original };
}

/** As `Intake.changePicture`: by a worker of its own. */
export function changePicture(worker: WriterWorker, change: PictureChange): Promise<DatasetRecord> {
  const done = new Promise<DatasetRecord>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.type === 'finished') resolve(data.record);
      if (data.type === 'failed') reject(StudioError.from(data.error));
    };
    worker.onerror = () => reject(partMissing('set-worker'));
  });
  worker.postMessage({ type: 'change', change }, [change.pixels.buffer]);
  return done.finally(() => worker.terminate());
}
