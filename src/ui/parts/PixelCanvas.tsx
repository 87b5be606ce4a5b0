import { useEffect, useRef } from 'react';
import { paint, rendering } from './pixels';

/** One picture, as the network sees it. `rgba`: [size, size, 4]. */
export function PixelCanvas(props: {
  rgba: Uint8ClampedArray<ArrayBuffer> | null;
  size: number;
  /** Edge on the page in CSS pixels, where known; decides how it is scaled. */
  shown?: number;
  /** Name for assistive technology; without one it is decoration. */
  label?: string;
  className?: string | undefined;
}) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { rgba, size } = props;
  useEffect(() => {
    if (ref.current && rgba) paint(ref.current, rgba, size);
  }, [rgba, size]);
  const style = {
    imageRendering: rendering((props.shown ?? size * 2) * window.devicePixelRatio, size),
  } as const;
  const named = props.label
    ? ({ role: 'img', 'aria-label': props.label } as const)
    : ({ 'aria-hidden': true } as const);
  return <canvas ref={ref} className={props.className} style={style} {...named} />;
}
