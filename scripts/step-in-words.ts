import type { Settings } from '../src/contract/hyperparameters';
import type { StepSpec } from '../src/contract/net-spec';
import type { Instruction } from '../src/contract/step-program';
import { buildGan } from '../src/nets/presets';

/** A preset's step, instruction by instruction as the engines carry it out. */
export function stepInWords(settings: Settings): string {
  const { step } = buildGan(settings);
  const lines = step.program.map((one, index) => `${index + 1}. ${sentence(one, step)}`);
  return ['A step:', lines.join('\n'), optimiser(step)].join('\n\n');
}

/** What a setting that is on adds to a step, behind what. */
export function addedBy(settings: Settings, on: Partial<Settings>): string {
  const { step } = buildGan({ ...settings, ...on });
  const before = buildGan(settings).step.program.map((one) => sentence(one, step));
  const after = step.program.map((one) => sentence(one, step));
  const at = after.findIndex((text) => !before.includes(text));
  return `Behind “${after[at - 1]!.replaceAll('*', '')}”: ${after[at]}`;
}

function sentence(one: Instruction, step: StepSpec): string {
  switch (one.do) {
    case 'gather':
      return `Take a batch of pictures: *${one.as}*.`;
    case 'latents':
      return `Draw latents for the batch: *${one.as}*.`;
    case 'generate': {
      const by = one.mode === 'training' ? 'the batch’s own' : 'the running';
      return `The generator makes *${one.as}* of *${one.from}*, by ${by} statistics.`;
    }
    case 'augment': {
      const { colour, translation, cutout } = one.strengths;
      const by =
        one.chance === 'adaptive'
          ? ', by a chance that follows how sure D is of real pictures,'
          : '';
      return `Change each of *${one.pictures}* at random${by} (colour ${colour}, translation ${translation}, cutout ${cutout}): *${one.as}*.`;
    }
    case 'judge': {
      const running = one.runningStatistics === 'follow' ? 'follow' : 'stay as they are';
      return `The discriminator judges *${one.pictures}*; its running statistics ${running}.`;
    }
    case 'loss': {
      const weight = one.weight === 1 ? '' : `, times ${one.weight}`;
      const against =
        one.against && `the discriminator is to put each ${SIDES[one.term]} *${one.against}*`;
      return `Loss of *${one.pictures}*: ${against ?? GOALS[one.term](step)}${weight}.`;
    }
    case 'penalty':
      return `On every ${one.every}th step: penalty on how steep the discriminator is at *${one.pictures}*, along its gradient (${one.reach} up and down), times ${one.weight} and ${one.every}.`;
    case 'update':
      return `**Update the ${one.net}.**`;
    case 'average':
      return `The average of the generator follows, with a half-life of ${one.halfLife} pictures.`;
  }
}

const GOALS = {
  real: ({ realLabel }: StepSpec) => `the discriminator is to take them for real (${realLabel})`,
  fake: () => 'the discriminator is to take them for generated (0)',
  generator: () => 'the generator wants them taken for real (1)',
};

function optimiser({ adam, discriminatorLoss }: StepSpec): string {
  const counted =
    adam.counter === 'shared' ? 'one count of updates for both' : 'counts of their own';
  const form = adam.form === 'keras' ? ', added to the square root before the corrections' : '';
  return (
    `Both networks learn by Adam with ${counted}, epsilon ${adam.epsilon}${form}. ` +
    `The discriminator’s loss that is shown is the ${discriminatorLoss} of its two.`
  );
}

/** What a pair is to be, seen from either side. */
const SIDES = {
  real: 'above the one in its place among',
  fake: 'below the one in its place among',
  generator: 'above the one in its place among',
};
