import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { useSize } from '../parts/use-size';
import { useActions } from '../studio-context';
import { columnsOf, roam, shownPictures, tileTarget } from './set-contents';
import { Tile } from './Tile';
import { words } from '../../words';
import classes from './PictureGrid.module.css';

/** All pictures of a set, edge to edge; only the rows in view are drawn. */
export function PictureGrid(props: {
  set: DatasetRecord;
  /** Opens what moves the point of a picture's crop; missing where crops have none. */
  onFocusPoint?: ((picture: number) => void) | undefined;
}) {
  const { set, onFocusPoint } = props;
  const wall = useRef<HTMLDivElement>(null);
  const { width } = useSize(wall);
  const shown = useMemo(() => shownPictures(set), [set]);
  const out = useMemo(() => new Set(set.excluded), [set.excluded]);
  const columns = columnsOf(width, tileTarget(set.shape, width || 1));
  const across = width / columns;
  const down = (across * set.shape.height) / set.shape.width;
  const [current, setCurrent] = useState(0);
  const place = Math.min(current, Math.max(0, shown.length - 1));
  const actions = useActions();

  const rows = useRows(wall, width > 0 ? Math.ceil(shown.length / columns) : 0, down);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = roam(event.key, place, columns, shown.length);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    rows.scrollToIndex(Math.floor(next / columns));
    focusTile(wall.current, next);
  };

  return (
    <div
      ref={wall}
      className={classes.wall}
      role="group"
      aria-label={words().pictures.wall.label}
      data-arrows
      onKeyDown={onKeyDown}
      style={{ height: rows.getTotalSize() }}
    >
      {rows.getVirtualItems().map((row) => (
        <div
          key={row.key}
          className={classes.row}
          style={{ transform: `translateY(${row.start - rows.options.scrollMargin}px)` }}
        >
          {Array.from(rowOf(shown, row.index, columns), (picture, column) => {
            const position = row.index * columns + column;
            return (
              <Tile
                key={picture}
                set={set}
                picture={picture}
                position={position}
                width={across}
                height={down}
                included={!out.has(picture)}
                reachable={position === place}
                onFocusPoint={onFocusPoint}
                onToggle={(included) => {
                  setCurrent(position);
                  void actions.setExcluded(set.id, [picture], !included);
                }}
              />
            );
          })}
        </div>
      ))}
      {shown.length === 0 && <p className={classes.none}>{words().pictures.wall.noFolder}</p>}
    </div>
  );
}

const rowOf = (shown: Uint32Array, row: number, columns: number): Uint32Array =>
  shown.subarray(row * columns, (row + 1) * columns);

function useRows(wall: React.RefObject<HTMLDivElement | null>, count: number, height: number) {
  const [top, setTop] = useState(0);
  // The bar above the picture grid changes height; the picture grid's offset is taken anew after each change.
  useEffect(() => {
    const measure = (): void => {
      const box = wall.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [wall]);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 3,
    scrollMargin: top,
  });
  useEffect(() => {
    rows.measure();
  }, [rows, height]);
  return rows;
}

/** Focuses a tile once it is drawn; it may have to be scrolled into view first. */
function focusTile(wall: HTMLElement | null, position: number, tries = 10): void {
  requestAnimationFrame(() => {
    const tile = wall?.querySelector<HTMLElement>(`[data-position="${position}"]`);
    if (tile) tile.focus({ preventScroll: true });
    else if (tries > 0) focusTile(wall, position, tries - 1);
  });
}
