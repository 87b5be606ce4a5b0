import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useActions, useStudio } from '../studio-context';
import { words } from '../../words';

/** Brings in projects, and generators that the studio made before, whatever they are called. */
export function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  const busy = useStudio((studio) => studio.transfer !== null);
  const actions = useActions();
  return (
    <>
      <Button size="xs" disabled={busy} onClick={() => input.current?.click()}>
        {words().runs.openFile}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          // A list of its own: the input's is emptied below.
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length > 0) void actions.importFiles(files);
          // The same file can then be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
