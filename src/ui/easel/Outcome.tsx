import { Button } from '@mantine/core';
import type { RunView } from '../../store/model';
import { ErrorNote } from '../parts/ErrorNote';
import { useActions } from '../studio-context';
import { countOf, duration } from '../words/units';
import classes from './Outcome.module.css';

/** How a run ended, and the next thing to do. Nothing while all goes well. */
export function Outcome({ easel }: { easel: RunView }) {
  const { run } = easel;
  const epochs = countOf(run.epoch, 'epoch');
  switch (run.state) {
    case 'preparing':
    case 'running':
    case 'paused':
      return easel.error && <ErrorNote error={easel.error} />;
    case 'finished':
      return (
        <p className={classes.note} role="status">
          <span>
            {epochs} in {duration(run.trainedMs / 1000)}. Scrub through the samples, paint new
            pictures, or take the generator with you.
          </span>
        </p>
      );
    case 'stopped':
      return (
        <p className={classes.note} role="status">
          <span>Stopped after {epochs}. What was learnt is kept.</span>
        </p>
      );
    case 'interrupted':
      return (
        <Again easel={easel}>
          This run was interrupted after {epochs}: the page was closed or loaded again while it
          trained. Its samples, curves and kept generators are all here.
        </Again>
      );
    case 'failed':
      return (
        <ErrorNote
          error={easel.error ?? { message: run.failure ?? 'The run came to a halt.', hint: '' }}
          kept={`Samples, curves and generators up to epoch ${run.epoch} are kept.`}
        >
          <AgainButton easel={easel} />
        </ErrorNote>
      );
  }
}

const Again = (props: { easel: RunView; children: React.ReactNode }) => (
  <div className={classes.note} role="status">
    <span>{props.children}</span>
    <AgainButton easel={props.easel} />
  </div>
);

function AgainButton({ easel }: { easel: RunView }) {
  const actions = useActions();
  return (
    <Button
      size="xs"
      onClick={() => {
        actions.useSettings(easel.run.settings);
        actions.newRun();
      }}
    >
      New run with these settings
    </Button>
  );
}
