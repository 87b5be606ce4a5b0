import { createProjects } from '../client/projects';
import { safeFileName } from '../export/file-names';
import type { Projects } from '../store/ports';

/** Project files; a worker starts with each transfer. */
export const projects = (newId: () => string): Projects =>
  createProjects(
    () => new Worker(new URL('../worker/project-worker.ts', import.meta.url), { type: 'module' }),
    { newId, fileName: safeFileName },
  );
