import type { StudioState } from './model';
import type { RunView } from './view-types';

type Views = Pick<StudioState, 'views' | 'openRunId'>;

/** The run that the page shows; null for none. */
export const openRunOf = ({ views, openRunId }: Views): RunView | null =>
  openRunId === null ? null : (views[openRunId] ?? null);

/** The run that a worker of this tab trains, shown or not; null for none. */
export const heldRunOf = ({ views }: Pick<Views, 'views'>): RunView | null =>
  Object.values(views).find(({ live }) => live) ?? null;

/** Shows a run, or none. Of the others only the one that this tab trains is kept up. */
export function opened(views: Views['views'], view: RunView | null): Views {
  const openRunId = view?.run.id ?? null;
  return { views: kept(view ? { ...views, [view.run.id]: view } : views, openRunId), openRunId };
}

/** Changes the view of a run, where there is one. */
export function changed(
  { views, openRunId }: Views,
  runId: string,
  change: (view: RunView) => Partial<RunView>,
): Pick<Views, 'views'> | null {
  const view = views[runId];
  if (!view) return null;
  return { views: kept({ ...views, [runId]: { ...view, ...change(view) } }, openRunId) };
}

/** Takes a run out that is not stored any more. */
export function without({ views, openRunId }: Views, runId: string): Views {
  const left = Object.entries(views).filter(([id]) => id !== runId);
  return { views: Object.fromEntries(left), openRunId: openRunId === runId ? null : openRunId };
}

const kept = (views: Views['views'], openRunId: string | null): Views['views'] =>
  Object.fromEntries(Object.entries(views).filter(([id, { live }]) => live || id === openRunId));
