import { Drawer, Modal, type MantineSize } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import classes from './Dialog.module.css';
import { Guard } from './Guard';
import { useScrollLock } from './use-scroll-lock';
import { words } from '../../words';

interface DialogProps {
  readonly title: string;
  readonly size?: MantineSize | 'auto';
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

// The library's own heads are <header> elements, which would make a second banner of the page.

/** A dialog in the middle of the page; Escape and a press beside it close it. */
export function Dialog({ title, size = 'md', onClose, onKeyDown, children }: DialogProps) {
  useScrollLock();
  return (
    <Modal.Root opened onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content {...(onKeyDown ? { onKeyDown } : {})}>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={words().parts.close} />
        </div>
        <Modal.Body>
          <Guard>{children}</Guard>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The same at the page's right edge, for what is read beside the room. */
export function SideDialog({ title, size = 'md', onClose, children }: DialogProps) {
  useScrollLock();
  return (
    <Drawer.Root opened onClose={onClose} size={size} position="right">
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title className={classes.title}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={words().parts.close} />
        </div>
        <Drawer.Body>
          <Guard>{children}</Guard>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
