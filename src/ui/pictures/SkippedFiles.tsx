import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { Name } from '../parts/Name';
import { Dialog } from '../parts/Dialog';
import { CopyButton } from '../parts/CopyButton';
import { skippedText } from './set-contents';
import { skipText, words } from '../../words';
import classes from './SkippedFiles.module.css';

/** More would make the dialog slow; nobody reads them one by one. */
const MOST_LINES = 1000;

/** Every file that did not become a picture, with its reason. */
export function SkippedFiles({ set }: { set: DatasetRecord }) {
  const [open, setOpen] = useState(false);
  const says = words().pictures.skipped;
  const label = says.label(set.skippedCount);
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Dialog onClose={() => setOpen(false)} title={label} size="lg">
          <CopyButton text={() => skippedText(set)}>{says.copy}</CopyButton>
          <ul className={classes.list}>
            {set.skipped.slice(0, MOST_LINES).map(({ path, reason }, index) => (
              <li key={`${index} ${path}`} className={classes.file}>
                <p className={classes.path}>
                  <Name>{path}</Name>
                </p>
                <p className={classes.reason}>{skipText(reason)}</p>
              </li>
            ))}
          </ul>
          {set.skippedCount > MOST_LINES && (
            <p className={classes.reason}>{says.first(MOST_LINES)}</p>
          )}
        </Dialog>
      )}
    </>
  );
}
