import { Loader } from '@mantine/core';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import type { SampleRecord } from '../../contract/records';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { rendering } from '../parts/pixels';
import { useSize } from '../parts/use-size';
import { roam } from '../pictures/set-contents';
import { useDecoded, type DecodedSample } from './use-decoded';
import { words } from '../../words';
import classes from './Samples.module.css';

const CloseUp = lazyPart('close-up', () => import('./CloseUp'));

/** The grid of samples, the biggest thing on the page. */
export const Samples = memo(function Samples(props: {
  sample: SampleRecord | null;
  /** Whether a new grid may fade in: it carries news, unlike one that is scrubbed to. */
  soft: boolean;
  /** What is under way before the first grid. */
  waiting: string;
}) {
  const shown = useDecoded(props.sample);
  const [picture, setPicture] = useState<number | null>(null);
  if (!shown) {
    return (
      <div className={classes.blank}>
        <p role="status">
          {props.waiting !== '' && <Loader size="xs" type="dots" color="gray" aria-hidden />}
          <span>{props.waiting === '' ? words().openRun.samples.none : props.waiting}</span>
        </p>
      </div>
    );
  }
  return (
    <>
      <Grid shown={shown} soft={props.soft} onLook={setPicture} />
      {picture !== null && (
        <Guard onClose={() => setPicture(null)}>
          <CloseUp
            sample={shown.sample}
            picture={picture}
            onMove={setPicture}
            onClose={() => setPicture(null)}
          />
        </Guard>
      )}
    </>
  );
});

function Grid(props: { shown: DecodedSample; soft: boolean; onLook: (picture: number) => void }) {
  const { sample, url } = props.shown;
  const stage = useRef<HTMLDivElement>(null);
  const { width } = useSize(stage);
  const before = usePrevious(url);
  const scale = rendering(width * window.devicePixelRatio, sample.columns * sample.shape.width);
  const { height, width: wide } = sample.shape;
  const ratio = (sample.columns * wide) / (sample.rows * height);
  return (
    <div
      ref={stage}
      className={classes.stage}
      style={{
        aspectRatio: ratio,
        width: `min(100%, calc(var(--stage-height) * ${ratio}))`,
        imageRendering: scale,
      }}
    >
      {props.soft && before && <img src={before} alt="" className={classes.under} />}
      <img
        key={url}
        src={url}
        alt={words().openRun.samples.at(sample.epoch)}
        className={props.soft ? classes.fading : classes.image}
      />
      <Pictures columns={sample.columns} count={sample.count} onLook={props.onLook} />
    </div>
  );
}

/** Clear buttons over the grid, one for each picture: Tab leads to one, arrows to the others. */
const Pictures = memo(function Pictures(props: {
  columns: number;
  count: number;
  onLook: (picture: number) => void;
}) {
  const { columns, count } = props;
  const [current, setCurrent] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = roam(event.key, current, columns, count);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    const cell = event.currentTarget.children[next];
    if (cell instanceof HTMLElement) cell.focus();
  };
  return (
    <div
      className={classes.cells}
      role="group"
      aria-label={words().openRun.samples.pictures}
      data-arrows
      style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}
      onKeyDown={onKeyDown}
    >
      {Array.from({ length: count }, (_, picture) => (
        <button
          key={picture}
          type="button"
          className={classes.cell}
          aria-label={words().openRun.samples.look(picture + 1)}
          tabIndex={picture === Math.min(current, count - 1) ? 0 : -1}
          onClick={() => {
            setCurrent(picture);
            props.onLook(picture);
          }}
        />
      ))}
    </div>
  );
});

/** The value before this one. */
function usePrevious<T>(value: T): T | null {
  const [pair, setPair] = useState<{ now: T; before: T | null }>({ now: value, before: null });
  if (!Object.is(pair.now, value)) setPair({ now: value, before: pair.now });
  return pair.before;
}
