import type { ReactNode } from 'react';
import type { RunView } from '../../store/model';
import { Explained } from '../parts/Explained';
import { Name } from '../parts/Name';
import { Term } from '../parts/Term';
import { countOf } from '../../contract/count';
import { bytes, count, duration, quantity, rate } from '../../words/format';
import classes from './Figures.module.css';

/** Numbers for whoever wants them, below the curves. */
export function Figures({ openRun }: { openRun: RunView }) {
  const { run } = openRun;
  const progress = openRun.live || openRun.watching ? openRun.progress : null;
  return (
    <dl className={classes.figures}>
      {progress && (
        <>
          <Figure name={<Term of="step">Steps</Term>}>
            {`${count(progress.step)} of ${count(progress.totalSteps)}`}
          </Figure>
          <Figure name="Images per second">{known(progress.imagesPerSecond, quantity)}</Figure>
          <Figure name="Time per epoch">{known(progress.secondsPerEpoch, duration)}</Figure>
          <Figure name={<Term of="tensors">Tensors</Term>}>{count(progress.tensors)}</Figure>
          <Figure name={<Term of="memory">Memory</Term>}>{bytes(progress.engineBytes)}</Figure>
        </>
      )}
      {!openRun.live && (
        <>
          {!openRun.watching && (
            <Figure name="Time trained">{duration(run.trainedMs / 1000)}</Figure>
          )}
          <Figure name="Generator learning rate">{rate(run.learningRates.generator)}</Figure>
          <Figure name="Discriminator learning rate">
            {rate(run.learningRates.discriminator)}
          </Figure>
        </>
      )}
      <Figure name="Set">
        <Name>{run.datasetName}</Name>
        <span>{`, ${countOf(run.datasetCount, 'picture')}`}</span>
      </Figure>
      {run.incidents > 0 && (
        <Figure name="Outlived">
          <Explained by={run.lastIncident ?? 'The run went on from where it was saved.'}>
            {countOf(run.incidents, 'incident')}
          </Explained>
        </Figure>
      )}
      {run.device !== '' && <Figure name={<Term of="engine">Engine</Term>}>{run.device}</Figure>}
    </dl>
  );
}

/** A rate is nothing until the first steps were timed. */
const known = (value: number, text: (value: number) => string): string =>
  value > 0 ? text(value) : 'not known yet';

const Figure = (props: { name: ReactNode; children: ReactNode }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
);
