import { useEffect, useRef, type CSSProperties } from 'react';
import type { SampleRecord } from '../../contract/records';
import { Dialog } from '../parts/Dialog';
import { rendering } from '../parts/pixels';
import { PreviousNext } from '../parts/PreviousNext';
import { Term } from '../parts/Term';
import { useSize } from '../parts/use-size';
import { words } from '../../words';
import classes from './CloseUp.module.css';

/** One picture of a grid, large, with the discriminator's score on it. */
export default function CloseUp(props: {
  sample: SampleRecord;
  picture: number;
  onMove: (picture: number) => void;
  onClose: () => void;
}) {
  const { sample, onMove } = props;
  const picture = Math.min(props.picture, sample.count - 1);
  const score = sample.scores[picture];
  const says = words().openRun.closeUp;
  const move = (by: number): void => onMove((picture + by + sample.count) % sample.count);
  return (
    <Dialog
      onClose={props.onClose}
      title={says.title(picture + 1, sample.epoch)}
      size="auto"
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') move(-1);
        if (event.key === 'ArrowRight') move(1);
      }}
    >
      <Cut sample={sample} picture={picture} />
      {score !== undefined && (
        <p className={classes.score} aria-live="polite">
          <span>{says.score.the}</span> <Term of="discriminator">{says.score.discriminator}</Term>{' '}
          <span>{says.score.sure(score)}</span>
        </p>
      )}
      <PreviousNext onPrevious={() => move(-1)} onNext={() => move(1)} />
    </Dialog>
  );
}

/** Cuts one picture out of the grid's image. */
function Cut({ sample, picture }: { sample: SampleRecord; picture: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image, columns } = sample;
  const { height: high, width: wide } = sample.shape;
  const { width } = useSize(canvas);
  useEffect(() => {
    let late = false;
    const x = (picture % columns) * wide;
    const y = Math.floor(picture / columns) * high;
    const draw = async (): Promise<void> => {
      const bitmap = await createImageBitmap(image, x, y, wide, high);
      const element = canvas.current;
      if (!late && element) {
        element.width = wide;
        element.height = high;
        element.getContext('2d')?.drawImage(bitmap, 0, 0);
      }
      bitmap.close();
    };
    // Without a decodable image the dialog still gives the score.
    draw().catch(() => undefined);
    return () => {
      late = true;
    };
  }, [image, wide, high, columns, picture]);
  return (
    <canvas
      ref={canvas}
      className={classes.picture}
      role="img"
      aria-label={words().openRun.closeUp.picture(picture + 1)}
      style={
        {
          '--ratio': wide / high,
          imageRendering: rendering(width * window.devicePixelRatio, wide),
        } as CSSProperties
      }
    />
  );
}
