import type { RunEvent } from '../contract/events';
import { addToSummary, patchSummary, refreshSummary } from './run-summaries';
import type { Context } from './context';
import type { DiskActions } from './disk-actions';
import type { RunFeed } from './run-feed';
import { insertEpoch, insertSample } from './run-view';

/** What is told of a run between its changes of state. */
export type CourseEvent = Exclude<RunEvent, { type: 'run' | 'failed' }>;

/** Brings the course of a run to its card and its view, whichever tab trains it. */
export function runCourse(
  context: Context,
  feed: RunFeed,
  disk: DiskActions,
): (event: CourseEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'progress':
        return feed.progress(event.runId, event.progress);
      case 'metrics':
        return feed.metrics(event.runId, event.rows);
      case 'samples': {
        const { sample } = event;
        addToSummary(context, sample);
        feed.patch(sample.runId, ({ samples }) => ({ samples: insertSample(samples, sample) }));
        return;
      }
      case 'generatorSaved': {
        const { runId, epoch, bytes } = event;
        patchSummary(context, runId, (card) => ({ bytes: card.bytes + bytes }));
        feed.patch(runId, ({ generatorEpochs }) => ({
          generatorEpochs: insertEpoch(generatorEpochs, epoch),
        }));
        return;
      }
      case 'checkpointSaved': {
        const { runId, step, epoch, savedAt } = event;
        const checkpoint = { step, epoch, savedAt };
        patchSummary(context, runId, ({ run }) => ({ run: { ...run, checkpoint } }));
        feed.patch(runId, ({ run }) => ({ run: { ...run, checkpoint } }));
        feed.caughtUp(runId);
        disk.saved(runId);
        return;
      }
      case 'keptChanged':
        void feed.reread(event.runId);
        void refreshSummary(context, event.runId);
        return;
    }
  };
}
