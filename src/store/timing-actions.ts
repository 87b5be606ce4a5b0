import type { TrainerEvent } from '../contract/events';
import { isLive } from '../contract/run-state';
import { timingKey } from '../contract/step-timing';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import type { KnownTiming } from './view-types';

/** Timings that are remembered. */
const MOST_KNOWN = 40;

type TimingEvent = Extract<
  TrainerEvent,
  { readonly type: 'stepsTimed' | 'timingEnded' | 'timingFailed' }
>;

export interface TimingActions {
  readonly actions: Pick<StudioActions, 'timeSteps' | 'endTiming'>;
  answer(event: TimingEvent): void;
}

/** Trials of settings before a run, one at a time. [TIME1] [TIME2] */
export function timingActions(context: Context): TimingActions {
  const { trainer } = context.ports;
  let serial = 0;
  let about: Omit<KnownTiming, 'timing'> | null = null;

  const end = (): void => {
    if (!about) return;
    about = null;
    trainer.send({ type: 'endTiming' });
    context.update({ timing: { ...context.state.timing, asked: null } });
  };

  return {
    actions: {
      timeSteps: () => {
        const { state, dataset } = context;
        const { settings, engineReport: report, timing } = state;
        const ready = dataset && report && !state.preparing && state.settingIssues.length === 0;
        if (!ready || state.runs.some(({ run }) => isLive(run.state))) return end();
        const { engine, adapter } = report;
        const key = timingKey(settings, engine, adapter);
        if (about?.key === key) return;
        end();
        if (timing.known.some((known) => known.key === key)) return;
        about = { key, settings, engine, adapter };
        const requestId = ++serial;
        trainer.send({ type: 'timeSteps', requestId, settings, datasetId: dataset.id });
        context.update({ timing: { ...timing, asked: key } });
      },
      endTiming: end,
    },
    answer: (event) => {
      if (event.requestId !== serial || !about) return;
      const asked = about;
      about = null;
      const { known } = context.state.timing;
      // A trial that was ended, or went to another engine than was told, says nothing.
      const other = event.type === 'stepsTimed' && event.engine !== asked.engine;
      const told =
        event.type === 'timingEnded' || other
          ? []
          : [{ ...asked, timing: event.type === 'stepsTimed' ? event.timing : null }];
      context.update({ timing: { asked: null, known: [...told, ...known].slice(0, MOST_KNOWN) } });
    },
  };
}
