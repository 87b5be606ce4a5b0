import type { GeneratorRecord, RunRecord } from '../../contract/records';

/**
 * README.md of a downloaded generator: what it takes, what it gives, five lines of code. No part of the
 * catalogue of the page: it is read by whoever gets the file, and made in a worker.
 */
export function generatorReadme(
  run: RunRecord,
  generator: GeneratorRecord,
  output: readonly number[],
): string {
  const latent = generator.spec.input[0] ?? 0;
  const shape = output.join(', ');
  return `# ${run.name.replace(/\s+/g, ' ')}, epoch ${generator.epoch}

The generator of a GAN, trained with Atelier, as a TensorFlow.js layers model.

- It takes latents of shape [n, ${latent}], drawn from the normal distribution.
- It gives pictures of shape [n, ${shape}], values from -1 to 1; \`add(1).div(2)\` brings them to 0 to 1.

Put these files next to your page and, with \`npm install @tensorflow/tfjs\`:

\`\`\`js
import * as tf from '@tensorflow/tfjs';
const model = await tf.loadLayersModel('model.json');
const latents = tf.randomNormal([1, ${latent}]);
const picture = model.predict(latents).squeeze([0]).add(1).div(2).clipByValue(0, 1);
await tf.browser.toPixels(picture, document.querySelector('canvas'));
\`\`\`

In Node, \`@tensorflow/tfjs-node\` loads \`file://path/to/model.json\`.

| file | what it is |
| --- | --- |
| \`model.json\` | the layers, and the list of the weights |
| \`group1-shard*.bin\` | the weights, float32 |
| \`settings.json\` | the run: its settings, its pictures, its epoch, and its layers |

Atelier takes this ZIP back, as it is, to paint new pictures with it.
`;
}
