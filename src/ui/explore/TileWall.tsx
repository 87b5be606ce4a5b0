import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { Origin } from '../../explore/origin';
import { useSize } from '../parts/use-size';
import { useExplore } from './explore-context';
import { PressPicture } from './Painted';
import { usePictures } from './use-pictures';
import { useVerdicts } from './use-verdicts';
import classes from './Explore.module.css';

/** As many as fit into the height that browsers give an element. */
const ROWS = 50_000;
/** Width of a picture on the wall in CSS pixels, about. */
const TILE = 96;

interface Tiles {
  /** Of the picture at a place, from 0. */
  readonly originAt: (place: number) => Origin;
  /** Its score, where that is known already. */
  readonly scoreAt?: (place: number) => number;
  /** Whether the discriminator is asked for the scores. */
  readonly scored: boolean;
}

/** Pictures side by side in rows, any number of them: only rows in view are drawn and painted. */
export function TileWall(
  props: Tiles & {
    readonly label: string;
    readonly count: number;
    /** Another one where the same places have other pictures. */
    readonly turn: string;
  },
) {
  const { label, count, turn, ...tiles } = props;
  const wall = useRef<HTMLDivElement>(null);
  const { width } = useSize(wall);
  const shape = useExplore(({ opened }) => opened?.shape ?? { height: 1, width: 1 });
  const [current, setCurrent] = useState(0);
  const columns = Math.max(2, Math.round(width / TILE));
  const height = ((width / columns) * shape.height) / shape.width;
  const rows = useVirtualizer({
    count: width > 0 ? Math.min(ROWS, Math.ceil(count / columns)) : 0,
    estimateSize: () => height,
    getScrollElement: () => wall.current,
    overscan: 2,
  });
  const most = Math.min(ROWS * columns, count);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = current + by;
    if (next < 0 || next >= most) return;
    setCurrent(next);
    rows.scrollToIndex(Math.floor(next / columns));
    requestAnimationFrame(() => {
      wall.current?.querySelector<HTMLElement>(`[data-position="${next}"]`)?.focus();
    });
  };
  return (
    <div
      ref={wall}
      className={classes.wall}
      role="group"
      aria-label={label}
      data-arrows
      onKeyDown={onKeyDown}
    >
      <div className={classes.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <Row
            key={`${row.index} ${columns} ${turn}`}
            {...tiles}
            first={row.index * columns}
            count={Math.min(columns, most - row.index * columns)}
            columns={columns}
            current={Math.min(current, most - 1)}
            top={row.start}
            shown={width / columns}
          />
        ))}
      </div>
    </div>
  );
}

function Row(
  props: Tiles & {
    readonly first: number;
    readonly count: number;
    readonly columns: number;
    readonly current: number;
    readonly top: number;
    readonly shown: number;
  },
) {
  const { first, count, scoreAt } = props;
  const origins = Array.from({ length: Math.max(0, count) }, (_, i) => props.originAt(first + i));
  const pictures = usePictures(origins, 'soon');
  const verdicts = useVerdicts(origins, props.scored);
  return (
    <div
      className={classes.row}
      style={{
        transform: `translateY(${props.top}px)`,
        gridTemplateColumns: `repeat(${props.columns}, minmax(0, 1fr))`,
      }}
    >
      {origins.map((origin, i) => (
        <PressPicture
          key={first + i}
          origin={origin}
          rgba={pictures[i] ?? null}
          score={scoreAt?.(first + i) ?? verdicts[i]?.now.score ?? null}
          shown={props.shown}
          position={first + i}
          tabIndex={first + i === props.current ? 0 : -1}
        />
      ))}
    </div>
  );
}
