import { Button, Progress } from '@mantine/core';
import { memo, useMemo } from 'react';
import type { IntakeProgress, PreparedPicture } from '../../contract/intake';
import { toRgba } from '../parts/pixels';
import { HiddenTitle } from '../parts/HiddenTitle';
import { PixelCanvas } from '../parts/PixelCanvas';
import { useActions, useStudio } from '../studio-context';
import { countOf } from '../../contract/count';
import { count, perSecond } from '../../words/format';
import classes from './Arriving.module.css';

/** Intake at work: how far it is, and the pictures as they arrive. */
export function Arriving() {
  const intake = useStudio((studio) => studio.intake);
  const actions = useActions();
  return (
    <section aria-label="Pictures arriving">
      <HiddenTitle>Pictures arriving</HiddenTitle>
      <div className={classes.bar}>
        <p className={classes.words}>{wordsOf(intake.progress)}</p>
        <Progress.Root size="sm" className={classes.progress}>
          <Progress.Section value={shareOf(intake.progress)} aria-label="Reading pictures" />
        </Progress.Root>
        <Button size="xs" onClick={() => actions.cancelIntake()}>
          Cancel
        </Button>
      </div>
      <div className={classes.wall}>
        {intake.arriving.map((picture) => (
          <Arrival
            key={picture.path}
            picture={picture}
            size={intake.arrivingSize}
            channels={intake.arrivingChannels}
          />
        ))}
      </div>
    </section>
  );
}

const Arrival = memo(function Arrival(props: {
  picture: PreparedPicture;
  size: number;
  channels: number;
}) {
  const { picture, size, channels } = props;
  const rgba = useMemo(
    () => toRgba(picture.pixels, size, channels),
    [picture.pixels, size, channels],
  );
  return <PixelCanvas rgba={rgba} size={size} shown={88} className={classes.picture} />;
});

const shareOf = (progress: IntakeProgress | null): number =>
  progress && progress.total > 0 ? (100 * progress.done) / progress.total : 0;

function wordsOf(progress: IntakeProgress | null): string {
  if (!progress) return 'Looking through what was dropped';
  const { done, total, picturesPerSecond } = progress;
  switch (progress.stage) {
    case 'walking':
      return `Looking through the folders: ${countOf(total, 'file')} so far`;
    case 'decoding':
      return [`${count(done)} of ${count(total)} read`, perSecond(picturesPerSecond)]
        .filter((part) => part !== '')
        .join(' · ');
    case 'storing':
      return 'Keeping the set on this computer';
  }
}
