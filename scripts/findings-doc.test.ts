import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { RECORDED_NAMES, recordedRun } from '../src/testing/recorded-runs';
import { falseAlarmsOf, findingsDocument, missedBy } from './findings-doc';

it('[FIND2] docs/findings.md says what is told of the recorded runs', async () => {
  const path = new URL('../docs/findings.md', import.meta.url).pathname;
  const options = await resolveConfig(path);
  const text = await format(findingsDocument(), { ...options, parser: 'markdown' });
  await expect(text).toMatchFileSnapshot(path);
});

/** Of those that nothing was settled by, the document tells how it is, the wrong along with the right. */
const settledBy = RECORDED_NAMES.filter((name) => recordedRun(name).unseen !== true);

it.each(settledBy)('[FIND2] of the run "%s", what is so is told, and nothing else', (name) => {
  expect(missedBy(name)).toEqual([]);
  expect(falseAlarmsOf(name)).toEqual([]);
});
