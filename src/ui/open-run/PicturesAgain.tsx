import type { RunRecord } from '../../contract/records';
import { preparedAs } from '../../store/reconnect';
import { useStudio } from '../studio-context';
import classes from './Outcome.module.css';

/** How a run whose pictures are gone gets them back; nothing where they are not known again. */
export function PicturesAgain({ run }: { run: RunRecord }) {
  const gone = useStudio(({ goneSets }) => goneSets.find(({ id }) => id === run.datasetId));
  if (!gone) return null;
  return (
    <div className={classes.note}>
      <p className={classes.quiet}>
        {`Drop the same pictures again, prepared as they were (${preparedAs(gone)}): the run knows them and can then go on.`}
      </p>
    </div>
  );
}
