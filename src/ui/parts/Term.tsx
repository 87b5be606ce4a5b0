import { memo, type ReactNode } from 'react';
import { words, type Catalogue } from '../../words';
import { Explained } from './Explained';

export type Word = keyof Catalogue['glossary'];

/** A technical word with its short explanation on hover, focus and tap. */
export const Term = memo(function Term(props: { of: Word; children: ReactNode }) {
  return <Explained by={words().glossary[props.of]}>{props.children}</Explained>;
});
