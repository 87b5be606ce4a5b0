import { Button } from '@mantine/core';
import { useState } from 'react';
import { exploreWords } from '../../words/explore';
import { useExplore } from './explore-context';
import { SignDialog } from './SignDialog';

/** Opens the dialog in which the artist's signature is made. */
export function SignButton() {
  const [open, setOpen] = useState(false);
  const ready = useExplore((explore) => explore.opened !== null);
  return (
    <>
      <Button size="sm" disabled={!ready} onClick={() => setOpen(true)}>
        {exploreWords().sign.open}
      </Button>
      {open && <SignDialog onClose={() => setOpen(false)} />}
    </>
  );
}
