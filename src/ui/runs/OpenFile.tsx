import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useActions, useStudio } from '../studio-context';

/** Brings in a project, or a generator that the studio made before. */
export function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  const busy = useStudio((studio) => studio.transfer !== null);
  const actions = useActions();
  return (
    <>
      <Button size="xs" disabled={busy} onClick={() => input.current?.click()}>
        Open a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".atelier,.zip"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void actions.importFile(file);
          // The same file can then be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
