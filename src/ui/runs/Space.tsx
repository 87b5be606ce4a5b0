import { useStudio } from '../studio-context';
import { bytes } from '../../words/format';
import classes from './RunsRoom.module.css';

/** What all that is kept takes, of what there is, and whether it stays. */
export function Space() {
  const disk = useStudio((studio) => studio.disk);
  if (!disk) {
    return <p className={classes.space}>The browser does not tell how much space there is.</p>;
  }
  return (
    <p className={classes.space}>
      {`Runs and sets take ${bytes(disk.used)} of ${bytes(disk.quota)}; ${
        disk.persisted
          ? 'the browser has promised to keep them.'
          : 'the browser may clear them when space gets short.'
      }`}
    </p>
  );
}
