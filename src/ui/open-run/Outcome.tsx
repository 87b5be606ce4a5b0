import type { ReactNode } from 'react';
import type { RunRecord } from '../../contract/records';
import type { RunView } from '../../store/model';
import { ErrorNote } from '../parts/ErrorNote';
import { useStudio } from '../studio-context';
import { countOf } from '../../contract/count';
import { duration } from '../../words/format';
import { GoOn, GoOnSlower, Longer, NewRunAlike } from './GoOn';
import { goOnStory, goingOn, howFar, learntNothing, slowerStory, type GoingOn } from './going-on';
import classes from './Outcome.module.css';

/** How a run ended, and the next thing to do. Nothing while all goes well. */
export function Outcome({ openRun }: { openRun: RunView }) {
  const way = useStudio(({ datasets }) => goingOn(openRun.run, datasets));
  const { run } = openRun;
  if (openRun.watching) {
    return <Note says="Another tab trains this run; you are looking on." />;
  }
  switch (run.state) {
    case 'preparing':
    case 'running':
    case 'paused':
      return openRun.error && <ErrorNote error={openRun.error} />;
    case 'finished':
      return (
        <Note says={finishedWords(run)} quiet={way === 'no-pictures' ? gone(openRun) : ''}>
          {way === 'yes' && <Longer run={run} />}
        </Note>
      );
    case 'stopped':
      return (
        <Note
          says={
            learntNothing(run)
              ? 'Stopped before the first step, so nothing was learnt yet.'
              : `Stopped after ${howFar(run)}. What was learnt is kept.`
          }
          quiet={storyOf(openRun, way)}
        >
          {way === 'yes' ? <GoOn run={run} /> : <NewRunAlike run={run} />}
        </Note>
      );
    case 'interrupted':
      return <Interrupted openRun={openRun} way={way} />;
    case 'failed':
      return <Failed openRun={openRun} way={way} />;
  }
}

/** Halted by something outside the run: it goes on from where it was saved. */
function Interrupted({ openRun, way }: { openRun: RunView; way: GoingOn }) {
  const { run } = openRun;
  const error = openRun.error ?? (run.failure === null ? null : { message: run.failure, hint: '' });
  const buttons = (
    <>
      {way === 'yes' && <GoOn run={run} />}
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
      says={
        `This run was interrupted after ${howFar(run, openRun.progress?.epoch)}: its page was closed, loaded again or lost while ` +
        'it trained.'
      }
      quiet={storyOf(openRun, way)}
    >
      {buttons}
    </Note>
  );
}

function Failed({ openRun, way }: { openRun: RunView; way: GoingOn }) {
  const { run } = openRun;
  const error = openRun.error ?? { message: run.failure ?? 'The run came to a halt.', hint: '' };
  const slower = run.failureCode === 'numbers-bad' && way === 'yes';
  const { message, hint } = error;
  const advice = slower ? `${hint} ${slowerStory(run)}` : hint;
  return (
    <ErrorNote error={{ message, hint: advice }} kept={slower ? '' : storyOf(openRun, way)}>
      {slower && <GoOnSlower run={run} />}
      {way === 'yes' && <GoOn run={run} quiet={slower} />}
      <NewRunAlike run={run} />
    </ErrorNote>
  );
}

/** What going on does, or why it cannot. */
function storyOf(openRun: RunView, way: GoingOn): string {
  switch (way) {
    case 'yes':
      return goOnStory(openRun.run, openRun.metrics.rows);
    case 'no-pictures':
      return gone(openRun);
    case 'unsaved':
      return `Its state was not saved, so it cannot go on. ${KEPT}`;
    case 'too-old':
      return `It began before runs could go on. ${KEPT}`;
  }
}

const KEPT = 'Its samples, curves and generators are all here.';

/** A generator that came alone, from a file, knows nothing of how it was trained. */
function finishedWords(run: RunRecord): string {
  if (run.stepsPerEpoch === 0)
    return 'This generator came from a file: paint new pictures with it.';
  const took = `${countOf(run.epoch, 'epoch')} in ${duration(run.trainedMs / 1000)}`;
  return `${took}. Scrub through the samples, paint new pictures, or take the generator with you.`;
}

const gone = ({ run }: RunView): string =>
  `Its pictures, "${run.datasetName}", are not in this browser, so it cannot go on. ${KEPT}`;

const Note = (props: { says: string; quiet?: string; children?: ReactNode }) => (
  <div className={classes.note} role="status">
    <div className={classes.words}>
      <p>{props.says}</p>
      {props.quiet && <p className={classes.quiet}>{props.quiet}</p>}
    </div>
    {props.children ? <div className={classes.actions}>{props.children}</div> : null}
  </div>
);
