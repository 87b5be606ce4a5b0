import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useActions } from '../studio-context';
import { words } from '../../words';
import classes from './ChooseButtons.module.css';

type Look = Pick<ButtonProps, 'size' | 'variant' | 'color'>;

/** Said before the browser's own dialogs, whose words are of a web page that sends things away. */
export const ChooseNote = () => <p className={classes.note}>{words().pictures.choose.note}</p>;

/** The two quiet ways in beside the drop, and the sample pictures.
 *  `hinted`: where there is no room for `ChooseNote`, it is said on hover and focus. */
export function ChooseButtons({ hinted = false, ...props }: Look & { hinted?: boolean }) {
  const actions = useActions();
  const { folder, files, samples, note } = words().pictures.choose;
  return (
    <>
      <Tooltip label={note} disabled={!hinted}>
        <span className={classes.hinted}>
          <ChooseButton {...props} folder>
            {folder}
          </ChooseButton>
        </span>
      </Tooltip>
      <ChooseButton {...props}>{files}</ChooseButton>
      <Button {...props} onClick={() => void actions.trySamples()}>
        {samples}
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
