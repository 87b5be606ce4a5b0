import { useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './RunsRoom.module.css';

/** What all that is kept takes, of what there is, and whether it stays. */
export function Space() {
  const disk = useStudio((studio) => studio.disk);
  const { unknown, promised, mayClear } = words().runs.space;
  if (!disk) return <p className={classes.space}>{unknown}</p>;
  return (
    <p className={classes.space}>{(disk.persisted ? promised : mayClear)(disk.used, disk.quota)}</p>
  );
}
