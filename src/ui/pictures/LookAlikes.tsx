import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { heldRunOf } from '../../store/views';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { useActions, useStudio } from '../studio-context';
import { words } from '../../words';

const LookAlikesDialog = lazyPart('look-alikes', () => import('./LookAlikesDialog'));

/** Milliseconds until a set is looked through: what is done first with it comes first. */
const REST_MS = 1_500;

/** How many pictures of a set show the same; a press lists them. [PIC25] */
export function LookAlikes({ set }: { set: DatasetRecord }) {
  const groups = useStudio((studio) => studio.lookAlikes[set.id]);
  const training = useStudio((studio) => heldRunOf(studio) !== null);
  const actions = useActions();
  const [open, setOpen] = useState(false);
  const { id, createdAt, painted = false } = set;
  useEffect(() => {
    // The studio's own pictures are known to differ.
    if (training || painted) return;
    const timer = setTimeout(() => actions.findLookAlikes(id), REST_MS);
    return () => clearTimeout(timer);
    // A set whose pictures have changed counts as made anew.
  }, [actions, id, createdAt, painted, training]);
  if (!groups || groups.length === 0) return null;
  const close = (): void => setOpen(false);
  const pictures = groups.reduce((sum, group) => sum + group.length, 0);
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {words().pictures.alike.label(pictures)}
      </Button>
      {open && (
        <Guard onClose={close}>
          <LookAlikesDialog set={set} groups={groups} onClose={close} />
        </Guard>
      )}
    </>
  );
}
