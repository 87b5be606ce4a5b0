import type { DatasetRecord } from '../../contract/records';
import { PixelCanvas } from '../parts/PixelCanvas';
import { shownPictures } from './set-contents';
import classes from './SetStrip.module.css';
import { usePicture } from './use-picture';

const MOST = 12;

/** A few pictures of a set in one row, taken evenly from all of it. */
export function SetStrip({ set }: { set: DatasetRecord }) {
  const out = new Set(set.excluded);
  const active = shownPictures(set).filter((index) => !out.has(index));
  const some = Math.min(MOST, active.length);
  return (
    <div className={classes.strip} aria-hidden>
      {Array.from({ length: some }, (_, i) => {
        const picture = active[Math.floor((i * active.length) / some)] ?? 0;
        return <Glimpse key={`${set.id} ${picture}`} set={set} picture={picture} />;
      })}
    </div>
  );
}

function Glimpse({ set, picture }: { set: DatasetRecord; picture: number }) {
  const rgba = usePicture(set, picture);
  return <PixelCanvas rgba={rgba} size={set.shape} shown={72} className={classes.glimpse} />;
}
