import { Button, Progress } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { RunState } from '../../contract/records';
import type { RunView } from '../../store/view-types';
import { shareDone } from '../frame/progress-sign';
import { EditableName } from '../parts/EditableName';
import { Term } from '../parts/Term';
import { useActions } from '../studio-context';
import { count } from '../../words/format';
import { SavedSign } from './SavedSign';
import { words } from '../../words';
import classes from './StatusLine.module.css';

/** On top, one line: state, epoch, step, time left, speed, what is saved, engine, the buttons. */
export function StatusLine({ openRun, onSettings }: { openRun: RunView; onSettings: () => void }) {
  const { run, progress } = openRun;
  const atWork = openRun.live || openRun.watching;
  const says = words().openRun.status;
  const moving = run.state === 'running' && progress !== null;
  return (
    <div className={classes.status}>
      <div className={classes.line}>
        <strong className={classes.state}>{words().openRun.state[run.state]}</strong>
        <Name id={run.id} name={run.name} />
        <span>
          <Term of="epoch">{says.epoch}</Term>{' '}
          <span>{says.epochs(progress?.epoch ?? run.epoch, run.settings.epochs)}</span>
        </span>
        <span className={classes.wide}>
          <Term of="step">{says.step}</Term> <span>{count(progress?.step ?? run.step)}</span>
        </span>
        {moving && progress.secondsLeft > 0 && <span>{says.left(progress.secondsLeft)}</span>}
        {moving && progress.imagesPerSecond > 0 && (
          <span className={classes.wide}>{says.speed(progress.imagesPerSecond)}</span>
        )}
        {atWork && run.state !== 'preparing' && (
          <span className={classes.aside}>
            <SavedSign savedAt={run.checkpoint?.savedAt ?? null} />
          </span>
        )}
        {run.device && <span className={classes.device}>{words().device(run.device)}</span>}
        <Controls live={openRun.live} state={run.state} onSettings={onSettings} />
      </div>
      <Progress.Root size={4} radius={0} className={classes.progress}>
        <Progress.Section
          value={Math.round(1000 * shareDone(run, progress)) / 10}
          aria-label={says.progress}
          color={run.state === 'running' ? 'ultramarine' : 'gray'}
        />
      </Progress.Root>
    </div>
  );
}

const Name = memo(function Name({ id, name }: { id: string; name: string }) {
  const actions = useActions();
  return (
    <span className={classes.name}>
      <EditableName of="run" name={name} onRename={(next) => void actions.renameRun(id, next)} />
    </span>
  );
});

const Controls = memo(function Controls(props: {
  live: boolean;
  state: RunState;
  onSettings: () => void;
}) {
  const actions = useActions();
  return (
    <span className={classes.buttons}>
      {props.live ? (
        <LiveControls state={props.state} />
      ) : (
        <Button size="xs" onClick={() => actions.newRun()}>
          {words().openRun.status.newRun}
        </Button>
      )}
      <Button size="xs" variant="subtle" color="gray" onClick={props.onSettings}>
        {words().openRun.status.settings}
      </Button>
    </span>
  );
});

function LiveControls({ state }: { state: RunState }) {
  const actions = useActions();
  const says = words().openRun.status;
  return (
    <>
      {state === 'paused' ? (
        <Button
          size="xs"
          variant="filled"
          leftSection={<IconPlayerPlayFilled size={14} />}
          onClick={() => actions.resume()}
        >
          {says.resume}
        </Button>
      ) : (
        <Button
          size="xs"
          leftSection={<IconPlayerPauseFilled size={14} />}
          disabled={state !== 'running'}
          onClick={() => actions.pause()}
        >
          {says.pause}
        </Button>
      )}
      <Button
        size="xs"
        leftSection={<IconPlayerStopFilled size={14} />}
        onClick={() => actions.stop()}
      >
        {says.stop}
      </Button>
    </>
  );
}
