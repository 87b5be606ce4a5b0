import { useEffect, useRef } from 'react';
import type { PictureSize } from '../../contract/picture-shape';
import { paint, rendering } from './pixels';

/** One picture, as the network sees it. `rgba`: [height, width, 4]. */
export function PixelCanvas(props: {
  rgba: Uint8ClampedArray<ArrayBuffer> | null;
  size: PictureSize;
  /** Width on the page in CSS pixels, where known; decides how it is scaled. */
  shown?: number;
  /** Name for assistive technology; without one it is decoration. */
  label?: string;
  className?: string | undefined;
}) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { rgba } = props;
  const { height, width } = props.size;
  useEffect(() => {
    if (ref.current && rgba) paint(ref.current, rgba, { height, width });
  }, [rgba, height, width]);
  const style = {
    // The style sheet gives the width.
    aspectRatio: `${width} / ${height}`,
    imageRendering: rendering((props.shown ?? width * 2) * window.devicePixelRatio, width),
  } as const;
  const named = props.label
    ? ({ role: 'img', 'aria-label': props.label } as const)
    : ({ 'aria-hidden': true } as const);
  return <canvas ref={ref} className={props.className} style={style} {...named} />;
}
