import { without } from './views';
import type { RunRecord, SampleRecord } from '../contract/records';
import type { Context } from './context';
import type { RunSummary } from './view-types';

/** Changes the summary of one run; a run that is not in the list is not added. */
export function patchSummary(
  context: Context,
  id: string,
  change: (card: RunSummary) => Partial<RunSummary>,
): void {
  if (!context.run(id)) return;
  context.update({
    runs: context.state.runs.map((card) =>
      card.run.id === id ? { ...card, ...change(card) } : card,
    ),
  });
}

/** Puts a new run first in the list, or its record into the summary it has. */
export function putSummary(context: Context, run: RunRecord): void {
  if (context.run(run.id)) patchSummary(context, run.id, () => ({ run }));
  else context.update({ runs: [{ run, thumbnail: null, bytes: 0 }, ...context.state.runs] });
}

/** Takes a run that is no longer stored out of the list, with its view. */
export function dropSummary(context: Context, id: string): void {
  const { state } = context;
  const runs = state.runs.filter(({ run }) => run.id !== id);
  context.update({ runs, ...without(state, id) });
}

/** A grid that arrived: it is the newest unless it was painted for an earlier epoch. */
export function addToSummary(context: Context, sample: SampleRecord): void {
  patchSummary(context, sample.runId, (card) => ({
    thumbnail: card.thumbnail && card.thumbnail.step > sample.step ? card.thumbnail : sample,
    bytes: card.bytes + sample.image.size + sample.scores.byteLength,
  }));
}

/** Thumbnail and bytes as they are stored. */
export async function refreshSummary(context: Context, id: string): Promise<void> {
  const { storage } = context.ports;
  await context.attempt(async () => {
    const [newest, bytes] = await Promise.all([storage.newestSample(id), storage.runBytes(id)]);
    patchSummary(context, id, (card) => ({ thumbnail: newest ?? card.thumbnail, bytes }));
  });
}
