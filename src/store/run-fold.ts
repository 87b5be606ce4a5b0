import { advance } from '../contract/run-state';
import type { RunView } from './view-types';
import type { CourseEvent } from './run-course';
import { insertEpoch, insertMeasure, insertSample } from './run-view';

/** The view of a run after an event. Its curves grow in place; rows that they have are passed over. */
export function fold(view: RunView, event: CourseEvent): RunView {
  switch (event.type) {
    case 'progress':
      return { ...view, progress: event.progress };
    case 'metrics':
      view.metrics.appendNew(event.rows);
      return view;
    case 'samples':
      return { ...view, samples: insertSample(view.samples, event.sample) };
    case 'measuring':
      return { ...view, measuring: event.underWay };
    case 'measured':
      return { ...view, measures: insertMeasure(view.measures, event.record) };
    case 'generatorSaved':
      return { ...view, generatorEpochs: insertEpoch(view.generatorEpochs, event.epoch) };
    case 'checkpointSaved': {
      const { step, epoch, savedAt } = event;
      const run = { ...view.run, checkpoint: { step, epoch, savedAt } };
      return { ...view, run, status: advance(view.status, { type: 'saved' }) };
    }
    case 'bestChanged':
      return { ...view, run: { ...view.run, bestCheckpoint: event.best } };
    case 'keptChanged':
      return view;
  }
}
