import { useEffect } from 'react';
import type { Origin } from '../../explore/origin';
import type { PictureShape } from '../../contract/picture-shape';
import { rendering } from '../parts/pixels';
import { usePaintKey } from './use-pictures';
import { useScreen } from './use-screen';
import classes from './Explore.module.css';

/** Width in CSS pixels, about. */
const LARGE = 320;

/** A picture that changes while a hand moves something. */
export function HandPicture(props: { origin: Origin; shape: PictureShape; label: string }) {
  const { screen, key, canvas } = useScreen();
  const { origin, shape, label } = props;
  const painted = usePaintKey([origin]);
  useEffect(() => {
    screen.want(origin);
    // The origin is made anew with each drawing; `painted` tells when it is another.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [screen, painted]);
  return (
    <canvas
      key={key}
      ref={canvas}
      className={classes.canvas}
      role="img"
      aria-label={label}
      style={{
        aspectRatio: `${shape.width} / ${shape.height}`,
        imageRendering: rendering(LARGE * window.devicePixelRatio, shape.width),
      }}
    />
  );
}
