import { Popover } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { useEscape } from '../parts/use-escape';
import { useStudio } from '../studio-context';
import { BrowserNotes } from './BrowserNotes';
import { errorText, reasonText, words } from '../../words';
import classes from './TopBar.module.css';

/** What computes, in a word; why, on a press. */
export function EngineSign() {
  const report = useStudio((studio) => studio.engineReport);
  const error = useStudio((studio) => studio.engineError);
  const probing = useStudio((studio) => studio.probing);
  const [open, setOpen] = useState(false);
  const sign = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    sign.current?.focus();
  }, []);
  useEscape(open, close);
  const short = report
    ? words().engines[report.engine]
    : probing
      ? words().frame.engine.finding
      : error
        ? words().frame.engine.none
        : '';
  if (short === '') return null;
  const long = report
    ? [
        words().frame.engine.on(words().engines[report.engine], words().adapter(report.adapter)),
        reasonText(report.reason),
      ]
    : error
      ? Object.values(errorText(error))
      : [words().frame.engine.trial];
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-end" withinPortal>
      <Popover.Target>
        <button
          ref={sign}
          type="button"
          className={classes.engine}
          data-bad={!report && !!error}
          onClick={() => setOpen(!open)}
        >
          {short}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.card}>
        {long
          .filter((text) => text !== '')
          .map((text) => (
            <p key={text}>{text}</p>
          ))}
        <BrowserNotes />
      </Popover.Dropdown>
    </Popover>
  );
}
