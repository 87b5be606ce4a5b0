import { onnx } from '../../export/onnx/onnx';
import { paintedShape } from '../../nets/shapes';
import { choicesOf, takenCases } from '../taken-nets';
import type { PythonCase } from './registry';

/** What was downloaded as ONNX, and what is to be found in it. */
export async function onnxCases(): Promise<PythonCase[]> {
  const cases: PythonCase[] = [];
  for (const { name, source } of takenCases()) {
    for (const choice of choicesOf(source)) {
      const { height, width, channels } = paintedShape(source.generator.spec);
      const { run, generator } = source;
      const pictures = ['n', channels, height, width];
      const judges = choice.net === 'discriminator';
      cases.push({
        name: `${name}, ${choice.net}, ${choice.weights}`,
        files: {
          'net.onnx': new Uint8Array(await onnx({ ...source, ...choice }).arrayBuffer()),
          'case.json': {
            inputs: judges ? { pictures } : { latent: ['n', ...generator.spec.input] },
            outputs: judges ? { logits: ['n', 1], scores: ['n', 1] } : { pictures },
            metadata: {
              run: wellFormed(run.name),
              preset: run.settings.preset,
              epoch: String(generator.epoch),
              step: String(generator.step),
              network: choice.net,
            },
          },
        },
      });
    }
  }
  return cases;
}

/** With half of a surrogate pair replaced, as UTF-8 has to. */
const wellFormed = (text: string): string =>
  new TextDecoder().decode(new TextEncoder().encode(text));
