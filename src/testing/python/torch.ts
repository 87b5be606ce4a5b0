import { pytorch } from '../../export/pytorch/pytorch';
import { paintedShape } from '../../nets/shapes';
import {
  channelsFirst,
  choicesOf,
  referenceOf,
  scoresBy,
  takenCases,
  type TakenCase,
} from '../taken-nets';
import { unzip } from '../unzip';
import type { PythonCase } from './registry';

/** What was downloaded for PyTorch, and what the studio's engine makes of the same input. */
export async function torchCases(): Promise<PythonCase[]> {
  const cases: PythonCase[] = [];
  for (const one of [...takenCases(), withoutDiscriminator()]) cases.push(await caseOf(one));
  return cases;
}

/** A run that keeps no average, and no checkpoint of this epoch. */
function withoutDiscriminator(): TakenCase {
  const [{ source }] = takenCases() as [TakenCase];
  const generator = { ...source.generator };
  delete generator.averaged;
  return {
    name: 'the generator alone',
    source: { ...source, generator, discriminator: null, weights: 'weights' },
  };
}

async function caseOf({ name, source }: TakenCase): Promise<PythonCase> {
  const files: Record<string, PythonCase['files'][string]> = Object.fromEntries(
    unzip(new Uint8Array(await (await pytorch(source)).arrayBuffer())),
  );
  const { height, width, channels } = paintedShape(source.generator.spec);
  const pictures = { input: [height, width, channels] };
  const nets: string[] = [];
  for (const choice of choicesOf(source)) {
    if (choice.weights === 'averaged' && !source.generator.averaged) continue;
    const { input, output } = await referenceOf({ ...source, ...choice });
    const generates = choice.net === 'generator';
    const net = generates ? (choice.weights === 'averaged' ? 'averaged' : 'trained') : choice.net;
    nets.push(net);
    files[`${net}.input.f32`] = generates ? input : channelsFirst(input, pictures);
    files[`${net}.output.f32`] = generates ? channelsFirst(output, pictures) : output;
    if (!generates) files['scores.f32'] = scoresBy(source, output);
  }
  files['case.json'] = { nets, shape: [channels, height, width], run: source.run.name };
  return { name, files };
}
