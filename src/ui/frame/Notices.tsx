import { Button, CloseButton } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Notice } from '../../store/view-types';
import { useSize } from '../parts/use-size';
import { useActions, useStudio } from '../studio-context';
import { noticeTime } from './notice-time';
import { PAST_NOTICES_ID } from './PastNotices';
import { Transfer } from './Transfer';
import { WorksElsewhere } from './WorksElsewhere';
import { usePassing } from './use-passing';
import { noticeText, words } from '../../words';
import classes from './Notices.module.css';

/** More at once would hide the page; those before can be read again. */
const MOST = 3;

/**
 * A file on its way, things to know that stopped nothing, and deletions that can be taken back. They
 * leave by themselves, but not while they are pointed at or have the focus.
 */
export function Notices() {
  const notices = useStudio((studio) => studio.notices);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const stack = useRef<HTMLDivElement>(null);
  useRoomFor(stack);
  return (
    <div
      ref={stack}
      className={classes.stack}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
    >
      <Transfer />
      <WorksElsewhere />
      <div
        className={classes.log}
        role="log"
        aria-label={words().frame.notices.label}
        aria-live="polite"
      >
        {notices.slice(-MOST).map((notice) => (
          <Said key={notice.id} notice={notice} held={pointed || focused} />
        ))}
      </div>
    </div>
  );
}

function Said({ notice, held }: { notice: Notice; held: boolean }) {
  const actions = useActions();
  const { says, hint } = noticeText(notice.says);
  const box = useRef<HTMLDivElement>(null);
  const leave = (): void => {
    // The focus does not vanish with what had it: where it goes, the notice can be read again.
    const hadFocus = box.current?.contains(document.activeElement) === true;
    actions.dismissNotice(notice.id);
    if (hadFocus) document.getElementById(PAST_NOTICES_ID)?.focus();
  };
  usePassing(noticeTime(notice), held, leave);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave();
  };
  return (
    <div
      ref={box}
      className={classes.notice}
      role={notice.kind === 'trouble' ? 'alert' : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.text}>
        <p>{says}</p>
        {hint !== '' && <p className={classes.hint}>{hint}</p>}
      </div>
      {notice.action === 'undo' && (
        <Button size="xs" onClick={() => actions.undoDelete(notice.id)}>
          {words().frame.notices.undo}
        </Button>
      )}
      <CloseButton size="sm" aria-label={words().frame.notices.dismiss} onClick={leave} />
    </div>
  );
}

/** Lets the page scroll so much further that no control has to stay under the notices. */
function useRoomFor(stack: React.RefObject<HTMLDivElement | null>): void {
  const { height } = useSize(stack);
  useEffect(() => {
    document.documentElement.style.setProperty('--notices', `${Math.ceil(height)}px`);
  }, [height]);
}
