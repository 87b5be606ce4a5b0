import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StudioErrorData } from '../../contract/errors';
import classes from './ErrorNote.module.css';

/** What happened, that nothing is lost where so, and the next thing to do. */
export function ErrorNote(props: {
  error: Pick<StudioErrorData, 'message' | 'hint'>;
  kept?: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={20} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <p className={classes.message}>{props.error.message}</p>
        {props.kept && <p>{props.kept}</p>}
        {props.error.hint && <p>{props.error.hint}</p>}
        {props.children ? <div className={classes.actions}>{props.children}</div> : null}
      </div>
    </div>
  );
}
