import { Button } from '@mantine/core';
import { SETTING_KEYS, parameter, type SettingKey } from '../../contract/hyperparameters';
import { passesOf } from '../../contract/epochs';
import type { RunRecord } from '../../contract/records';
import { batchingStory } from '../../nets/batching';
import { valueText } from '../settings/fields';
import { NetTables } from '../settings/NetTables';
import { SideDialog } from '../parts/Dialog';
import { useActions } from '../studio-context';
import { rate } from '../../words/format';
import classes from './RunSettings.module.css';

/** The settings a run was started with, and its two networks. */
export default function RunSettings(props: { run: RunRecord; onClose: () => void }) {
  const { run } = props;
  const actions = useActions();
  const keys = SETTING_KEYS.filter(
    (key) => key !== 'articleWidths' || run.settings.preset === 'keragan',
  );
  const changed = changedRates(run);
  return (
    <SideDialog onClose={props.onClose} title="Settings of this run" size="md">
      <div className={classes.body}>
        <dl className={classes.list}>
          {keys.map((key) => (
            <div key={key}>
              <dt>{parameter(key).label}</dt>
              <dd>{`${valueText(key, run.settings)}${changed[key] ?? ''}`}</dd>
            </div>
          ))}
        </dl>
        {run.stepsPerEpoch > 0 && <p className={classes.quiet}>{batchingStory(passesOf(run))}</p>}
        <Button
          size="xs"
          onClick={() => {
            actions.useSettings(run.settings);
            props.onClose();
          }}
        >
          Use these for the next run
        </Button>
        <NetTables settings={run.settings} />
      </div>
    </SideDialog>
  );
}

/** Learning rates that were changed since the run began, as ", now 0.0001". */
function changedRates({ settings, learningRates }: RunRecord): Partial<Record<SettingKey, string>> {
  const now = (began: number, inForce: number): string =>
    began === inForce ? '' : `, now ${rate(inForce)}`;
  return {
    generatorLearningRate: now(settings.generatorLearningRate, learningRates.generator),
    discriminatorLearningRate: now(settings.discriminatorLearningRate, learningRates.discriminator),
  };
}
