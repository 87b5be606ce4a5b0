import type { RunSummary } from '../../store/view-types';
import { words } from '../../words';
import { byName } from '../../words/format';

/** Orders of the list of runs. */
export const RUN_ORDERS = ['newest', 'oldest', 'name', 'largest'] as const;
export type RunOrder = (typeof RUN_ORDERS)[number];

/**
 * Runs that have every word of a query in their name, set, preset or state, in an order.
 * @param query in any case, with accents or without; '' finds all.
 */
export function findRuns(
  runs: readonly RunSummary[],
  query: string,
  order: RunOrder,
): readonly RunSummary[] {
  const wanted = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = runs.filter(({ run }) => {
    const text = plain(
      [
        run.name,
        run.datasetName,
        words().presets[run.settings.preset].name,
        words().openRun.state[run.state],
      ].join(' '),
    );
    return wanted.every((word) => text.includes(word));
  });
  return found.toSorted(COMPARE[order]);
}

const COMPARE: Readonly<Record<RunOrder, (one: RunSummary, two: RunSummary) => number>> = {
  newest: (one, two) => two.run.createdAt - one.run.createdAt,
  oldest: (one, two) => one.run.createdAt - two.run.createdAt,
  name: (one, two) => byName(one.run.name, two.run.name),
  largest: (one, two) => two.bytes - one.bytes,
};

/** Without case, and without marks above and below letters. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
