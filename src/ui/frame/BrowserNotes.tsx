import { FEATURES } from '../../contract/features';
import { useStudio } from '../studio-context';
import classes from './BrowserNotes.module.css';

/** What the browser lacks or refuses at this address, and what follows from it. */
export function BrowserNotes() {
  const missing = useStudio((studio) => studio.missing);
  if (missing.length === 0) return null;
  return (
    <section className={classes.notes} aria-label="What this browser does not give" tabIndex={0}>
      <h3 className={classes.title}>What this browser does not give here</h3>
      <ul className={classes.list}>
        {missing.map((feature) => (
          <li key={feature}>
            {FEATURES[feature].says} {FEATURES[feature].todo}
          </li>
        ))}
      </ul>
    </section>
  );
}
