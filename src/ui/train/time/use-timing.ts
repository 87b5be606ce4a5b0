import { useEffect } from 'react';
import { adapterKey } from '../../../contract/device';
import { isLive } from '../../../contract/run-state';
import { timingKey } from '../../../contract/step-timing';
import type { Trial } from '../../../nets/time-to-picture';
import { useActions, useStudio } from '../../studio-context';

/** Milliseconds that the settings have to stand still before their steps are timed. */
const STILL_MS = 700;

/** Whether the present settings were timed, and the newest trial on their engine. */
export interface TimingOfSettings {
  readonly state: 'unknown' | 'working' | 'failed' | 'known';
  /** Of the present settings where `state` is `known`, else of those that were timed before. */
  readonly trial: Trial | null;
}

/** Has the present settings timed once they stand still, as long as this is on the page. [TIME1] */
export function useTiming(): TimingOfSettings {
  const settings = useStudio((studio) => studio.settings);
  const report = useStudio((studio) => studio.engineReport);
  const { asked, known } = useStudio((studio) => studio.timing);
  const datasetId = useStudio((studio) => studio.datasetId);
  // What may stand in the way of a trial.
  const preparing = useStudio((studio) => studio.preparing);
  const issues = useStudio((studio) => studio.settingIssues.length);
  const training = useStudio((studio) => studio.runs.some(({ run }) => isLive(run.state)));
  const actions = useActions();
  const key = report && timingKey(settings, report.engine, report.adapter);

  useEffect(() => {
    const timer = setTimeout(() => actions.timeSteps(), STILL_MS);
    return () => {
      clearTimeout(timer);
      actions.endTiming();
    };
  }, [actions, key, datasetId, preparing, issues, training]);

  if (!report) return { state: 'unknown', trial: null };
  const here = known.filter(
    (one) => one.engine === report.engine && adapterKey(one.adapter) === adapterKey(report.adapter),
  );
  const own = here.find((one) => one.key === key);
  const timed = own ?? here.find(({ timing }) => timing !== null);
  return {
    state: own ? (own.timing ? 'known' : 'failed') : asked === key ? 'working' : 'unknown',
    trial: timed?.timing ? { settings: timed.settings, timing: timed.timing } : null,
  };
}
