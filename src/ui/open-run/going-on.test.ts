import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { RunRecord } from '../../contract/records';
import { aRun } from '../../testing/records';
import {
  goOnStory,
  goOnWords,
  goingOn,
  howFar,
  learntNothing,
  moreIssue,
  slowerStory,
} from './going-on';

const run = (change: Partial<RunRecord> = {}): RunRecord =>
  aRun('r', {
    state: 'interrupted',
    step: 1200,
    epoch: 61,
    trainedMs: 600_000,
    checkpoint: { step: 1120, epoch: 59, savedAt: 5 },
    ...change,
  });
const SETS = [{ id: 'set' }];

describe('[SAVE7] going on with a run', () => {
  it('says where it goes on from', () => {
    expect(goOnWords(run())).toBe('Go on from epoch 59');
    expect(goOnWords(run({ checkpoint: { step: 1234, epoch: 0, savedAt: 5 } }))).toBe(
      'Go on from step 1,234',
    );
    expect(goOnWords(run({ checkpoint: null }))).toBe('Begin again');
  });

  it('says what is lost, from steps rather than clocks', () => {
    expect(goOnStory(run(), 0)).toBe('Saved 40 s before it stopped; nothing else is lost.');
    expect(goOnStory(run({ step: 1120 }), 1121), 'rows after the last record').toBe(
      'Saved 1 step before it stopped; nothing else is lost.',
    );
    expect(goOnStory(run({ step: 1120 }), 1120)).toContain('exactly');
    expect(goOnStory(run({ step: 0, trainedMs: 0 }), 1125)).toContain('5 steps');
    expect(goOnStory(run({ checkpoint: null }), 7)).toContain('begins again');
  });

  it('says what half the rates would be', () => {
    expect(slowerStory(run())).toBe('Half the learning rates would be 0.0001 for both networks.');
    const learningRates = { generator: 2e-4, discriminator: 1e-4 };
    expect(slowerStory(run({ learningRates }))).toContain(
      '0.0001 for the generator, 0.00005 for the discriminator',
    );
  });

  it('needs its pictures, and something saved or nothing to lose', () => {
    expect(goingOn(run(), SETS)).toBe('yes');
    expect(goingOn(run(), [])).toBe('no-pictures');
    expect(goingOn(run({ checkpoint: null }), SETS)).toBe('yes');
    expect(goingOn(run({ checkpoint: null, choice: null }), SETS)).toBe('too-old');
    expect(goingOn(run({ checkpoint: null, state: 'finished' }), SETS)).toBe('unsaved');
  });

  it('[RUN7] begins again where it was stopped before the first step: nothing was learnt', () => {
    const stopped = run({ state: 'stopped', step: 0, epoch: 0, trainedMs: 0, checkpoint: null });
    expect(learntNothing(stopped)).toBe(true);
    expect(goingOn(stopped, SETS)).toBe('yes');
    expect(goOnWords(stopped)).toBe('Begin again');
    expect(goOnStory(stopped, 0)).toBe('It begins again with the same pictures and settings.');
    const further = { ...stopped, step: 3 };
    expect(learntNothing(further)).toBe(false);
    expect(goingOn(further, SETS), 'what it learnt would be lost').toBe('unsaved');
  });

  it('tells steps where no epoch was gone through', () => {
    expect(howFar(run({ epoch: 61 }))).toBe('61 epochs');
    expect(howFar(run({ epoch: 0, step: 1 }))).toBe('1 step');
    expect(howFar(run({ epoch: 0, step: 7 }), 2)).toBe('2 epochs');
    expect(howFar(run({ epoch: 0, step: 0 }))).toBe('0 epochs');
  });

  it('takes whole numbers of more epochs up to the most a run can have', () => {
    const long = run({ settings: { ...DEFAULT_SETTINGS, epochs: 99_000 } });
    expect(moreIssue(long, 1000)).toBeUndefined();
    expect(moreIssue(long, 1001)).toContain('1 to 1,000');
    expect(moreIssue(long, 0)).toBeDefined();
    expect(moreIssue(long, 2.5)).toBeDefined();
    expect(moreIssue(long, null)).toBeDefined();
    expect(moreIssue(long, Number.NaN)).toBeDefined();
  });
});
