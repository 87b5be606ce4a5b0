import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { Notice } from '../../store/view-types';
import { useEscape } from '../parts/use-escape';
import { useStudio } from '../studio-context';
import { when } from '../../words/format';
import { noticeText, words } from '../../words';
import classes from './PastNotices.module.css';

export const PAST_NOTICES_ID = 'past-notices';

/** What was said since the page was opened, to be read again. */
export function PastNotices() {
  const notices = useStudio((studio) => studio.pastNotices);
  const [open, setOpen] = useState(false);
  const [now, setNow] = useState(0);
  const close = useCallback(() => {
    setOpen(false);
    document.getElementById(PAST_NOTICES_ID)?.focus();
  }, []);
  useEscape(open, close);
  if (notices.length === 0) return null;
  const toggle = (): void => {
    setNow(Date.now());
    setOpen(!open);
  };
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-end" withinPortal>
      <Popover.Target>
        <Tooltip label={words().frame.notices.past} disabled={open}>
          <ActionIcon id={PAST_NOTICES_ID} aria-label={words().frame.notices.past} onClick={toggle}>
            <IconBell size={20} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.card} aria-label={words().frame.notices.past}>
        <ul className={classes.list} tabIndex={0} aria-label={words().frame.notices.pastList}>
          {notices.map((notice) => (
            <Past key={notice.id} notice={notice} now={now} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Past({ notice, now }: { notice: Notice; now: number }) {
  const { says, hint } = noticeText(notice.says);
  return (
    <li>
      <p>{says}</p>
      {hint !== '' && <p className={classes.quiet}>{hint}</p>}
      <p className={classes.quiet}>{when(notice.at, now)}</p>
    </li>
  );
}
