import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StudioErrorData } from '../../contract/errors';
import { errorText } from '../../words';
import classes from './ErrorNote.module.css';

/** What happened, that nothing is lost where so, and the next thing to do. */
export function ErrorNote(props: {
  /** A failure, or what is to be said of one. */
  error: StudioErrorData | { readonly message: string; readonly hint: string };
  kept?: string;
  children?: ReactNode;
}) {
  const { message, hint } = 'code' in props.error ? errorText(props.error) : props.error;
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={20} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <p className={classes.message}>{message}</p>
        {props.kept && <p>{props.kept}</p>}
        {hint && <p>{hint}</p>}
        {props.children ? <div className={classes.actions}>{props.children}</div> : null}
      </div>
    </div>
  );
}
