import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { tidyPlace, type Box, type Place } from '../../contract/focus';
import type { WholePicture } from '../../store/view-types';
import { PixelCanvas } from '../parts/PixelCanvas';
import { words } from '../../words';
import classes from './FocusDialog.module.css';

/** Parts of a side that an arrow key moves the point by, alone and with Shift. */
const STEP = 0.01;
const LEAP = 0.1;

const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const percent = (part: number): string => `${100 * part}%`;

/** A whole picture, darker outside of its crop, and the point to be dragged. */
export function FocusStage(props: {
  whole: WholePicture;
  /** In pixels of the whole picture; null where it is all of it, so that nothing can be moved. */
  crop: Box | null;
  place: Place;
  /** While it is dragged. */
  onMove: (place: Place) => void;
  /** When it was let go of, or moved by a key. */
  onCommit: (place: Place) => void;
}) {
  const { whole, crop, place } = props;
  const picture = <PixelCanvas rgba={whole.rgba} size={whole.drawn} className={classes.whole} />;
  const { width, height } = whole.size;
  const stage = useRef<HTMLDivElement>(null);
  const point = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);

  const under = ({ clientX, clientY }: PointerEvent): Place => {
    const box = stage.current?.getBoundingClientRect();
    if (!box) return place;
    return tidyPlace({ x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const by = event.shiftKey ? LEAP : STEP;
    const next = tidyPlace({ x: place.x + by * arrow.x, y: place.y + by * arrow.y });
    props.onMove(next);
    props.onCommit(next);
  };

  const says = words().pictures.focus;
  const ratio = { '--ratio': width / height } as CSSProperties;
  if (!crop) {
    return (
      <div className={classes.still} style={ratio}>
        {picture}
      </div>
    );
  }
  return (
    <div
      ref={stage}
      className={classes.stage}
      style={ratio}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = true;
        point.current?.focus();
        props.onMove(under(event));
      }}
      onPointerMove={(event) => {
        if (dragging.current) props.onMove(under(event));
      }}
      onPointerUp={(event) => {
        if (!dragging.current) return;
        dragging.current = false;
        props.onCommit(under(event));
      }}
      onPointerCancel={() => {
        if (!dragging.current) return;
        dragging.current = false;
        props.onCommit(place);
      }}
    >
      {picture}
      <div
        className={classes.frame}
        style={{
          left: percent(crop.x / width),
          top: percent(crop.y / height),
          width: percent(crop.width / width),
          height: percent(crop.height / height),
        }}
      />
      <div
        ref={point}
        className={classes.point}
        style={{ left: percent(place.x), top: percent(place.y) }}
        role="slider"
        tabIndex={0}
        aria-label={says.point}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * place.x)}
        aria-valuetext={says.at(place.x, place.y)}
        data-arrows
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
