import { afterEach, expect, it } from 'vitest';
import { findings } from '../findings/registry';
import { RECORDED_NAMES, historyOf } from '../testing/recorded-runs';
import { findingText, findingWords } from './findings';
import { speak } from './index';

afterEach(() => speak('en'));

/** Of runs that were trained, so that the numbers are such as there are. */
const all = () =>
  RECORDED_NAMES.flatMap((name) =>
    [0.5, 0.75, 1].flatMap((part) => findings(historyOf(name, part))),
  );

it('every finding of the recorded runs is a sentence, with its numbers [FIND1]', () => {
  for (const finding of all()) {
    const { says, evidence } = findingText(finding);
    expect(says, finding.code).toMatch(/^[A-Z].*\.$/);
    expect(evidence, finding.code).toMatch(/\d/);
    expect(`${says} ${evidence}`, finding.code).not.toMatch(/undefined|NaN|null|\[object/);
  }
});

it('they are in another language where that is spoken, buttons included [WORD2]', async () => {
  await speak('pseudo');
  const { kinds, newRun, rates, changed, none, title } = findingWords();
  const texts = [
    ...all().map((finding) => Object.values<string>({ ...findingText(finding) }).join(' ')),
    ...Object.values(kinds),
    ...Object.values(newRun),
    ...(['at-once', 'going-on', 'new-run'] as const).map((way) =>
      rates('discriminator-rate', { generator: 2e-4, discriminator: 1e-4 }, way),
    ),
    changed(100),
    none,
    title,
  ];
  for (const text of texts) expect(text).not.toMatch(/[a-z]{2,}/i);
});

it('a button says to what it changes the rates: both where they differ [FIND3]', () => {
  const { rates } = findingWords();
  const halved = { generator: 1e-4, discriminator: 2e-4 };
  expect(rates('generator-rate', halved, 'at-once')).toMatch(/generator.*, to 0\.0001$/);
  expect(rates('discriminator-rate', halved, 'going-on')).toMatch(/discriminator.*, to 0\.0002$/);
  expect(rates('both-rates', halved, 'new-run')).toMatch(/, to 0\.0001 and 0\.0002$/);
  expect(rates('both-rates', { generator: 1e-4, discriminator: 1e-4 }, 'at-once')).toMatch(
    /, to 0\.0001$/,
  );
});
