/// <reference lib="webworker" />
import { serveExploring } from './serve-exploring';
import { serveFilm } from './serve-film';
import { servePrint } from './serve-print';
import { serveTraining } from './serve-training';

/**
 * Entry point of every worker that opens an engine; its name says what it does. They are one script, so
 * that engines, by far the largest part of the studio, are built, fetched and kept once for all of them.
 */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const SERVED: Readonly<Record<string, (scope: DedicatedWorkerGlobalScope) => void>> = {
  training: serveTraining,
  exploring: serveExploring,
  film: serveFilm,
  print: servePrint,
};

const serve = SERVED[scope.name];
if (!serve) throw new Error(`No worker is called "${scope.name}".`);
serve(scope);
