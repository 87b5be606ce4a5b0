import { useMemo } from 'react';
import type { Settings } from '../../contract/hyperparameters';
import { useActions, useStudio } from '../studio-context';
import { keepingWords } from './keeping-words';
import { words } from '../../words';
import classes from './Start.module.css';

/** What saving the run will take, and whether it fits. [DISK1] */
export function Keeping(props: { settings: Settings; pictures: number }) {
  const { settings, pictures } = props;
  const disk = useStudio((studio) => studio.disk);
  const actions = useActions();
  const { estimateSaving } = actions;
  const estimate = useMemo(
    () => estimateSaving(settings, pictures),
    [estimateSaving, settings, pictures],
  );
  if (!estimate) return null;
  const { says, fits } = keepingWords(estimate, disk);
  if (fits) return <p className={classes.quiet}>{says}</p>;
  return (
    <p className={classes.tight} role="status">
      <span>{says}</span>{' '}
      <button type="button" className={classes.link} onClick={() => actions.goTo('runs')}>
        {words().train.saving.see}
      </button>
    </p>
  );
}
