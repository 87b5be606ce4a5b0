import { Button, Progress } from '@mantine/core';
import type { DatasetRecord } from '../../contract/records';
import { activeCount, learntCount } from '../../store/sets';
import { Name } from '../parts/Name';
import { ErrorNote } from '../parts/ErrorNote';
import { ChooseButtons, ChooseNote } from '../pictures/ChooseButtons';
import { SetStrip } from '../pictures/SetStrip';
import { NetTables } from '../settings/NetTables';
import { SettingsForm } from '../settings/SettingsForm';
import { useActions, useStudio } from '../studio-context';
import { Keeping } from './Keeping';
import { TimeToPicture } from './time/TimeToPicture';
import { reasonText, words } from '../../words';
import classes from './Start.module.css';

/** Before a run: what it will learn from, its settings, and Train. */
export function Start() {
  const set = useStudio(
    ({ datasets, datasetId }) => datasets.find(({ id }) => id === datasetId) ?? null,
  );
  const settings = useStudio((studio) => studio.settings);
  return (
    <div className={classes.room}>
      <section className={classes.form} aria-label={words().train.settings}>
        <div className={classes.head}>
          <SetLine set={set} />
          <TrainButton set={set} />
        </div>
        {set && <SetStrip set={set} />}
        <Preparing />
        <div className={classes.notes}>
          <EngineNote />
          {set && <Keeping settings={settings} pictures={learntCount(set, settings)} />}
        </div>
        {set && <TimeToPicture set={set} />}
        <SettingsForm />
      </section>
      <section className={classes.nets} aria-labelledby="networks-title">
        <h2 id="networks-title">{words().train.networks}</h2>
        <NetTables settings={settings} />
      </section>
    </div>
  );
}

/** What a run would be computed on, and why, where there is something to say about it. */
function EngineNote() {
  const report = useStudio((studio) => studio.engineReport);
  const error = useStudio((studio) => studio.engineError);
  const probing = useStudio((studio) => studio.probing);
  if (error) return <ErrorNote error={error} />;
  if (probing) return <p className={classes.quiet}>{words().train.trial}</p>;
  if (!report) return null;
  return (
    <p className={classes.quiet}>
      {words().train.runsOn(
        words().engines[report.engine],
        words().adapter(report.adapter),
        reasonText(report.reason),
      )}
    </p>
  );
}

/** Pictures being prepared anew at another size or in other colours. */
function Preparing() {
  const working = useStudio((studio) => studio.intake.working);
  const done = useStudio((studio) => studio.intake.progress?.done ?? 0);
  const total = useStudio((studio) => studio.intake.progress?.total ?? 0);
  if (!working) return null;
  return (
    <div className={classes.quiet}>
      <p>{words().train.preparingOf(done, total)}</p>
      <Progress.Root size="xs">
        <Progress.Section
          value={total > 0 ? (100 * done) / total : 0}
          aria-label={words().train.preparing}
        />
      </Progress.Root>
    </div>
  );
}

function SetLine({ set }: { set: DatasetRecord | null }) {
  const keepBack = useStudio((studio) => studio.settings.keepBack);
  if (!set) {
    return (
      <div className={classes.none}>
        <h1>{words().train.noPictures}</h1>
        <p className={classes.quiet}>{words().train.dropHere}</p>
        <div className={classes.buttons}>
          <ChooseButtons size="sm" />
        </div>
        <ChooseNote />
      </div>
    );
  }
  const active = activeCount(set);
  const learnt = learntCount(set, { keepBack });
  return (
    <div>
      <h1>
        <Name>{set.name}</Name>
      </h1>
      <div className={classes.quiet} role="status">
        <span>{words().train.ready(active)}</span>
        {keepBack && (
          <span>
            {learnt < active
              ? words().train.keptBack(learnt, active - learnt, (set.cropsPerPicture ?? 1) === 1)
              : words().train.noneKeptBack}
          </span>
        )}
        <span>{words().train.size(set.shape)}</span>
      </div>
    </div>
  );
}

/** Waits while something cannot work; pressing it then leads to the first such field. */
function TrainButton({ set }: { set: DatasetRecord | null }) {
  const issues = useStudio((studio) => studio.settingIssues);
  const preparing = useStudio((studio) => studio.preparing);
  const actions = useActions();
  if (!set) return null;
  const labels = new Set(issues.map(({ field }) => words().settings[field].label));
  if (preparing) labels.add(words().train.thePictures);
  const waits = labels.size > 0;
  const press = (): void => {
    const [first] = issues;
    if (preparing && !first) return;
    if (first) document.getElementById(`setting-${first.field}`)?.focus();
    else void actions.train();
  };
  return (
    <div className={classes.go}>
      <Button
        size="lg"
        variant="filled"
        aria-disabled={waits}
        {...(waits ? { 'data-disabled': true, 'aria-describedby': 'train-waits' } : {})}
        onClick={press}
      >
        {words().train.train}
      </Button>
      {waits && (
        <p id="train-waits" className={classes.waits}>
          {words().train.waitsFor([...labels])}
        </p>
      )}
    </div>
  );
}
