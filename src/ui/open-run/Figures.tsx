import { withoutSet } from '../../contract/nets-from-files';
import type { ReactNode } from 'react';
import type { RunView } from '../../store/view-types';
import { Explained } from '../parts/Explained';
import { Name } from '../parts/Name';
import { Term } from '../parts/Term';
import { bytes, count, duration, quantity, rate } from '../../words/format';
import { errorText, words } from '../../words';
import classes from './Figures.module.css';

/** Numbers for whoever wants them, below the curves. */
export function Figures({ openRun }: { openRun: RunView }) {
  const { run } = openRun;
  const says = words().openRun.figures;
  const kept = run.choice?.keptBack?.length ?? 0;
  const progress = openRun.live || openRun.watching ? openRun.progress : null;
  return (
    <dl className={classes.figures}>
      {progress && (
        <>
          <Figure name={<Term of="step">{says.steps}</Term>}>
            {says.stepsOf(progress.step, progress.totalSteps)}
          </Figure>
          <Figure name={says.imagesPerSecond}>{known(progress.imagesPerSecond, quantity)}</Figure>
          <Figure name={says.timePerEpoch}>{known(progress.secondsPerEpoch, duration)}</Figure>
          <Figure name={<Term of="tensors">{says.tensors}</Term>}>{count(progress.tensors)}</Figure>
          <Figure name={<Term of="memory">{says.memory}</Term>}>
            {bytes(progress.engineBytes)}
          </Figure>
        </>
      )}
      {!openRun.live && (
        <>
          {!openRun.watching && (
            <Figure name={says.timeTrained}>{duration(run.trainedMs / 1000)}</Figure>
          )}
          <Figure name={words().settings.generatorLearningRate.label}>
            {rate(run.learningRates.generator)}
          </Figure>
          <Figure name={words().settings.discriminatorLearningRate.label}>
            {rate(run.learningRates.discriminator)}
          </Figure>
        </>
      )}
      {!withoutSet(run) && (
        <Figure name={says.set}>
          <Name>{run.datasetName}</Name>
          <span>
            {kept > 0 ? says.keptBack(run.datasetCount, kept) : says.pictures(run.datasetCount)}
          </span>
        </Figure>
      )}
      {run.incidents > 0 && (
        <Figure name={says.outlived}>
          <Explained by={run.lastIncident ? errorText(run.lastIncident).message : says.wentOn}>
            {says.incidents(run.incidents)}
          </Explained>
        </Figure>
      )}
      {run.device && (
        <Figure name={<Term of="engine">{says.engine}</Term>}>{words().device(run.device)}</Figure>
      )}
    </dl>
  );
}

/** A rate is nothing until the first steps were timed. */
const known = (value: number, text: (value: number) => string): string =>
  value > 0 ? text(value) : words().openRun.figures.notKnown;

const Figure = (props: { name: ReactNode; children: ReactNode }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
);
