import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

/** Copies a text and says so for a moment; says as well where the browser refuses. */
export function CopyButton(props: { text: () => string; children: string }) {
  const [state, setState] = useState<'still' | 'copied' | 'refused'>('still');
  useEffect(() => {
    if (state === 'still') return;
    const timer = setTimeout(() => setState('still'), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  const words = { still: props.children, copied: 'Copied', refused: 'The browser refused to copy' };
  return (
    <Button
      size="xs"
      leftSection={state === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{words[state]}</span>
    </Button>
  );
}
