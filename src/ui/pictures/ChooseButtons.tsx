import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useActions } from '../studio-context';

type Look = Pick<ButtonProps, 'size' | 'variant' | 'color'>;

/** The two quiet ways in beside the drop, and the sample pictures. */
export function ChooseButtons(props: Look) {
  const actions = useActions();
  return (
    <>
      <ChooseButton {...props} folder>
        Choose a folder
      </ChooseButton>
      <ChooseButton {...props}>Choose files</ChooseButton>
      <Button {...props} onClick={() => void actions.trySamples()}>
        Try with sample pictures
      </Button>
    </>
  );
}

function ChooseButton({
  folder = false,
  children,
  ...look
}: Look & { folder?: boolean; children: string }) {
  const input = useRef<HTMLInputElement>(null);
  const actions = useActions();
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = folder;
  }, [folder]);
  return (
    <>
      <Button {...look} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const { files } = event.currentTarget;
          if (files && files.length > 0) void actions.choose(files);
          // The same files can then be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
