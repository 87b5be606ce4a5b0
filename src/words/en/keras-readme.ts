import type { ExportSources } from '../../contract/exports';
import type { NetSpec } from '../../contract/net-spec';

/**
 * What a file of Keras tells of itself: what it holds, and the lines that load it. No part of the
 * catalogue of the page: it is read by whoever gets the file, and made in a worker.
 */
export function kerasReadme(
  { run, generator, net, weights }: ExportSources['network'],
  spec: NetSpec,
  extension: 'h5' | 'keras',
): string {
  const file = `${net}.${extension}`;
  const which = net === 'generator' && weights === 'averaged' ? ', averaged weights' : '';
  const name = run.name.replace(/\s+/g, ' ');
  const title = `${name}: ${net} at epoch ${generator.epoch}${which}, trained with Atelier.`;
  const shape = spec.input.join(', ');
  const load = [
    'import keras, numpy as np',
    `model = keras.models.load_model("${file}", compile=False)`,
  ];
  if (net === 'discriminator') {
    const last = spec.layers.at(-1)?.kind === 'sigmoid';
    const says = last
      ? 'a number from 0 (generated) to 1 (real)'
      : 'a logit: the higher it is, the more real the picture looks';
    return [
      title,
      `It takes pictures [n, ${shape}], values from -1 to 1, and gives ${says}.`,
      ...load,
      'score = model.predict(pictures)',
    ].join('\n');
  }
  return [
    title,
    `It takes latents [n, ${shape}] from the normal distribution, and gives pictures, values from -1 to 1.`,
    ...load,
    `latents = np.random.normal(size=(16, ${shape})).astype("float32")`,
    'pictures = ((model.predict(latents) + 1) * 127.5).round().clip(0, 255).astype("uint8")',
    'import PIL.Image; PIL.Image.fromarray(pictures[0].squeeze()).save("picture.png")',
  ].join('\n');
}
