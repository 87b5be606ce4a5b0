import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import type { Finding, Remedy } from '../../contract/findings';
import type { Settings } from '../../contract/hyperparameters';
import { mayAsk } from '../../contract/run-state';
import type { RunView } from '../../store/view-types';
import { findingWords, type RatesWay } from '../../words/findings';
import { goingOn } from '../open-run/going-on';
import { useActions, useStudio } from '../studio-context';
import classes from './Findings.module.css';

/** Steps until what was changed can be judged: no fewer, and a part of those that were done. */
const STEPS_TO_SHOW = 200;
const SHARE_TO_SHOW = 0.1;

/** Steps at which rates were changed from here, by run, while the page is open. */
const changedAt = new Map<string, number>();

/** One press for each thing that may help. Nothing for a run that another tab trains. */
export function Remedies({ finding, openRun }: { finding: Finding; openRun: RunView }) {
  const [, setChanged] = useState(0);
  const { run, metrics } = openRun;
  const mayRewind = useStudio(({ datasets }) => mayGoBack(openRun, datasets));
  if (finding.remedies.length === 0 || openRun.watching) return null;
  const step = Math.max(0, metrics.lastStep);
  const at = changedAt.get(run.id);
  const waits =
    openRun.live && at !== undefined && step < at + Math.max(STEPS_TO_SHOW, SHARE_TO_SHOW * at);
  const changed = (): void => {
    changedAt.set(run.id, step);
    setChanged(step);
  };
  const offered = finding.remedies.filter(
    ({ kind }) => kind === 'settings' || (!waits && (kind !== 'rewind' || mayRewind)),
  );
  const changesRates = finding.remedies.some(({ kind }) => kind !== 'settings');
  return (
    <div className={classes.remedies}>
      <p role="status" className={classes.quiet}>
        {waits && changesRates ? findingWords().changed(at) : ''}
      </p>
      <div className={classes.buttons}>
        {offered.map((remedy) => {
          switch (remedy.kind) {
            case 'rewind':
              return <Rewind key="rewind" remedy={remedy} openRun={openRun} />;
            case 'rates':
              return <Rates key="rates" remedy={remedy} openRun={openRun} onChanged={changed} />;
            case 'settings':
              return (
                <NewRun key={remedy.code} openRun={openRun} settings={remedy.settings}>
                  {findingWords().newRun[remedy.code]}
                </NewRun>
              );
          }
        })}
      </div>
      {offered.map(
        (remedy) =>
          remedy.kind === 'rewind' && (
            <p key="goes" className={classes.quiet}>
              {findingWords().goes(remedy.epoch)}
            </p>
          ),
      )}
      {openRun.live && offered.some(({ kind }) => kind === 'settings') && (
        <p className={classes.quiet}>{findingWords().stopFirst}</p>
      )}
    </div>
  );
}

/** A button whose words may take several lines. */
const Press = (props: ButtonProps & { onClick: () => void }) => (
  <Button size="xs" {...props} classNames={{ root: classes.button!, label: classes.label! }} />
);

/** Back to the best checkpoint, from a run that trains as from one at rest. */
function Rewind(props: { remedy: Extract<Remedy, { kind: 'rewind' }>; openRun: RunView }) {
  const { epoch, lowers, rates } = props.remedy;
  const { run } = props.openRun;
  const actions = useActions();
  return (
    <Press
      onClick={() => {
        if (run.bestCheckpoint) changedAt.set(run.id, run.bestCheckpoint.step);
        void actions.goBack(run.id, rates);
      }}
    >
      {findingWords().rewind(epoch, lowers, rates)}
    </Press>
  );
}

/** Whether the run can be taken back now: not while it stops, nor without its pictures. */
const mayGoBack = (
  { run, status, live }: RunView,
  datasets: Parameters<typeof goingOn>[1],
): boolean => mayAsk(status, live ? 'stop' : 'continue') && goingOn(run, datasets) === 'yes';

type RatesRemedy = Extract<Remedy, { kind: 'rates' }>;

/** Other rates, in the run that trains, where it goes on, or in a new one. */
function Rates(props: { remedy: RatesRemedy; openRun: RunView; onChanged: () => void }) {
  const { remedy, openRun, onChanged } = props;
  const { lowers, rates } = remedy;
  const actions = useActions();
  const way = useStudio(({ datasets }) => wayOf(openRun, datasets));
  const says = findingWords().rates(lowers, rates, way);
  switch (way) {
    case 'at-once':
      return (
        <Press
          onClick={() => {
            actions.setLearningRates(rates.generator, rates.discriminator);
            onChanged();
          }}
        >
          {says}
        </Press>
      );
    case 'going-on':
      return (
        <Press onClick={() => void actions.goOn(openRun.run.id, { learningRates: rates })}>
          {says}
        </Press>
      );
    case 'new-run': {
      const settings = {
        generatorLearningRate: rates.generator,
        discriminatorLearningRate: rates.discriminator,
      };
      return (
        <NewRun openRun={openRun} settings={settings}>
          {says}
        </NewRun>
      );
    }
  }
}

function wayOf(openRun: RunView, datasets: Parameters<typeof goingOn>[1]): RatesWay {
  if (openRun.live && mayAsk(openRun.status, 'setLearningRates')) return 'at-once';
  const { run } = openRun;
  // One that is finished goes on for more epochs alone.
  const rests = run.state !== 'finished' && mayAsk(openRun.status, 'continue');
  return rests && goingOn(run, datasets) === 'yes' ? 'going-on' : 'new-run';
}

/** Fills in the settings of a new run on the same pictures: this one's, but for what helps. */
function NewRun(props: { openRun: RunView; settings: Partial<Settings>; children: string }) {
  const { run } = props.openRun;
  const actions = useActions();
  return (
    <Press
      onClick={() => {
        actions.selectDataset(run.datasetId);
        actions.useSettings({ ...run.settings, ...props.settings });
        actions.newRun();
      }}
    >
      {props.children}
    </Press>
  );
}
