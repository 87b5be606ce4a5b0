/// <reference lib="webworker" />
import type { ExploreAnswer, ExploreOrder } from '../contract/explore';
import { yieldToMessages } from '../contract/yielding';
import { closeEngine, openEngine } from '../engine/opening/open';
import { openStorage } from '../storage/open';
import { Exploring } from './exploring';

/** The worker that paints from kept generators, beside the one that trains. */
export function serveExploring(scope: DedicatedWorkerGlobalScope): void {
  const exploring = new Exploring({
    openStorage: shared(openStorage),
    openEngine,
    closeEngine,
    answer: (answer) => scope.postMessage(answer, transfers(answer)),
    yieldToMessages,
  });

  scope.addEventListener('message', (event: MessageEvent<ExploreOrder>) =>
    exploring.handle(event.data),
  );
}

/** Opened once; after a failure anew. */
function shared<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | null = null;
  return () =>
    (opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    }));
}

/** What is handed over rather than copied. */
const transfers = (answer: ExploreAnswer): Transferable[] =>
  answer.type === 'painted' || answer.type === 'judged'
    ? answer.pictures.map(({ rgba }) => rgba.buffer)
    : [];
