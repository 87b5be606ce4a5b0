import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from '../browser/copy-text';
import { words } from '../../words';

/** Copies a text and says so for a moment; where the browser refuses, shows it to copy by hand. */
export function CopyButton(props: { text: () => string; children: string }) {
  const [copied, setCopied] = useState(false);
  const [byHand, setByHand] = useState<string | null>(null);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    const text = props.text();
    const done = await copyText(text);
    setCopied(done);
    setByHand(done ? null : text);
  };
  return (
    <>
      <Button
        size="xs"
        leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{copied ? words().parts.copied : props.children}</span>
      </Button>
      {byHand !== null && (
        <Textarea
          size="xs"
          label={words().parts.copyByHand}
          value={byHand}
          readOnly
          rows={3}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  );
}
