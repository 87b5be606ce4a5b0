import { Button, Progress } from '@mantine/core';
import { words } from '../../words';
import classes from './WorkSign.module.css';

/** How far a work is, with the way to end it. Lies beside its control, or in a notice. */
export function WorkSign(props: {
  text: string;
  done: number;
  /** 0 while it is unknown. */
  total: number;
  /** How far it is in words; by default in numbers: `12 of 256`. */
  figures?: string;
  onCancel?: () => void;
}) {
  const { text, done, total, onCancel } = props;
  const says = words().parts;
  const known = total > 0;
  const figures = props.figures ?? (known ? says.doneOf(done, total) : says.beginning);
  return (
    <div className={classes.sign}>
      <div className={classes.text}>
        <p className={classes.words}>{text}</p>
        <Progress.Root size={4} radius={0} className={classes.bar}>
          <Progress.Section
            value={known ? Math.min(100, (100 * done) / total) : 0}
            aria-label={text}
            aria-valuetext={figures}
          />
        </Progress.Root>
        <p className={classes.figures} aria-hidden>
          {figures}
        </p>
      </div>
      {onCancel && (
        <Button size="xs" aria-label={says.cancelWork(text)} onClick={onCancel}>
          {says.cancel}
        </Button>
      )}
    </div>
  );
}
