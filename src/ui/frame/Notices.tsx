import { Button, CloseButton } from '@mantine/core';
import { useActions, useStudio } from '../studio-context';
import { Transfer } from './Transfer';
import { WorksElsewhere } from './WorksElsewhere';
import classes from './Notices.module.css';

/** A file on its way, things to know that stopped nothing, and deletions that can be taken back. */
export function Notices() {
  const notices = useStudio((studio) => studio.notices);
  const actions = useActions();
  return (
    <div className={classes.stack}>
      <Transfer />
      <WorksElsewhere />
      <div className={classes.log} role="log" aria-label="Notices" aria-live="polite">
        {notices.map((notice) => (
          <div key={notice.id} className={classes.notice}>
            <div className={classes.text}>
              <p>{notice.text}</p>
              {notice.hint && <p className={classes.hint}>{notice.hint}</p>}
            </div>
            {notice.action === 'undo' && (
              <Button size="xs" onClick={() => actions.undoDelete()}>
                Undo
              </Button>
            )}
            <CloseButton
              size="sm"
              aria-label="Dismiss"
              onClick={() => actions.dismissNotice(notice.id)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
