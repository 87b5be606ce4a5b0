/// <reference lib="webworker" />
import type { Command } from '../contract/commands';
import type { TrainerEvent } from '../contract/events';
import { closeEngine, openEngine } from '../engine/opening/open';
import { yieldToMessages } from '../contract/yielding';
import { openPreferences } from '../storage/preferences';
import { openStorage } from '../storage/open';
import { encodeGrid } from './encode-grid';
import { measurerBeside } from './measurer-beside';
import { TrainerHost } from './trainer-host';

/** The training worker: commands in, events out. */
export function serveTraining(scope: DedicatedWorkerGlobalScope): void {
  const preferences = openPreferences();

  const host = new TrainerHost(
    {
      openStorage,
      openEngine: async (choice, notify) => openEngine(choice, notify, await preferences),
      closeEngine,
      encodeGrid,
      openMeasurer: () =>
        measurerBeside(
          () => new Worker(new URL('./measure-worker.ts', import.meta.url), { type: 'module' }),
        ),
      now: Date.now,
      monotonic: () => performance.now(),
      yieldToMessages,
      rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
    (event) => scope.postMessage(event, transfers(event)),
  );

  scope.addEventListener('message', (event: MessageEvent<Command>) => host.handle(event.data));
}

/** What is handed over rather than copied. */
function transfers(event: TrainerEvent): Transferable[] {
  if (event.type === 'painted') return event.pictures.map(({ rgba }) => rgba.buffer);
  return event.type === 'metrics' ? [event.rows.buffer] : [];
}
