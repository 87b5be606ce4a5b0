import type { Connection, WriteTransaction } from './connection';
import { drop, placesIn } from './stored-entry';
import type { RunStore } from './schema';
import type { StudioStorage } from './studio-storage';
import { thinned } from './thinning';

/** What may go of one kind, in the order in which kinds go; `along` says where it lies in time. */
const KINDS: readonly {
  readonly store: Exclude<RunStore, 'metrics' | 'measures' | 'parts'>;
  readonly going: (places: readonly number[][]) => number[];
}[] = [
  { store: 'generators', going: (places) => thinned(places.map(([epoch]) => epoch!)) },
  { store: 'samples', going: (places) => thinned(places.map(([, step]) => step!)) },
  // All but the newest.
  { store: 'checkpoints', going: (places) => places.slice(0, -1).map((_, i) => i) },
];

/** Makes room by letting go of some of what a run keeps; see StudioStorage. */
export const thinRun =
  (connection: Connection): StudioStorage['thinRun'] =>
  (runId) =>
    connection.write(
      ['sizes', 'parts', 'generators', 'samples', 'checkpoints'],
      async (transaction) => {
        for (const { store, going } of KINDS) {
          const places = await placesIn(transaction, store, runId);
          const gone = going(places).map((i) => places[i]!);
          const freed = await bytesOf(transaction, runId, store, gone);
          await drop(transaction, runId, store, gone);
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
