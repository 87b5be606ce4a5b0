import { Button, NativeSelect } from '@mantine/core';
import { memo, useState } from 'react';
import type { RunRecord } from '../../contract/records';
import type { WorkView } from '../../store/model';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { WorkSigns } from '../parts/WorkSigns';
import { useActions } from '../studio-context';
import classes from './TakeAway.module.css';
import { ofNewPictures, useWorks } from './works';
import { words } from '../../words';

const NewPictures = lazyPart('The panel for new pictures', () => import('./NewPictures'));

/** What can be painted with the run, and what can be taken from it. */
export const TakeAway = memo(function TakeAway(props: {
  run: RunRecord;
  /** Ascending. */
  generatorEpochs: readonly number[];
  hasSamples: boolean;
  hasCurves: boolean;
  running: boolean;
}) {
  const { run, generatorEpochs } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const [panel, setPanel] = useState(false);
  const actions = useActions();
  const works = useWorks(run.id);
  const under = (kind: WorkView['kind']): boolean => works.some((work) => work.kind === kind);
  const says = words().openRun.take;
  const newestFirst = generatorEpochs.toReversed();
  const epoch = chosen ?? newestFirst[0];
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
            <Button
              size="xs"
              disabled={under('generator')}
              onClick={() => void actions.downloadGenerator(run.id, epoch)}
            >
              {says.generator}
            </Button>
            <NativeSelect
              size="xs"
              aria-label={says.whichEpoch}
              value={String(epoch)}
              data={newestFirst.map((value, index) => ({
                value: String(value),
                label: index === 0 ? says.newestEpoch(value) : says.epoch(value),
              }))}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          </span>
        </>
      )}
      {props.hasSamples && (
        <Button
          size="xs"
          disabled={under('samples')}
          onClick={() => void actions.downloadSamples(run.id)}
        >
          {says.samples}
        </Button>
      )}
      {props.hasCurves && (
        <Button
          size="xs"
          disabled={under('curves')}
          onClick={() => void actions.downloadCurves(run.id)}
        >
          {says.curves}
        </Button>
      )}
      <WorkSigns works={panel ? works.filter((work) => !ofNewPictures(work)) : works} />
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
