import { describe, expect, it } from 'vitest';
import { aCheckpoint, aRun, aSample } from '../testing/records';
import { fold } from './run-fold';
import { emptyView } from './run-view';
import { changed, heldRunOf, openRunOf, opened, without } from './views';

const view = (id: string, live = false) => ({ ...emptyView(aRun(id)), live });

describe('views of runs', () => {
  it('keep the run that trains here and the one that is open, and no other', () => {
    const training = opened({}, view('a', true));
    const other = opened(training.views, view('b'));
    expect(Object.keys(other.views)).toEqual(['a', 'b']);
    expect([heldRunOf(other)?.run.id, openRunOf(other)?.run.id]).toEqual(['a', 'b']);
    const third = opened(other.views, view('c'));
    expect(Object.keys(third.views)).toEqual(['a', 'c']);
    expect(Object.keys(opened(third.views, null).views)).toEqual(['a']);
  });

  it('let go of a run that ended while another is open', () => {
    const state = opened(opened({}, view('a', true)).views, view('b'));
    const after = { ...state, ...changed(state, 'a', () => ({ live: false })) };
    expect(Object.keys(after.views)).toEqual(['b']);
    expect(changed(after, 'a', () => ({ watching: true }))).toBeNull();
  });

  it('close with a run that is not stored any more', () => {
    expect(without(opened({}, view('a')), 'a')).toEqual({ views: {}, openRunId: null });
  });

  it('take events in any order to the same end', () => {
    const events = [
      { type: 'samples', sample: aSample('a', 2, 20) },
      { type: 'samples', sample: aSample('a', 1, 10) },
      { type: 'generatorSaved', runId: 'a', epoch: 2, bytes: 1 },
      { type: 'generatorSaved', runId: 'a', epoch: 1, bytes: 1 },
      { type: 'checkpointSaved', runId: 'a', bytes: 1, stallMs: 1, ...placeOf(20) },
    ] as const;
    const told = events.reduce(fold, view('a'));
    expect(told.samples.map(({ step }) => step)).toEqual([10, 20]);
    expect(told.generatorEpochs).toEqual([1, 2]);
    expect(told.run.checkpoint).toEqual(placeOf(20));
    const backwards = [...events].reverse().reduce(fold, view('a'));
    expect({ ...backwards, metrics: told.metrics }).toEqual(told);
  });

  it('have each row of the curves once', () => {
    const rows = (...steps: number[]) => ({
      type: 'metrics' as const,
      runId: 'a',
      rows: Float64Array.from(steps.flatMap((step) => [step, 0, 1, 1, 1, 1])),
    });
    const told = [rows(1, 2, 3), rows(2, 3, 4)].reduce(fold, view('a'));
    expect(told.metrics.rows).toBe(4);
  });
});

function placeOf(step: number): { step: number; epoch: number; savedAt: number } {
  const { epoch, savedAt } = aCheckpoint('a', step);
  return { step, epoch, savedAt };
}
