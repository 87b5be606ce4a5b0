import { netOf, type LossOf, type Penalty } from '../../../contract/step-program';
import type { NumberedJudge, Phase } from '../../../nets/step-phases';
import { TERMS } from '../../step-metrics';

/** Pictures that the discriminator judges in one pass, side by side, a group each. */
export interface JudgePass {
  readonly names: readonly string[];
  /** Whether its running statistics follow. */
  readonly follow: boolean;
  /** Which of the step's passes the first group is; the number of its dropout streams. */
  readonly number: number;
  /** D's own losses, one of each group, whose terms follow one another; or none. */
  readonly losses: readonly LossOf[];
  /** The generator's, of one of the groups. */
  readonly generatorLoss: LossOf | null;
  /** Of some of the groups, or of all. */
  readonly penalties: readonly Penalty[];
}

/** The passes of a phase: real and generated pictures that D learns from are judged in one, and so are
 *  those that a loss holds against each other. */
export function passesOf({ judges, losses, penalties }: Phase): JudgePass[] {
  const passes: JudgePass[] = [];
  for (const judge of judges) {
    const own = penalties.filter(({ pictures }) => pictures === judge.pictures);
    const next = { ...passOf(judge, losses), penalties: own };
    const last = passes.at(-1);
    if (last && joins(last, next)) {
      passes[passes.length - 1] = {
        ...last,
        names: [...last.names, ...next.names],
        losses: [...last.losses, ...next.losses],
        generatorLoss: last.generatorLoss ?? next.generatorLoss,
        penalties: [...last.penalties, ...next.penalties],
      };
    } else passes.push(next);
  }
  return passes;
}

/** Groups of the pass that the discriminator learns from. */
export const groupsOf = (passes: readonly JudgePass[]): number =>
  passes.find(({ losses }) => losses.length > 0)?.names.length ?? 1;

function passOf(judge: NumberedJudge, losses: readonly LossOf[]): Omit<JudgePass, 'penalties'> {
  const { pictures, runningStatistics, number } = judge;
  const of = losses.filter((loss) => loss.pictures === pictures);
  const own = of.filter(({ term }) => netOf(term) === 'discriminator');
  return {
    names: [pictures],
    follow: runningStatistics === 'follow',
    number,
    losses: own,
    generatorLoss: of.find(({ term }) => netOf(term) === 'generator') ?? null,
  };
}

const joins = (last: JudgePass, next: JudgePass): boolean =>
  last.follow === next.follow &&
  (last.losses.length > 0 && next.losses.length > 0
    ? !(last.generatorLoss && next.generatorLoss) &&
      place(last.losses.at(-1)!) + 1 === place(next.losses[0]!)
    : next.losses.length === 0 && last.names.at(-1) === next.generatorLoss?.against);

const place = ({ term }: LossOf): number => TERMS.indexOf(term);
