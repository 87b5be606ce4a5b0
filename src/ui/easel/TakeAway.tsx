import { Button, NativeSelect } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { RunView } from '../../store/model';
import { useActions } from '../studio-context';
import { count } from '../words/units';
import classes from './TakeAway.module.css';

const NewPictures = lazy(() => import('./NewPictures'));

/** What can be painted with the run, and what can be taken from it. */
export function TakeAway({ easel }: { easel: RunView }) {
  const { run, generatorEpochs, samples } = easel;
  const [chosen, setChosen] = useState<number | null>(null);
  const [panel, setPanel] = useState(false);
  const actions = useActions();
  const newestFirst = generatorEpochs.toReversed();
  const epoch = chosen ?? newestFirst[0];
  const running = easel.live && run.state === 'running';
  return (
    <div className={classes.row}>
      {running && (
        <Button size="xs" onClick={() => actions.sampleNow()}>
          Sample now
        </Button>
      )}
      {epoch !== undefined && (
        <>
          <Button size="xs" onClick={() => setPanel(true)}>
            New pictures
          </Button>
          <span className={classes.pair}>
            <Button size="xs" onClick={() => void actions.downloadGenerator(run.id, epoch)}>
              Download generator
            </Button>
            <NativeSelect
              size="xs"
              aria-label="Generator of which epoch"
              value={String(epoch)}
              data={newestFirst.map((value, index) => ({
                value: String(value),
                label: `epoch ${count(value)}${index === 0 ? ', newest' : ''}`,
              }))}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          </span>
        </>
      )}
      {samples.length > 0 && (
        <Button size="xs" onClick={() => void actions.downloadSamples(run.id)}>
          Download all samples
        </Button>
      )}
      {easel.metrics.length > 0 && (
        <Button size="xs" onClick={() => void actions.downloadCurves(run.id)}>
          Download curves
        </Button>
      )}
      {panel && epoch !== undefined && (
        <Suspense>
          <NewPictures
            run={run}
            epochs={newestFirst}
            firstEpoch={epoch}
            onClose={() => setPanel(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
