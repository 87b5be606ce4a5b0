import type { ExportSources } from '../../contract/exports';
import type { PictureShape } from '../../contract/picture-shape';

/** What an ONNX file says of itself: what goes in, what comes out, lines that load it. */
export function onnxReadme(
  { run, generator, net, weights }: ExportSources['network'],
  { height, width, channels }: PictureShape,
): string {
  const pictures = `[n, ${channels}, ${height}, ${width}]`;
  const name = run.name.replaceAll(/\s+/g, ' ');
  if (net === 'discriminator') {
    return `The discriminator of "${name}" at epoch ${generator.epoch}, trained with Atelier.

It takes \`pictures\`, float32 ${pictures}, values from -1 to 1, and gives \`logits\` [n, 1], which are
higher the more real a picture looks to it, and \`scores\` [n, 1], the same from 0 to 1.

Saved as discriminator.onnx, with onnxruntime-web, in a browser or in Node:

\`\`\`js
import * as ort from 'onnxruntime-web';

const session = await ort.InferenceSession.create('discriminator.onnx');
const grey = new Float32Array(${channels * height * width});
const pictures = new ort.Tensor('float32', grey, [1, ${channels}, ${height}, ${width}]);
const { scores } = await session.run({ pictures });
console.log(scores.data);
\`\`\`

In Python, onnxruntime.InferenceSession opens it, and its run method takes a dictionary with "pictures".
`;
  }
  const latent = generator.spec.input[0] ?? 0;
  return `The generator of "${name}" at epoch ${generator.epoch}, ${weights === 'averaged' ? 'averaged' : 'trained'} weights, trained with Atelier.

It takes \`latent\`, float32 [n, ${latent}], drawn from the normal distribution of mean 0 and deviation 1,
and gives \`pictures\`, float32 ${pictures}, values from -1 to 1.

Saved as generator.onnx, with onnxruntime-web, in a browser or in Node:

\`\`\`js
import * as ort from 'onnxruntime-web';

const session = await ort.InferenceSession.create('generator.onnx');
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const latent = new ort.Tensor('float32', Float32Array.from({ length: 4 * ${latent} }, normal), [4, ${latent}]);
const { pictures } = await session.run({ latent });
console.log(pictures.dims);
\`\`\`

In Python, onnxruntime.InferenceSession opens it, and its run method takes a dictionary with "latent".
`;
}
