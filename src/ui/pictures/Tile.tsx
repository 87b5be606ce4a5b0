import { IconEyeOff } from '@tabler/icons-react';
import { memo } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { PixelCanvas } from '../parts/PixelCanvas';
import { usePath, usePicture } from './use-picture';
import { words } from '../../words';
import classes from './PictureGrid.module.css';

interface TileProps {
  readonly set: DatasetRecord;
  /** Index in the set. */
  readonly picture: number;
  /** Place on the picture grid, counted from 0. */
  readonly position: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly included: boolean;
  /** Whether Tab leads here; arrows lead on. */
  readonly reachable: boolean;
  readonly onToggle: (included: boolean) => void;
}

/** One picture, exactly as the network sees it. */
export const Tile = memo(
  function Tile(props: TileProps) {
    const { set, picture, width, height, included } = props;
    const rgba = usePicture(set, picture);
    const path = usePath(set, picture);
    const says = words().pictures.wall;
    return (
      <button
        type="button"
        className={classes.tile}
        style={{ width, height }}
        aria-pressed={included}
        aria-label={says.picture(picture + 1, path)}
        title={included ? path : says.leftOut(path)}
        tabIndex={props.reachable ? 0 : -1}
        data-position={props.position}
        onClick={() => props.onToggle(!included)}
      >
        <PixelCanvas rgba={rgba} size={set.shape} shown={width} />
        {!included && (
          <span className={classes.out}>
            <IconEyeOff size={Math.min(28, Math.min(width, height) / 3)} aria-hidden />
          </span>
        )}
      </button>
    );
  },
  (old, now) =>
    old.set.id === now.set.id &&
    old.picture === now.picture &&
    old.position === now.position &&
    old.width === now.width &&
    old.height === now.height &&
    old.included === now.included &&
    old.reachable === now.reachable,
);
