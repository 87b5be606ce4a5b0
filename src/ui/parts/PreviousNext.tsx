import { Button } from '@mantine/core';
import { words } from '../../words';
import classes from './PreviousNext.module.css';

/** From one picture to those beside it; null where there is none. */
export function PreviousNext(props: {
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}) {
  const { previous, next } = words().parts.picture;
  return (
    <div className={classes.buttons}>
      <Button size="xs" disabled={!props.onPrevious} onClick={() => props.onPrevious?.()}>
        {previous}
      </Button>
      <Button size="xs" disabled={!props.onNext} onClick={() => props.onNext?.()}>
        {next}
      </Button>
    </div>
  );
}
