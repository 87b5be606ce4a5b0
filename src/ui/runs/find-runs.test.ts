import { expect, it } from 'vitest';
import type { RunSummary } from '../../store/view-types';
import { aRun } from '../../testing/records';
import { RUN_ORDERS, findRuns, type RunOrder } from './find-runs';

const card = (name: string, change: Partial<RunSummary['run']>, bytes: number): RunSummary => ({
  run: { ...aRun(name), name, datasetName: 'sea', ...change },
  thumbnail: null,
  bytes,
});

const RUNS = [
  card('Étude 10', { createdAt: 3, state: 'finished' }, 5),
  card('Étude 2', { createdAt: 1, state: 'failed' }, 9),
  card('晴れ', { createdAt: 2, state: 'finished', datasetName: 'Skies' }, 7),
];

const found = (query: string, order: RunOrder = 'newest'): string[] =>
  findRuns(RUNS, query, order).map(({ run }) => run.name);

it.each([
  ['', ['Étude 10', '晴れ', 'Étude 2']],
  ['  ', ['Étude 10', '晴れ', 'Étude 2']],
  ['etude', ['Étude 10', 'Étude 2']],
  ['ÉTUDE 2', ['Étude 2']],
  ['skies', ['晴れ']],
  ['晴', ['晴れ']],
  ['finished sea', ['Étude 10']],
  ['halted', ['Étude 2']],
  ['atelier finished', ['Étude 10', '晴れ']],
  ['storm', []],
])('[RUN9] "%s" finds %j', (query, names) => {
  expect(found(query)).toEqual(names);
});

it('[RUN9] puts runs in the order that was chosen', () => {
  expect(RUN_ORDERS.map((order) => found('', order))).toEqual([
    ['Étude 10', '晴れ', 'Étude 2'],
    ['Étude 2', '晴れ', 'Étude 10'],
    ['Étude 2', 'Étude 10', '晴れ'],
    ['Étude 2', '晴れ', 'Étude 10'],
  ]);
});
