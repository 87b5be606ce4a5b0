import type { ReactNode } from 'react';
import { kindOf } from '../../contract/errors';
import { sameShape, wantedShape } from '../../contract/picture-shape';
import type { RunRecord } from '../../contract/records';
import type { RunView } from '../../store/view-types';
import { ErrorNote } from '../parts/ErrorNote';
import { useStudio } from '../studio-context';
import { GoBack, GoOn, GoOnSlower, Longer, NewRunAlike, TrainFurther } from './GoOn';
import {
  goBackStory,
  goOnStory,
  goingOn,
  howFar,
  learntNothing,
  slowerStory,
  type GoingOn,
} from './going-on';
import { errorText, words } from '../../words';
import classes from './Outcome.module.css';

/** How a run ended, and the next thing to do. Nothing while all goes well. */
export function Outcome({ openRun }: { openRun: RunView }) {
  const way = useStudio(({ datasets }) => goingOn(openRun.run, datasets));
  const { run } = openRun;
  if (openRun.watching) {
    return <Note says={words().openRun.outcome.watching} />;
  }
  switch (run.state) {
    case 'preparing':
    case 'running':
    case 'paused':
      return openRun.error && <ErrorNote error={openRun.error} />;
    case 'finished':
      return (
        <Note says={finishedWords(run)} quiet={quietEnd(openRun, way)}>
          {way === 'yes' && <Longer run={run} />}
          {way === 'yes' && <GoBack run={run} />}
        </Note>
      );
    case 'stopped':
      if (way === 'other-pictures') return <FromFiles run={run} />;
      return (
        <Note
          says={
            learntNothing(run)
              ? words().openRun.outcome.learntNothing
              : words().openRun.outcome.stopped(howFar(run))
          }
          quiet={storyOf(openRun, way)}
        >
          {way === 'yes' ? <GoOn run={run} /> : <NewRunAlike run={run} />}
          {way === 'yes' && <GoBack run={run} />}
        </Note>
      );
    case 'interrupted':
      return <Interrupted openRun={openRun} way={way} />;
    case 'failed':
      return <Failed openRun={openRun} way={way} />;
  }
}

function quietEnd(openRun: RunView, way: GoingOn): string {
  if (way === 'yes') return goBackStory(openRun.run);
  return way === 'no-pictures' ? gone(openRun) : '';
}

/** Halted by something outside the run: it goes on from where it was saved. */
function Interrupted({ openRun, way }: { openRun: RunView; way: GoingOn }) {
  const { run } = openRun;
  const error = openRun.error ?? run.failure;
  const buttons = (
    <>
      {way === 'yes' && <GoOn run={run} />}
      {way === 'yes' && <GoBack run={run} />}
      <NewRunAlike run={run} />
    </>
  );
  if (error) {
    return (
      <ErrorNote error={error} kept={storyOf(openRun, way)}>
        {buttons}
      </ErrorNote>
    );
  }
  // A tab that looked on saw more than the record had time to keep.
  return (
    <Note
      says={words().openRun.outcome.interrupted(howFar(run, openRun.progress?.epoch))}
      quiet={storyOf(openRun, way)}
    >
      {buttons}
    </Note>
  );
}

function Failed({ openRun, way }: { openRun: RunView; way: GoingOn }) {
  const { run } = openRun;
  const error = openRun.error ?? run.failure;
  const slower = run.failure !== null && kindOf(run.failure) === 'numbers-bad' && way === 'yes';
  const { message, hint } = error
    ? errorText(error)
    : { message: words().openRun.outcome.halted, hint: '' };
  const advice = slower ? `${hint} ${slowerStory(run)}` : hint;
  return (
    <ErrorNote
      error={{ message, hint: advice }}
      kept={slower ? goBackStory(run) : storyOf(openRun, way)}
    >
      {slower && <GoOnSlower run={run} />}
      {way === 'yes' && <GoOn run={run} quiet={slower} />}
      {way === 'yes' && <GoBack run={run} />}
      <NewRunAlike run={run} />
    </ErrorNote>
  );
}

/** What going on does, or why it cannot. */
function storyOf(openRun: RunView, way: GoingOn): string {
  switch (way) {
    case 'yes':
      return [goOnStory(openRun.run, openRun.metrics.rows), goBackStory(openRun.run)]
        .filter((says) => says !== '')
        .join(' ');
    case 'no-pictures':
      return gone(openRun);
    case 'other-pictures':
      return words().openRun.outcome.anew;
    case 'unsaved':
      return words().openRun.outcome.unsaved;
    case 'too-old':
      return words().openRun.outcome.tooOld;
  }
}

/** Nets that came out of files, and can be trained further on pictures of their shape [FILE8]. */
function FromFiles({ run }: { run: RunRecord }) {
  const wanted = wantedShape(run.settings);
  const set = useStudio(({ datasets, datasetId }) => datasets.find(({ id }) => id === datasetId));
  const fits = set !== undefined && sameShape(set.shape, wanted);
  const { netsFromFiles, anew, needs } = words().openRun.outcome;
  return (
    <Note says={netsFromFiles} quiet={fits ? anew : needs(wanted)}>
      {fits ? <TrainFurther run={run} set={set.name} /> : <NewRunAlike run={run} />}
    </Note>
  );
}

/** A generator that came alone, from a file, knows nothing of how it was trained. */
function finishedWords(run: RunRecord): string {
  const { generatorAlone, finished } = words().openRun.outcome;
  return run.stepsPerEpoch === 0 ? generatorAlone : finished(run.epoch, run.trainedMs / 1000);
}

const gone = ({ run }: RunView): string => words().openRun.outcome.picturesGone(run.datasetName);

const Note = (props: { says: string; quiet?: string; children?: ReactNode }) => (
  <div className={classes.note} role="status">
    <div className={classes.words}>
      <p>{props.says}</p>
      {props.quiet && <p className={classes.quiet}>{props.quiet}</p>}
    </div>
    {props.children ? <div className={classes.actions}>{props.children}</div> : null}
  </div>
);
