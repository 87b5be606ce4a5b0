import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Explained.module.css';

/** Words with more to say on hover, focus and tap. */
export const Explained = (props: { by: string; children: ReactNode }) => (
  <Tooltip label={props.by} events={{ hover: true, focus: true, touch: true }} withinPortal>
    <button type="button" className={classes.words}>
      {props.children}
    </button>
  </Tooltip>
);
