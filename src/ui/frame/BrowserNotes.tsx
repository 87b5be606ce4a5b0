import { worthTelling } from '../../contract/features';
import { useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './BrowserNotes.module.css';

/** What the browser lacks or refuses at this address, and what follows from it. */
export function BrowserNotes() {
  const missing = useStudio((studio) => studio.missing);
  if (missing.length === 0) return null;
  return (
    <section className={classes.notes} aria-label={words().frame.missing.label} tabIndex={0}>
      <h3 className={classes.title}>{words().frame.missing.title}</h3>
      <dl className={classes.list}>
        {worthTelling(missing).map((feature) => (
          <div key={feature}>
            <dt className={classes.name}>{words().features[feature].name}</dt>
            <dd className={classes.says}>
              {`${words().features[feature].says} ${words().features[feature].todo}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
