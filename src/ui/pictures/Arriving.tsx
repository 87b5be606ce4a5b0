import type { PictureShape } from '../../contract/picture-shape';
import { Button, Progress } from '@mantine/core';
import { memo, useMemo } from 'react';
import type { IntakeProgress, PreparedPicture } from '../../contract/intake';
import { toRgba } from '../../contract/rgba';
import { HiddenTitle } from '../parts/HiddenTitle';
import { PixelCanvas } from '../parts/PixelCanvas';
import { useActions, useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './Arriving.module.css';

/** Intake at work: how far it is, and the pictures as they arrive. */
export function Arriving() {
  const intake = useStudio((studio) => studio.intake);
  const actions = useActions();
  const says = words().pictures.arriving;
  return (
    <section aria-label={says.title}>
      <HiddenTitle>{says.title}</HiddenTitle>
      <div className={classes.bar}>
        <p className={classes.words}>{wordsOf(intake.progress)}</p>
        <Progress.Root size="sm" className={classes.progress}>
          <Progress.Section value={shareOf(intake.progress)} aria-label={says.bar} />
        </Progress.Root>
        <Button size="xs" onClick={() => actions.cancelIntake()}>
          {words().parts.cancel}
        </Button>
      </div>
      <div className={classes.wall}>
        {intake.arriving.map((picture) => (
          <Arrival key={picture.path} picture={picture} shape={intake.arrivingShape} />
        ))}
      </div>
    </section>
  );
}

const Arrival = memo(function Arrival(props: { picture: PreparedPicture; shape: PictureShape }) {
  const { picture, shape } = props;
  const rgba = useMemo(() => toRgba(picture.pixels, shape), [picture.pixels, shape]);
  return <PixelCanvas rgba={rgba} size={shape} shown={88} className={classes.picture} />;
});

const shareOf = (progress: IntakeProgress | null): number =>
  progress && progress.total > 0 ? (100 * progress.done) / progress.total : 0;

function wordsOf(progress: IntakeProgress | null): string {
  const says = words().pictures.arriving;
  if (!progress) return says.looking;
  const { done, total, picturesPerSecond } = progress;
  switch (progress.stage) {
    case 'walking':
      return says.walking(total);
    case 'decoding':
      return says.decoding(done, total, picturesPerSecond);
    case 'storing':
      return says.storing;
  }
}
