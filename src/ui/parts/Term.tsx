import { Tooltip } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { GLOSSARY, type Word } from '../words/glossary';
import classes from './Term.module.css';

/** A technical word with its short explanation on hover, focus and tap. */
export const Term = memo(function Term(props: { of: Word; children?: ReactNode }) {
  return (
    <Tooltip
      label={GLOSSARY[props.of]}
      events={{ hover: true, focus: true, touch: true }}
      withinPortal
    >
      <button type="button" className={classes.term}>
        {props.children ?? props.of}
      </button>
    </Tooltip>
  );
});
