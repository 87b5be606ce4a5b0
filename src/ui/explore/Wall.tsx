import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent } from 'react';
import { LARGEST_SEED } from '../../contract/random';
import type { Origin } from '../../explore/origin';
import { useSize } from '../parts/use-size';
import { exploreWords } from '../../words/explore';
import { useExplore } from './explore-context';
import { PressPicture } from './Painted';
import { usePictures } from './use-pictures';
import classes from './Explore.module.css';

/** As many as fit into the height that browsers give an element. */
const ROWS = 50_000;
/** Width of a picture on the wall in CSS pixels, about. */
const TILE = 96;

/** Pictures by seed, without an end: only rows in view are drawn and painted. */
export function Wall() {
  const wall = useRef<HTMLDivElement>(null);
  const { width } = useSize(wall);
  const firstSeed = useExplore((explore) => explore.firstSeed);
  const shape = useExplore(({ opened }) => opened?.shape ?? { height: 1, width: 1 });
  const [current, setCurrent] = useState(0);
  const columns = Math.max(2, Math.round(width / TILE));
  const height = ((width / columns) * shape.height) / shape.width;
  const rows = useVirtualizer({
    count: width > 0 ? ROWS : 0,
    estimateSize: () => height,
    getScrollElement: () => wall.current,
    overscan: 2,
  });
  const most = Math.min(ROWS * columns, LARGEST_SEED - firstSeed + 1);
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
      aria-label={exploreWords().wallLabel}
      data-arrows
      onKeyDown={onKeyDown}
    >
      <div className={classes.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <Row
            key={`${row.index} ${columns} ${firstSeed}`}
            first={row.index * columns}
            count={Math.min(columns, most - row.index * columns)}
            firstSeed={firstSeed}
            current={current}
            top={row.start}
            shown={width / columns}
          />
        ))}
      </div>
    </div>
  );
}

function Row(props: {
  first: number;
  count: number;
  firstSeed: number;
  current: number;
  top: number;
  shown: number;
}) {
  const { first, count, firstSeed } = props;
  const origins: Origin[] = Array.from({ length: Math.max(0, count) }, (_, i) => ({
    kind: 'seed',
    seed: firstSeed + first + i,
  }));
  const pictures = usePictures(origins, 'soon');
  return (
    <div
      className={classes.row}
      style={{
        transform: `translateY(${props.top}px)`,
        gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))`,
      }}
    >
      {origins.map((origin, i) => (
        <PressPicture
          key={first + i}
          origin={origin}
          rgba={pictures[i] ?? null}
          shown={props.shown}
          position={first + i}
          tabIndex={first + i === props.current ? 0 : -1}
        />
      ))}
    </div>
  );
}
