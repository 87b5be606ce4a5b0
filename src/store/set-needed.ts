import type { Context } from './context';
import { setClaim } from './training-claim';

/** Whether runs learnt from a set as it is, or are about to, in this tab or another: then its pixels have
 *  to stay. */
export async function isSetNeeded({ ports, heldRun }: Context, id: string): Promise<boolean> {
  return (
    heldRun?.run.datasetId === id ||
    (await ports.storage.runs()).some((run) => run.datasetId === id) ||
    !(await ports.tabs.claims.free(setClaim(id)))
  );
}
