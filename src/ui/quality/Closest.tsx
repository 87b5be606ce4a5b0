import { useMemo } from 'react';
import { includedPictures } from '../../contract/choice';
import { pictureLength } from '../../contract/picture-shape';
import type { ClosePair, MeasureRecord } from '../../contract/measures';
import type { DatasetRecord, RunRecord } from '../../contract/records';
import { toRgba } from '../../contract/rgba';
import { Dialog } from '../parts/Dialog';
import { PixelCanvas } from '../parts/PixelCanvas';
import { usePicture } from '../pictures/use-picture';
import { useStudio } from '../studio-context';
import { qualityWords } from '../../words/quality';
import classes from './Quality.module.css';

/** Below this distance a generated picture counts as a copy, as in measures/copies.ts. */
const COPY_RATIO = 0.35;
/** Width of a picture in CSS pixels. */
const SHOWN = 112;

/** The generated pictures that are the nearest to one that was learnt from, beside that one. [MEAS11] */
export function Closest(props: { run: RunRecord; record: MeasureRecord; onClose: () => void }) {
  const { run, record } = props;
  const says = qualityWords().closest;
  const set = useStudio(({ datasets }) => datasets.find(({ id }) => id === run.datasetId));
  const places = useMemo(
    () => (set ? includedPictures(set, run.choice ?? set) : null),
    [set, run.choice],
  );
  return (
    <Dialog title={says.title(record.epoch)} size="lg" onClose={props.onClose}>
      <p className={classes.quiet}>{record.closest ? says.about : says.none}</p>
      {record.closest && (
        <ul className={classes.pairs}>
          {record.measures.copies.closest.map((pair, index) => (
            <li key={pair.generated} className={classes.pair}>
              <Generated record={record} index={index} />
              <Learnt set={set} place={places?.[pair.training]} index={index} />
              <Told pair={pair} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Told({ pair }: { pair: ClosePair }) {
  const says = qualityWords().closest;
  return (
    <p className={classes.told}>
      <span>{says.ratio(pair.ratio, pair.mirrored)}</span>
      {pair.ratio < COPY_RATIO && <b className={classes.copy}>{says.copy}</b>}
    </p>
  );
}

function Generated({ record, index }: { record: MeasureRecord; index: number }) {
  const { closest } = record;
  const rgba = useMemo(() => {
    if (!closest) return null;
    const size = pictureLength(closest.shape);
    return toRgba(closest.pixels.subarray(index * size, (index + 1) * size), closest.shape);
  }, [closest, index]);
  if (!closest) return null;
  const label = qualityWords().closest.generated(index + 1);
  return <PixelCanvas rgba={rgba} size={closest.shape} shown={SHOWN} label={label} />;
}

function Learnt(props: {
  set: DatasetRecord | undefined;
  place: number | undefined;
  index: number;
}) {
  const { set, place, index } = props;
  if (set && place !== undefined) return <InSet set={set} place={place} index={index} />;
  return <p className={classes.gone}>{qualityWords().closest.gone}</p>;
}

function InSet({ set, place, index }: { set: DatasetRecord; place: number; index: number }) {
  const rgba = usePicture(set, place);
  const label = qualityWords().closest.training(index + 1);
  return <PixelCanvas rgba={rgba} size={set.shape} shown={SHOWN} label={label} />;
}
