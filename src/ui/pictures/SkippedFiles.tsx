import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { Dialog } from '../parts/Dialog';
import { CopyButton } from '../parts/CopyButton';
import { countOf } from '../words/units';
import { skippedText } from './set-contents';
import classes from './SkippedFiles.module.css';

/** Every file that did not become a picture, with its reason. */
export function SkippedFiles({ set }: { set: DatasetRecord }) {
  const [open, setOpen] = useState(false);
  const label = `${countOf(set.skipped.length, 'file')} skipped`;
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Dialog onClose={() => setOpen(false)} title={label} size="lg">
          <CopyButton text={() => skippedText(set)}>Copy the list</CopyButton>
          <ul className={classes.list}>
            {set.skipped.map(({ path, reason }, index) => (
              <li key={`${index} ${path}`} className={classes.file}>
                <p className={classes.path}>{path}</p>
                <p className={classes.reason}>{reason}</p>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
