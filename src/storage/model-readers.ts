import { StudioError } from '../contract/errors';
import type { CheckpointRecord } from '../contract/records';
import { generatorTensors } from '../nets/kept-generator';
import { bytes } from '../records/check';
import { GENERATOR, damaged } from '../records/restore';
import { unpack } from './blob-blocks';
import { refuseNewer, type PartKind } from './blob-headers';
import type { Connection } from './connection';
import { partsOf } from './part-store';
import { restoreCheckpointHeader, restoreGeneratorHeader } from './restore-header';
import { keysOf } from './schema';
import type { StudioStorage } from './studio-storage';

interface Stored {
  /** As it lies there; not yet checked. */
  readonly header: unknown;
  /** In order; undefined where one is missing. */
  readonly parts: readonly (Uint8Array<ArrayBuffer> | undefined)[];
}

/** A header and its parts, from one moment. */
const read = (
  connection: Connection,
  kind: PartKind,
  runId: string,
  place: number,
): Promise<Stored | undefined> =>
  connection.read([kind, 'parts'], async (transaction) => {
    const header: unknown = await transaction.objectStore(kind).get([runId, place]);
    if (header === undefined) return undefined;
    const store = transaction.objectStore('parts');
    const parts: Stored['parts'][number][] = [];
    // One after another, so that no single answer of the browser's grows with the net.
    for (const key of await store.getAllKeys(partsOf(runId, kind, [place]))) {
      parts[key[3]] = bytes((await store.get(key))?.bytes, 'block');
    }
    return { header, parts };
  });

/** Generators and checkpoints of runs. */
export const modelReaders = (
  connection: Connection,
): Pick<StudioStorage, 'generatorEpochs' | 'generator' | 'newestCheckpoint' | 'checkpoint'> => ({
  generatorEpochs: async (runId) => {
    const keys = await connection.read(['generators'], (transaction) =>
      transaction.objectStore('generators').getAllKeys(keysOf(runId)),
    );
    return keys.map(([, epoch]) => epoch);
  },

  generator: async (runId, epoch) => {
    const stored = await read(connection, 'generators', runId, epoch);
    if (!stored) return undefined;
    refuseNewer(stored.header);
    const { fields, packed } = restoreGeneratorHeader(stored.header)!;
    const groups = await unpack(packed, stored.parts).catch((cause: unknown) => {
      throw damaged(GENERATOR, 'model-missing', cause);
    });
    return { ...fields, ...generatorTensors(groups) };
  },

  checkpoint: (runId, step) => wholeCheckpoint(connection, runId, step),

  newestCheckpoint: async (runId) => {
    const keys = await connection.read(['checkpoints'], (transaction) =>
      transaction.objectStore('checkpoints').getAllKeys(keysOf(runId)),
    );
    let passedOver = 0;
    let closed: StudioError | null = null;
    for (const [, step] of keys.reverse()) {
      try {
        const checkpoint = await wholeCheckpoint(connection, runId, step);
        if (checkpoint) return { checkpoint, damaged: passedOver };
      } catch (cause) {
        const error = StudioError.from(cause);
        if (error.kind === 'file-newer') throw error;
        if (error.kind === 'storage-unavailable') closed ??= error;
        passedOver++;
      }
    }
    // That the storage cannot be read does not mean that it holds no checkpoint.
    if (closed) throw closed;
    return undefined;
  },
});

/** @returns undefined where it was replaced meanwhile. */
async function wholeCheckpoint(
  connection: Connection,
  runId: string,
  step: number,
): Promise<CheckpointRecord | undefined> {
  const stored = await read(connection, 'checkpoints', runId, step);
  if (!stored) return undefined;
  refuseNewer(stored.header);
  const { fields, packed } = restoreCheckpointHeader(stored.header)!;
  const { counters, ...rest } = fields;
  return { ...rest, state: { tensors: await unpack(packed, stored.parts), counters } };
}
