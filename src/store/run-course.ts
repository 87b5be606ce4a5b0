import type { RunEvent } from '../contract/events';
import { addToSummary, patchSummary, refreshSummary } from './run-summaries';
import type { Context } from './context';
import type { DiskActions } from './disk-actions';
import type { RunFeed } from './run-feed';

/** What is told of a run between its changes of state. */
export type CourseEvent = Exclude<RunEvent, { type: 'run' | 'failed' }>;

/** Brings the course of a run to its card and its view, whichever tab trains it. */
export function runCourse(
  context: Context,
  feed: RunFeed,
  disk: DiskActions,
): (event: CourseEvent) => void {
  return (event) => {
    feed.hear(event);
    switch (event.type) {
      case 'samples':
        return addToSummary(context, event.sample);
      case 'generatorSaved': {
        const { runId, bytes } = event;
        return patchSummary(context, runId, (card) => ({ bytes: card.bytes + bytes }));
      }
      case 'checkpointSaved': {
        const { runId, step, epoch, savedAt } = event;
        const checkpoint = { step, epoch, savedAt };
        patchSummary(context, runId, ({ run }) => ({ run: { ...run, checkpoint } }));
        return disk.saved(runId);
      }
      case 'bestChanged': {
        const bestCheckpoint = event.best;
        return patchSummary(context, event.runId, ({ run }) => ({
          run: { ...run, bestCheckpoint },
        }));
      }
      case 'keptChanged':
        return void refreshSummary(context, event.runId);
      case 'progress':
      case 'metrics':
      case 'measuring':
      case 'measured':
        return;
    }
  };
}
