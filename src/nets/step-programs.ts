import type { Instruction, LossTerm, StepProgram } from '../contract/step-program';

/** What the programs of the presets differ in. */
interface Alternating {
  /** How the pictures that D trains on are made. */
  readonly fakes: 'training' | 'inference';
  /** z of G's turn: that of D's, or drawn anew. */
  readonly generatorLatents: 'same' | 'fresh';
  /** Whether D's running statistics also follow G's turn. */
  readonly frozenStatistics: 'follow' | 'stay';
  /** What each of D's two losses counts in its update. */
  readonly weight: number;
}

const REAL: readonly Instruction[] = [
  { do: 'gather', as: 'real' },
  { do: 'judge', pictures: 'real', runningStatistics: 'follow' },
];
const Z: Instruction = { do: 'latents', stream: 'discriminator', as: 'z' };

/** D learns from real and generated pictures in one update, then G from the new D. */
export function alternating(by: Alternating): StepProgram {
  return [
    ...REAL,
    { do: 'loss', pictures: 'real', term: 'real', weight: by.weight },
    Z,
    { do: 'generate', from: 'z', mode: by.fakes, as: 'fakes' },
    { do: 'judge', pictures: 'fakes', runningStatistics: 'follow' },
    { do: 'loss', pictures: 'fakes', term: 'fake', weight: by.weight },
    { do: 'update', net: 'discriminator' },
    ...generatorLearns(by.generatorLatents, by.frozenStatistics),
  ];
}

/**
 * keragan's: D learns from the real pictures, then from generated ones (Keras' `train_on_batch`, twice),
 * then G from the D that both made. Keras runs no updates of a net whose `trainable` is false, so that
 * D's running statistics stay in G's turn.
 */
export const twoUpdates: StepProgram = [
  ...REAL,
  { do: 'loss', pictures: 'real', term: 'real', weight: 1 },
  { do: 'update', net: 'discriminator' },
  Z,
  { do: 'generate', from: 'z', mode: 'inference', as: 'fakes' },
  { do: 'judge', pictures: 'fakes', runningStatistics: 'follow' },
  { do: 'loss', pictures: 'fakes', term: 'fake', weight: 1 },
  { do: 'update', net: 'discriminator' },
  ...generatorLearns('same', 'stay'),
];

/** Both nets learn from one forward pass: neither has moved when the other's gradient is taken. */
export const simultaneous: StepProgram = [
  ...REAL,
  { do: 'loss', pictures: 'real', term: 'real', weight: 1 },
  Z,
  { do: 'generate', from: 'z', mode: 'training', as: 'fakes' },
  { do: 'judge', pictures: 'fakes', runningStatistics: 'follow' },
  { do: 'loss', pictures: 'fakes', term: 'fake', weight: 1 },
  { do: 'loss', pictures: 'fakes', term: 'generator', weight: 1 },
  { do: 'update', net: 'discriminator' },
  { do: 'update', net: 'generator' },
];

/** The same step, with an average of the generator's weights behind its updates. */
export const averaging = (program: StepProgram, halfLife: number, batch: number): StepProgram =>
  program.flatMap((one): Instruction[] =>
    one.do === 'update' && one.net === 'generator'
      ? [one, { do: 'average', halfLife, batch }]
      : [one],
  );

function generatorLearns(
  latents: Alternating['generatorLatents'],
  runningStatistics: Alternating['frozenStatistics'],
): StepProgram {
  const fresh = latents === 'fresh';
  return [
    ...(fresh ? [{ do: 'latents', stream: 'generator', as: 'fresh z' } as const] : []),
    { do: 'generate', from: fresh ? 'fresh z' : 'z', mode: 'training', as: 'attempts' },
    { do: 'judge', pictures: 'attempts', runningStatistics },
    { do: 'loss', pictures: 'attempts', term: 'generator', weight: 1 },
    { do: 'update', net: 'generator' },
  ];
}

/** Real pictures as the generator's turn has them. */
const AGAIN = 'real again';

/**
 * A program for a loss of pairs: each real picture with the generated one in its place. A pair is of one
 * discriminator, so that this learns from both in one update, the last. Where the generator learns after
 * it, the new discriminator judges the batch's real pictures again, beside the attempts.
 */
export function paired(program: StepProgram): StepProgram {
  const picturesOf = (term: LossTerm): string =>
    program.flatMap((one) => (one.do === 'loss' && one.term === term ? [one.pictures] : []))[0]!;
  const [real, fakes] = [picturesOf('real'), picturesOf('fake')];
  const learnt = program.findLastIndex((one) => one.do === 'update' && one.net === 'discriminator');
  return program.flatMap((one, index): Instruction[] => {
    const after = index > learnt;
    switch (one.do) {
      case 'update':
        return one.net === 'discriminator' && index < learnt ? [] : [one];
      case 'judge':
        if (!after) return [one];
        return [{ do: 'gather', as: AGAIN }, { ...one, pictures: AGAIN }, one];
      case 'loss':
        if (one.term === 'generator') return [{ ...one, against: after ? AGAIN : real }];
        if (one.term === 'real') return [];
        return [
          { do: 'loss', pictures: real, term: 'real', weight: 1, against: fakes },
          { do: 'loss', pictures: fakes, term: 'fake', weight: 1, against: real },
        ];
      case 'gather':
      case 'latents':
      case 'augment':
      case 'generate':
      case 'penalty':
      case 'average':
        return [one];
    }
  });
}

/** L2 step along the gradient, in pictures of values -1..1: long beside the kinks of leaky ReLUs. */
const REACH = 2;

/**
 * A program with R1 and R2 (Mescheder et al. 2018; Huang et al. 2024): whatever pictures D learns from, it
 * is not to be steep there.
 */
export const penalised = (program: StepProgram, weight: number, every: number): StepProgram =>
  program.flatMap((one): Instruction[] => {
    if (one.do !== 'loss' || one.term === 'generator') return [one];
    return [one, { do: 'penalty', pictures: one.pictures, weight, every, reach: REACH }];
  });
