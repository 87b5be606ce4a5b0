import { IconEyeOff, IconFocusCentered } from '@tabler/icons-react';
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
  /** Opens what moves the point of its crop; missing where crops have none. */
  readonly onFocusPoint?: ((picture: number) => void) | undefined;
}

/** One picture, exactly as the network sees it. */
export const Tile = memo(
  function Tile(props: TileProps) {
    const { set, picture, width, height, included } = props;
    const rgba = usePicture(set, picture);
    const path = usePath(set, picture);
    const says = words().pictures.wall;
    return (
      <div className={classes.place} style={{ width, height }}>
        <button
          type="button"
          className={classes.tile}
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
        {props.onFocusPoint && (
          <button
            type="button"
            className={classes.focus}
            aria-label={words().pictures.focus.open(picture + 1)}
            title={words().pictures.focus.title}
            tabIndex={props.reachable ? 0 : -1}
            onClick={() => props.onFocusPoint?.(picture)}
          >
            <IconFocusCentered size={16} aria-hidden />
          </button>
        )}
      </div>
    );
  },
  (old, now) =>
    old.set.id === now.set.id &&
    old.set.createdAt === now.set.createdAt &&
    old.picture === now.picture &&
    old.position === now.position &&
    old.width === now.width &&
    old.height === now.height &&
    old.included === now.included &&
    old.reachable === now.reachable &&
    old.onFocusPoint === now.onFocusPoint,
);
