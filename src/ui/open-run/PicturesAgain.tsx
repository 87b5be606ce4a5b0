import type { RunRecord } from '../../contract/records';
import { useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './Outcome.module.css';

/** How a run whose pictures are gone gets them back; nothing where they are not known again. */
export function PicturesAgain({ run }: { run: RunRecord }) {
  const gone = useStudio(({ goneSets }) => goneSets.find(({ id }) => id === run.datasetId));
  if (!gone) return null;
  return (
    <div className={classes.note}>
      <p className={classes.quiet}>{words().openRun.outcome.dropAgain(words().preparedAs(gone))}</p>
    </div>
  );
}
