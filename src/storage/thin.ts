import { restoreRun } from '../records/restore';
import type { Connection, WriteTransaction } from './connection';
import { drop, placesIn } from './stored-entry';
import type { RunStore } from './schema';
import type { StudioStorage } from './studio-storage';
import { thinned } from './thinning';

/** What may go of one kind, in the order in which kinds go. */
const KINDS: readonly {
  readonly store: Extract<RunStore, 'generators' | 'samples' | 'checkpoints'>;
  /** @param best step of the best checkpoint. */
  readonly going: (places: readonly number[][], best: number | undefined) => number[];
}[] = [
  { store: 'generators', going: (places) => thinned(places.map(([epoch]) => epoch!)) },
  { store: 'samples', going: (places) => thinned(places.map(([, step]) => step!)) },
  // All but the newest; the best after the others.
  {
    store: 'checkpoints',
    going: (places, best) => {
      const older = places.slice(0, -1).map((_, i) => i);
      const others = older.filter((i) => places[i]![0] !== best);
      return others.length > 0 ? others : older;
    },
  },
];

/** Makes room by letting go of some of what a run keeps; see StudioStorage. */
export const thinRun =
  (connection: Connection): StudioStorage['thinRun'] =>
  (runId) =>
    connection.write(
      ['runs', 'sizes', 'parts', 'generators', 'samples', 'checkpoints'],
      async (transaction) => {
        const run = restoreRun(await transaction.objectStore('runs').get(runId));
        const best = run?.bestCheckpoint?.step;
        for (const { store, going } of KINDS) {
          const places = await placesIn(transaction, store, runId);
          const gone = going(places, best).map((i) => places[i]!);
          const freed = await bytesOf(transaction, runId, store, gone);
          await drop(transaction, runId, store, gone);
          if (run && store === 'checkpoints' && gone.some(([step]) => step === best)) {
            await transaction.objectStore('runs').put({ ...run, bestCheckpoint: null });
          }
          if (freed > 0) return freed;
        }
        return 0;
      },
    );

async function bytesOf(
  transaction: WriteTransaction,
  runId: string,
  store: RunStore,
  places: readonly number[][],
): Promise<number> {
  let bytes = 0;
  for (const place of places) {
    bytes += (await transaction.objectStore('sizes').get([runId, store, place]))?.bytes ?? 0;
  }
  return bytes;
}
