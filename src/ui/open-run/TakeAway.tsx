import { Button, NativeSelect } from '@mantine/core';
import { memo, useState } from 'react';
import { exportsFrom, type ButtonSource } from '../../contract/exports';
import type { RunRecord } from '../../contract/records';
import { DownloadAs } from '../parts/DownloadAs';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { WorkSigns } from '../parts/WorkSigns';
import { useActions } from '../studio-context';
import classes from './TakeAway.module.css';
import { ofNewPictures, useWorks } from './works';
import { words } from '../../words';

const ServerDialog = lazyPart('server-dialog', () => import('./ServerDialog'));
const NewPictures = lazyPart('new-pictures', () => import('./NewPictures'));

/** What can be painted with the run, and what can be taken from it. */
export const TakeAway = memo(function TakeAway(props: {
  run: RunRecord;
  /** Ascending. */
  generatorEpochs: readonly number[];
  hasSamples: boolean;
  hasCurves: boolean;
  running: boolean;
  /** Epoch with the best measure so far; null where none was measured. */
  best: number | null;
}) {
  const { run, generatorEpochs } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const [panel, setPanel] = useState(false);
  const [server, setServer] = useState(false);
  const actions = useActions();
  const works = useWorks(run.id);
  const says = words().openRun.take;
  /** The best one is offered first, where it is kept. [MEAS12] */
  const first = (value: number): number => (value === props.best ? 1 : 0);
  const newest = generatorEpochs.at(-1);
  const newestFirst = generatorEpochs.toReversed().sort((a, b) => first(b) - first(a));
  const epoch = chosen ?? newestFirst[0];
  const label = (value: number): string => {
    if (value === props.best) return says.bestEpoch(value);
    return value === newest ? says.newestEpoch(value) : says.epoch(value);
  };
  /** A button for each file of the registry that is made from it. */
  const files = (...from: ButtonSource[]) =>
    exportsFrom(...from).map((id) => (
      <Button
        key={id}
        size="xs"
        disabled={works.some(({ work }) => work.kind === id)}
        onClick={() => void actions.download(id, run.id, epoch ?? 0)}
      >
        {words().exports[id].button}
      </Button>
    ));
  return (
    <div className={classes.row}>
      {props.running && (
        <Button size="xs" onClick={() => actions.sampleNow()}>
          {says.sampleNow}
        </Button>
      )}
      {epoch !== undefined && (
        <>
          <Button size="xs" onClick={() => setPanel(true)}>
            {says.newPictures}
          </Button>
          <span className={classes.pair}>
            {files('generator', 'weights')}
            <DownloadAs run={run} epoch={epoch} />
            <NativeSelect
              size="xs"
              aria-label={says.whichEpoch}
              value={String(epoch)}
              data={newestFirst.map((value) => ({ value: String(value), label: label(value) }))}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          </span>
        </>
      )}
      {props.hasSamples && files('samples')}
      {props.hasCurves && files('curves')}
      {props.hasSamples && files('page')}
      {(run.checkpoint || props.running) && (
        <Button size="xs" onClick={() => setServer(true)}>
          {words().exports.server.button}
        </Button>
      )}
      <WorkSigns works={panel ? works.filter((work) => !ofNewPictures(work)) : works} />
      {server && (
        <Guard onClose={() => setServer(false)}>
          <ServerDialog run={run} onClose={() => setServer(false)} />
        </Guard>
      )}
      {panel && epoch !== undefined && (
        <Guard onClose={() => setPanel(false)}>
          <NewPictures
            run={run}
            epochs={newestFirst}
            firstEpoch={epoch}
            onClose={() => setPanel(false)}
          />
        </Guard>
      )}
    </div>
  );
});
