import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { words } from '../../words';

const SkippedDialog = lazyPart('skipped-files', () => import('./SkippedDialog'));

/** How many files did not become pictures; a press lists them. */
export function SkippedFiles({ set }: { set: DatasetRecord }) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {words().pictures.skipped.label(set.skippedCount)}
      </Button>
      {open && (
        <Guard onClose={close}>
          <SkippedDialog set={set} onClose={close} />
        </Guard>
      )}
    </>
  );
}
