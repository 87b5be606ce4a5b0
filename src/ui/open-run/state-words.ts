import type { RunState } from '../../contract/records';

/** A run's state in one word or two. */
export const STATE_WORDS: Record<RunState, string> = {
  preparing: 'Preparing',
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
  finished: 'Finished',
  failed: 'Halted by an error',
  interrupted: 'Interrupted',
};
