import { Button } from '@mantine/core';
import { SETTING_KEYS, type SettingKey } from '../../contract/hyperparameters';
import { passesOf } from '../../contract/epochs';
import type { RunRecord } from '../../contract/records';
import { NetTables } from '../settings/NetTables';
import { SideDialog } from '../parts/Dialog';
import { useActions } from '../studio-context';
import { words } from '../../words';
import { counts, valueText } from '../../words/setting-values';
import classes from './RunSettings.module.css';

/** The settings a run was started with, and its two networks. */
export default function RunSettings(props: { run: RunRecord; onClose: () => void }) {
  const { run } = props;
  const actions = useActions();
  const keys = SETTING_KEYS.filter((key) => counts(key, run.settings));
  const changed = changedRates(run);
  return (
    <SideDialog onClose={props.onClose} title={words().openRun.settings.title} size="md">
      <div className={classes.body}>
        <dl className={classes.list}>
          {keys.map((key) => (
            <div key={key}>
              <dt>{words().settings[key].label}</dt>
              <dd>{`${valueText(key, run.settings)}${changed[key] ?? ''}`}</dd>
            </div>
          ))}
        </dl>
        {run.stepsPerEpoch > 0 && (
          <p className={classes.quiet}>{words().batchingStory(passesOf(run))}</p>
        )}
        <Button
          size="xs"
          onClick={() => {
            actions.useSettings(run.settings);
            props.onClose();
          }}
        >
          {words().openRun.settings.useForNext}
        </Button>
        <NetTables settings={run.settings} />
      </div>
    </SideDialog>
  );
}

/** Learning rates that were changed since the run began, as ", now 0.0001". */
function changedRates({ settings, learningRates }: RunRecord): Partial<Record<SettingKey, string>> {
  const now = (began: number, inForce: number): string =>
    began === inForce ? '' : words().openRun.settings.now(inForce);
  return {
    generatorLearningRate: now(settings.generatorLearningRate, learningRates.generator),
    discriminatorLearningRate: now(settings.discriminatorLearningRate, learningRates.discriminator),
  };
}
