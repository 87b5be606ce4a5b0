import {
  netOf,
  type AverageOf,
  type Generate,
  type Instruction,
  type Judge,
  type LossOf,
  type NetName,
  type Penalty,
  type StepProgram,
} from '../contract/step-program';

/** What happens between two rounds of updates. No weight moves in it, so that its instructions may be
 *  carried out in any order that makes pictures before they are judged. */
export interface Phase {
  readonly makes: readonly (Exclude<Makes, Generate> | NumberedGenerate)[];
  readonly judges: readonly NumberedJudge[];
  readonly losses: readonly LossOf[];
  readonly penalties: readonly Penalty[];
  readonly updates: readonly NetName[];
  readonly averages: readonly AverageOf[];
}

type Makes = Exclude<Instruction, { do: 'judge' | 'loss' | 'penalty' | 'update' | 'average' }>;
/** `number`: which of the step's passes through the discriminator it is, counted from 0. */
export type NumberedJudge = Judge & { readonly number: number };
/** The same of the generator, counted from 1. */
export type NumberedGenerate = Generate & { readonly number: number };

type Mutable = {
  -readonly [K in keyof Phase]: Phase[K] extends readonly (infer T)[] ? T[] : never;
};

/** Cuts a program behind each round of updates. */
export function phasesOf(program: StepProgram): Phase[] {
  const phases: Mutable[] = [];
  let judged = 0;
  let generated = 1;
  for (const one of program) {
    let phase = phases.at(-1);
    const ends = one.do === 'update' || one.do === 'average';
    if (!phase || (!ends && phase.updates.length > 0)) {
      phase = { makes: [], judges: [], losses: [], penalties: [], updates: [], averages: [] };
      phases.push(phase);
    }
    switch (one.do) {
      case 'gather':
      case 'latents':
      case 'augment':
        phase.makes.push(one);
        break;
      case 'generate':
        phase.makes.push({ ...one, number: generated++ });
        break;
      case 'judge':
        phase.judges.push({ ...one, number: judged++ });
        break;
      case 'loss':
        phase.losses.push(one);
        break;
      case 'penalty':
        phase.penalties.push(one);
        break;
      case 'update':
        phase.updates.push(one.net);
        break;
      case 'average':
        phase.averages.push(one);
        break;
      default:
        return one satisfies never;
    }
  }
  return phases;
}

const withoutPenalties = (program: StepProgram): StepProgram =>
  program.filter((one) => one.do !== 'penalty');

/** Steps of which one has its penalties; 1 where there are none. */
export const penaltyEvery = (program: StepProgram): number =>
  program.find((one) => one.do === 'penalty')?.every ?? 1;

/** The programs that steps take turns in: with all penalties, and without where not every step has them. */
export const variantsOf = (program: StepProgram): StepProgram[] =>
  penaltyEvery(program) === 1 ? [program] : [program, withoutPenalties(program)];

/** Which of them a step has, by its number alone. */
export const variantAt = (program: StepProgram, step: number): 0 | 1 =>
  step % penaltyEvery(program) === 0 ? 0 : 1;

/** How often a step updates a net. */
export const updatesOf = (program: StepProgram, net: NetName): number =>
  program.filter((one) => one.do === 'update' && one.net === net).length;

/** Whether the generator learns from those pictures, so that what it computed is wanted on the way back. */
export const learnsFrom = (rest: StepProgram, { as }: Generate): boolean => {
  const names = [as];
  for (const one of rest)
    if (one.do === 'augment' && names.includes(one.pictures)) names.push(one.as);
  return rest.some(
    (one) => one.do === 'loss' && names.includes(one.pictures) && one.term === 'generator',
  );
};

/**
 * What is wrong with a program, for people: a name that nothing made, pictures that no loss of the same
 * phase is for, a gradient that no update takes, an average of what was not updated.
 */
export function programFaults(program: StepProgram): string[] {
  const faults: string[] = [];
  for (const [index, one] of program.entries()) {
    const before = program[index - 1];
    const moved = before?.do === 'update' && before.net === 'generator';
    if (one.do === 'average' && !moved)
      faults.push('an average of what was not updated just before');
  }
  const latents = new Set<string>();
  const paces = new Set(program.flatMap((one) => (one.do === 'penalty' ? [one.every] : [])));
  if (paces.size > 1) faults.push('penalties are taken at different steps');
  for (const [index, phase] of phasesOf(program).entries()) {
    const { makes, judges, losses, penalties, updates } = phase;
    const say = (fault: string): number => faults.push(`phase ${index}: ${fault}`);
    const pictures = new Set<string>();
    for (const one of makes) {
      if (one.do === 'latents') latents.add(one.as);
      else if (pictures.has(one.as)) say(`${one.as} are made twice`);
      else pictures.add(one.as);
      if (one.do === 'augment' && !pictures.has(one.pictures))
        say(`no pictures ${one.pictures} to augment`);
      if (one.do === 'generate' && !latents.has(one.from)) say(`no latents ${one.from}`);
    }
    const judged = new Set(judges.map((judge) => judge.pictures));
    for (const name of judged) if (!pictures.has(name)) say(`no pictures ${name} to judge`);
    for (const loss of losses) {
      const { pictures, against = pictures } = loss;
      for (const name of new Set([pictures, against]))
        if (!judged.has(name)) say(`${name} are not judged`);
      if (!updates.includes(netOf(loss.term))) say(`no update takes the loss of ${loss.pictures}`);
    }
    for (const { pictures } of penalties) {
      if (!judged.has(pictures)) say(`${pictures} are not judged`);
      if (!updates.includes('discriminator')) say(`no update takes the penalty of ${pictures}`);
    }
    for (const net of updates)
      if (!losses.some(({ term }) => netOf(term) === net)) say(`the ${net} has nothing to learn`);
  }
  return faults;
}
