import { memo, type ReactNode } from 'react';
import { GLOSSARY, type Word } from '../words/glossary';
import { Explained } from './Explained';

/** A technical word with its short explanation on hover, focus and tap. */
export const Term = memo(function Term(props: { of: Word; children?: ReactNode }) {
  return <Explained by={GLOSSARY[props.of]}>{props.children ?? props.of}</Explained>;
});
