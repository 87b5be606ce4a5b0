import { Button } from '@mantine/core';
import { openRunOf } from '../../store/views';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { useStudio } from '../studio-context';
import { Boundary } from './Boundary';
import { drawingFailure, meanwhile } from './drawing-failure';
import { ErrorNote } from './ErrorNote';
import { words } from '../../words';
import classes from './Guard.module.css';

/**
 * Round every room, dialog and lazily fetched part: where it cannot be fetched or drawn, that is said
 * in its place, and the rest of the page stays alive. [PAGE9]
 */
export function Guard(props: {
  /** Drawn while the part is fetched. */
  waiting?: ReactNode;
  /** For a dialog: a failure is said in a dialog too, and closing that one closes this. */
  onClose?: () => void;
  children: ReactNode;
}) {
  const { waiting, onClose, children } = props;
  return (
    <Boundary
      failed={(error, again) =>
        onClose ? (
          <FailedDialog error={error} onAgain={again} onClose={onClose} />
        ) : (
          <Failed error={error} onAgain={again} />
        )
      }
    >
      <Suspense fallback={waiting ?? (onClose && <Fetching />)}>{children}</Suspense>
    </Boundary>
  );
}

function Failed(props: { error: unknown; onAgain: () => void; children?: ReactNode }) {
  const kept = useStudio((studio) => {
    const openRun = openRunOf(studio);
    return meanwhile(openRun?.live ? openRun.run.state : null);
  });
  return (
    <div className={classes.failed}>
      <ErrorNote error={drawingFailure(props.error)} kept={kept}>
        <Button size="xs" onClick={props.onAgain}>
          {words().parts.tryAgain}
        </Button>
        {props.children}
      </ErrorNote>
    </div>
  );
}

/** The browser's own dialog: the one of the library may be what is missing. */
function FailedDialog(props: { error: unknown; onAgain: () => void; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={words().parts.missing}
      onClose={props.onClose}
    >
      <Failed error={props.error} onAgain={props.onAgain}>
        <Button size="xs" variant="default" onClick={props.onClose}>
          {words().parts.close}
        </Button>
      </Failed>
    </dialog>
  );
}

/** Seen only where fetching takes a while. */
const Fetching = () => (
  <p className={classes.fetching} role="status">
    {words().parts.fetching}
  </p>
);
