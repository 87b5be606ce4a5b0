import { Popover } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { ENGINE_NAMES } from '../../contract/hyperparameters';
import { useEscape } from '../parts/use-escape';
import { useStudio } from '../studio-context';
import { BrowserNotes } from './BrowserNotes';
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
    ? ENGINE_NAMES[report.engine]
    : probing
      ? 'Finding an engine'
      : error
        ? 'No engine'
        : '';
  if (short === '') return null;
  const long = report
    ? [`${ENGINE_NAMES[report.engine]} on ${report.adapter}.`, report.reason]
    : error
      ? [error.message, error.hint]
      : ['A short trial finds out what computes fastest here.'];
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
