import { useStore } from 'zustand';
import { stamps } from '../../contract/signature';
import { exploreWords } from '../../words/explore';
import { useActions } from '../studio-context';
import { signingOf } from './explore-context';
import classes from './Explore.module.css';

/** Says that what is taken away will be signed, where it will be. */
export function SignedNote() {
  const signing = signingOf(useActions().exploring());
  const signs = useStore(signing, ({ signature }) => signature?.on && stamps(signature));
  return signs ? <p className={classes.quiet}>{exploreWords().sign.note}</p> : null;
}
