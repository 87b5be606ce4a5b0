import type { Command } from './commands';
import { kindOf } from './errors';
import type { TrainerEvent } from './events';
import type { LearningRates, RunState } from './records';

/**
 * The one state machine of a run: pure, and the same for whoever follows a run. The worker that
 * trains it, the page's end of that worker and the page's store each hold a RunStatus and advance it
 * by what they ask and hear. docs/run-states.md draws it.
 */

/** Engines or workers that may be lost in a row, without a checkpoint saved between, before a run
 *  halts. */
export const LOSSES = 3;

/** What the person wants of a run that is live. Stop is final. */
export type Wish = 'run' | 'pause' | 'stop';

/** Where a run stands. Its record keeps a RunState; the others lie between what was asked, or what
 *  was lost, and what the record says. */
export type RunPhase = RunState | 'pausing' | 'resuming' | 'stopping' | 'recovering';

export interface RunStatus {
  /** As the record says, as far as it was told. */
  readonly state: RunState;
  /** What the record said before the run began this time; null for a new run. */
  readonly before: RunState | null;
  /** Whether a record is known to be stored: another worker could go on with the run. */
  readonly recorded: boolean;
  /** Whether it came as far as a training session: what fails from then on interrupts it. */
  readonly opened: boolean;
  /** Whether a step was done since it was prepared last. */
  readonly stepped: boolean;
  /** Whether what trained it was lost, and nothing took its place yet. */
  readonly lost: boolean;
  /** Losses in a row. */
  readonly losses: number;
  readonly wish: Wish;
  /** Asked for since it began; null while those of the record hold. */
  readonly learningRates: LearningRates | null;
}

/** What moves a run from one state to another. */
export type StatusEvent =
  /** It is started, or gone on with. Passed over where it is live already. */
  | {
      readonly type: 'begin';
      readonly before: RunState | null;
      readonly learningRates?: LearningRates | null;
      /** In a row so far, where it is taken over from another worker. */
      readonly losses?: number;
    }
  /** What the record said before is known only now. */
  | { readonly type: 'found'; readonly state: RunState }
  /** Wishes; passed over where the run is not live. */
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  | ({ readonly type: 'setLearningRates' } & LearningRates)
  /** The record says so from now on. */
  | { readonly type: 'entered'; readonly state: RunState }
  /** A training session stands. */
  | { readonly type: 'opened' }
  | { readonly type: 'stepped' }
  /** A whole checkpoint is stored. */
  | { readonly type: 'saved' }
  /** The engine or the worker that trained it is gone. */
  | { readonly type: 'lost' }
  /** It cannot be trained: no engine, no pictures, settings that do not fit. */
  | { readonly type: 'failed' }
  /** The tab that trained it is gone, or no worker takes it over any more. */
  | { readonly type: 'abandoned' };

/** Whether a worker trains or holds a run in this state. */
export function isLive(state: RunState): boolean {
  switch (state) {
    case 'preparing':
    case 'running':
    case 'paused':
      return true;
    case 'stopped':
    case 'finished':
    case 'failed':
    case 'interrupted':
      return false;
  }
}

/** A run as its record alone tells of it. */
export const statusOf = (state: RunState): RunStatus => ({
  state,
  before: state,
  recorded: true,
  opened: isLive(state),
  stepped: false,
  lost: false,
  losses: 0,
  wish: 'run',
  learningRates: null,
});

export function phaseOf({ state, wish, lost }: RunStatus): RunPhase {
  if (!isLive(state)) return state;
  if (wish === 'stop') return 'stopping';
  if (lost) return 'recovering';
  if (state === 'running' && wish === 'pause') return 'pausing';
  if (state === 'paused' && wish === 'run') return 'resuming';
  return state;
}

/** What can be asked of a run. */
export type Ask =
  'continue' | 'pause' | 'resume' | 'stop' | 'sample' | 'measure' | 'setLearningRates';

const WHILE_RUNNING: readonly Ask[] = ['pause', 'stop', 'sample', 'measure', 'setLearningRates'];
const WHILE_PAUSED: readonly Ask[] = ['resume', 'stop', 'sample', 'measure', 'setLearningRates'];
/** Whether it is to pause is not to be seen yet, so either can be asked. */
const WHILE_OPENING: readonly Ask[] = [
  'pause',
  'resume',
  'stop',
  'sample',
  'measure',
  'setLearningRates',
];
const AT_REST: readonly Ask[] = ['continue'];

const ASKS: Readonly<Record<RunPhase, readonly Ask[]>> = {
  preparing: WHILE_OPENING,
  recovering: WHILE_OPENING,
  running: WHILE_RUNNING,
  resuming: WHILE_RUNNING,
  pausing: WHILE_PAUSED,
  paused: WHILE_PAUSED,
  stopping: [],
  stopped: AT_REST,
  finished: AT_REST,
  failed: AT_REST,
  interrupted: AT_REST,
};

/** Whether it makes a difference to ask for this now. */
export const mayAsk = (status: RunStatus, ask: Ask): boolean => ASKS[phaseOf(status)].includes(ask);

/** The next status; the same object where the event changes nothing. */
export function advance(status: RunStatus, event: StatusEvent): RunStatus {
  const live = isLive(status.state);
  switch (event.type) {
    case 'begin':
      return live ? status : begun(event);
    case 'found':
      return { ...status, before: event.state, recorded: true };
    case 'pause':
      return live && status.wish === 'run' ? { ...status, wish: 'pause' } : status;
    case 'resume':
      return live && status.wish === 'pause' ? { ...status, wish: 'run' } : status;
    case 'stop':
      return live ? { ...status, wish: 'stop' } : status;
    case 'setLearningRates': {
      const { generator, discriminator } = event;
      return live ? { ...status, learningRates: { generator, discriminator } } : status;
    }
    case 'entered':
      return entered(status, event.state);
    case 'opened':
      return live ? { ...status, opened: true } : status;
    case 'stepped':
      return live && !status.stepped ? { ...status, stepped: true } : status;
    case 'saved':
      return live ? { ...status, stepped: true, losses: 0 } : status;
    case 'lost':
      return live ? lost(status) : status;
    case 'failed':
      return live ? statusOf(failedState(status)) : status;
    case 'abandoned':
      return live ? statusOf(haltedState(status)) : status;
  }
}

const begun = ({
  before,
  learningRates = null,
  losses = 0,
}: Extract<StatusEvent, { type: 'begin' }>): RunStatus => ({
  ...statusOf('preparing'),
  before,
  recorded: before !== null,
  opened: false,
  losses,
  learningRates,
});

function entered(status: RunStatus, state: RunState): RunStatus {
  if (!isLive(state)) return statusOf(state);
  // Somebody else trains it.
  if (!isLive(status.state)) return statusOf(state);
  const prepares = state === 'preparing';
  const opened = status.opened || !prepares;
  const stepped = status.stepped && !prepares;
  return { ...status, state, recorded: true, lost: false, opened, stepped };
}

/** It goes on from its newest checkpoint, unless it was lost too often or nothing is stored. */
function lost(status: RunStatus): RunStatus {
  const losses = status.losses + 1;
  if (losses >= LOSSES || !status.recorded) {
    return statusOf(haltedState(status));
  }
  return { ...status, state: 'preparing', lost: true, stepped: false, losses };
}

/** Where Stop was wanted, there is nothing left to stop. */
const haltedState = ({ wish }: RunStatus): RunState =>
  wish === 'stop' ? 'stopped' : 'interrupted';

/** A run that never trained has failed. One that was to go on has lost nothing: it is interrupted,
 *  or stays what it was. */
function failedState({ before, opened }: RunStatus): RunState {
  if (opened) return 'interrupted';
  if (before === null) return 'failed';
  return isLive(before) ? 'interrupted' : before;
}

/** What an event of the training worker means for the run it is about; null for nothing. */
export function heard(event: TrainerEvent): StatusEvent | null {
  if (event.type === 'run') return { type: 'entered', state: event.run.state };
  if (event.type === 'metrics') return { type: 'stepped' };
  if (event.type === 'checkpointSaved') return { type: 'saved' };
  if (event.type === 'recovering') return { type: 'lost' };
  if (event.type !== 'failed') return null;
  return { type: kindOf(event.error) === 'worker-lost' ? 'abandoned' : 'failed' };
}

/** What whoever takes the run over is to be asked, so that every wish stands. */
export function wishes(status: RunStatus): Extract<Command, { type: 'pause' | 'stop' }>[] {
  return status.wish === 'run' ? [] : [{ type: status.wish }];
}
