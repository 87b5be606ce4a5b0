import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Origin } from '../../explore/origin';
import { useSize } from '../parts/use-size';
import { exploreWords } from '../../words/explore';
import { useExplore, useExploreActions } from './explore-context';
import { PressPicture } from './Painted';
import { usePictures } from './use-pictures';
import classes from './Explore.module.css';

/** Width of a picture in CSS pixels. */
const TILE = 96;
/** How far apart neighbours are on the map: close enough to look alike. */
const STEP = 0.2;
/** The one map there is. */
const SEED = 1;
/** CSS pixels that a press may move and still be a press. */
const STILL = 5;

/** An endless map to wander in by dragging, or with the arrow keys. */
export function MapView() {
  const view = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(view);
  const place = useExplore((explore) => explore.place);
  const shape = useExplore(({ opened }) => opened?.shape ?? { height: 1, width: 1 });
  const actions = useExploreActions();
  const drag = useRef<{ x: number; y: number; from: typeof place; moved: boolean } | null>(null);
  const [dragging, setDragging] = useState(false);
  /** Where it drags, in the view's CSS pixels. */
  const [pointer, setPointer] = useState<{ x: number; y: number } | null>(null);
  const down = (TILE * shape.height) / shape.width;
  const tiles = tilesIn(place, width, height, down);
  const nearest = nearestFirst(tiles, pointer ?? { x: width / 2, y: height / 2 }, down);
  const painted = usePictures(
    nearest.map(({ column, row }) => originAt(column, row)),
    'now',
  );
  const pictures = new Map(nearest.map((tile, i) => [keyOf(tile), painted[i] ?? null]));

  const go = (x: number, y: number): void => actions.set({ place: { x, y } });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      return actions.press(originAt(Math.round(place.x / STEP), Math.round(place.y / STEP)));
    }
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    go(place.x + by[0] * STEP, place.y + by[1] * STEP);
  };
  const onPointerDown = (event: PointerEvent): void => {
    drag.current = { x: event.clientX, y: event.clientY, from: place, moved: false };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const begun = drag.current;
    if (!begun || event.buttons === 0) return;
    const [right, below] = [event.clientX - begun.x, event.clientY - begun.y];
    if (!begun.moved && Math.hypot(right, below) < STILL) return;
    if (!begun.moved) {
      begun.moved = true;
      setDragging(true);
      view.current?.setPointerCapture(event.pointerId);
    }
    const box = view.current?.getBoundingClientRect();
    if (box) setPointer({ x: event.clientX - box.left, y: event.clientY - box.top });
    go(begun.from.x - (right / TILE) * STEP, begun.from.y - (below / down) * STEP);
  };
  const onPointerUp = (): void => {
    setDragging(false);
    setPointer(null);
  };
  /** What ends a drag is no press of a picture. */
  const onClickCapture = (event: React.MouseEvent): void => {
    if (drag.current?.moved) event.stopPropagation();
    drag.current = null;
  };
  const says = exploreWords();
  return (
    <section aria-label={says.mapLabel} className={classes.mapRegion}>
      <p className={classes.quiet}>{says.mapHelp}</p>
      <div
        ref={view}
        className={classes.map}
        data-dragging={dragging}
        role="group"
        tabIndex={0}
        aria-label={says.mapLabel}
        data-arrows
        data-plane
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onClickCapture={onClickCapture}
      >
        {tiles.map((tile) => (
          <div
            key={keyOf(tile)}
            className={classes.tile}
            style={{ transform: `translate(${tile.left}px, ${tile.top}px)`, width: TILE }}
          >
            <PressPicture
              origin={originAt(tile.column, tile.row)}
              rgba={pictures.get(keyOf(tile)) ?? null}
              shown={TILE}
              tabIndex={-1}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const originAt = (column: number, row: number): Origin => ({
  kind: 'map',
  seed: SEED,
  x: Math.round(column * STEP * 1000) / 1000,
  y: Math.round(row * STEP * 1000) / 1000,
});

interface TilePlace {
  /** In tiles from the map's origin. */
  readonly column: number;
  readonly row: number;
  /** In the view, in CSS pixels. */
  readonly left: number;
  readonly top: number;
}

const keyOf = ({ column, row }: TilePlace): string => `${column} ${row}`;

/** Those whose middle is nearest to a place in the view first. @param down their height, CSS pixels. */
function nearestFirst(
  tiles: readonly TilePlace[],
  { x, y }: { readonly x: number; readonly y: number },
  down: number,
): readonly TilePlace[] {
  const away = ({ left, top }: TilePlace): number =>
    Math.hypot(left + TILE / 2 - x, top + down / 2 - y);
  return [...tiles].sort((one, other) => away(one) - away(other));
}

/** Tiles that a view of this size shows around a place. */
function tilesIn(
  { x, y }: { readonly x: number; readonly y: number },
  width: number,
  height: number,
  down: number,
): TilePlace[] {
  if (width === 0 || height === 0) return [];
  const [left, top] = [width / 2 - (x / STEP + 0.5) * TILE, height / 2 - (y / STEP + 0.5) * down];
  const columns = rangeOf(left, TILE, width);
  const rows = rangeOf(top, down, height);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      column,
      row,
      left: left + column * TILE,
      top: top + row * down,
    })),
  );
}

/** Whole numbers n for which n * step + begin lies in view. */
function rangeOf(begin: number, step: number, size: number): number[] {
  const first = Math.floor(-begin / step);
  const last = Math.ceil((size - begin) / step);
  return Array.from({ length: last - first }, (_, i) => first + i);
}
