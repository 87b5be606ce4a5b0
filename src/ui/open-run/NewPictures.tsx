import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { LARGEST_SEED } from '../../contract/random';
import type { RunRecord } from '../../contract/records';
import { keptGroups } from '../../nets/kept-generator';
import { Dialog } from '../parts/Dialog';
import { ErrorNote } from '../parts/ErrorNote';
import { NumberField } from '../parts/NumberField';
import { PixelCanvas } from '../parts/PixelCanvas';
import { WorkSign } from '../parts/WorkSign';
import { notWhole } from '../parts/whole-number';
import { WorkSigns } from '../parts/WorkSigns';
import { useActions, useStudio } from '../studio-context';
import classes from './NewPictures.module.css';
import { ofNewPictures, useWorks } from './works';
import { words } from '../../words';

const MOST = 256;

/** Pictures never seen before, from any kept generator; number and seed decide them. */
export default function NewPictures(props: {
  run: RunRecord;
  epochs: readonly number[];
  firstEpoch: number;
  onClose: () => void;
}) {
  const { run, epochs } = props;
  const [epoch, setEpoch] = useState(props.firstEpoch);
  const groups = keptGroups(run.settings);
  const [weights, setWeights] = useState(groups[0]!);
  const [number, setNumber] = useState<number | null>(16);
  const [seed, setSeed] = useState<number | null>(1);
  const busy = useStudio((studio) => studio.newPictures.busy);
  const actions = useActions();
  const says = words().openRun.newPictures;
  useEffect(
    () => actions.openPainter({ runId: run.id, epoch, weights }),
    [actions, run.id, epoch, weights],
  );
  useEffect(() => () => actions.closePainter(), [actions]);
  const badNumber = notWhole(number, 1, MOST);
  const badSeed = notWhole(seed, 0, LARGEST_SEED);
  const make = (): void => {
    if (number === null || seed === null) return;
    actions.paint({ runId: run.id, epoch, weights }, number, seed);
  };
  return (
    <Dialog onClose={props.onClose} title={says.title} size="xl">
      <div className={classes.fields}>
        <NativeSelect
          label={says.generator}
          value={String(epoch)}
          data={epochs.map((value) => ({
            value: String(value),
            label: words().openRun.take.epoch(value),
          }))}
          onChange={(event) => setEpoch(Number(event.currentTarget.value))}
        />
        {groups.length > 1 && (
          <NativeSelect
            label={says.weights}
            value={weights}
            data={groups.map((value) => ({ value, label: says.choices[value] }))}
            onChange={({ currentTarget: { value } }) =>
              setWeights(groups.find((group) => group === value) ?? weights)
            }
          />
        )}
        <NumberField
          label={says.number}
          value={number}
          whole
          error={badNumber}
          commit="typing"
          onChange={setNumber}
        />
        <NumberField
          label={says.seed}
          value={seed}
          whole
          error={badSeed}
          commit="typing"
          onChange={setSeed}
        />
        <Button
          variant="filled"
          className={classes.make}
          loading={busy}
          disabled={badNumber !== undefined || badSeed !== undefined}
          onClick={make}
        >
          {says.make}
        </Button>
      </div>
      <div role="status">{busy && <Making />}</div>
      <Made runId={run.id} />
    </Dialog>
  );
}

/** How far the pictures asked for are. */
function Making() {
  const { asked, made } = useStudio((studio) => studio.newPictures);
  return <WorkSign text={words().openRun.newPictures.making(asked)} done={made} total={asked} />;
}

function Made({ runId }: { runId: string }) {
  const made = useStudio((studio) => studio.newPictures);
  const actions = useActions();
  const works = useWorks(runId).filter(ofNewPictures);
  const says = words().openRun.newPictures;
  if (made.error) return <ErrorNote error={made.error} />;
  if (made.busy) return null;
  if (made.runId !== runId || made.pictures.length === 0) {
    return <p className={classes.quiet}>{says.sameSeed}</p>;
  }
  return (
    <>
      <div className={classes.head}>
        <p>{says.made(made.pictures.length, made.epoch, made.seed)}</p>
        <Button
          size="xs"
          disabled={works.some(({ work }) => work.kind === 'pictures')}
          onClick={() => void actions.downloadNewPictures()}
        >
          {says.downloadAll}
        </Button>
      </div>
      <WorkSigns works={works} />
      <div className={classes.pictures}>
        {made.pictures.map((picture) => (
          <button
            key={picture.index}
            type="button"
            className={classes.picture}
            aria-label={says.download(picture.index + 1)}
            onClick={() => void actions.downloadNewPicture(picture.index)}
          >
            <PixelCanvas rgba={picture.rgba} size={made.shape} shown={120} />
          </button>
        ))}
      </div>
    </>
  );
}
