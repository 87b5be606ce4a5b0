import type { ExportSources } from '../../contract/exports';
import type { PictureShape } from '../../contract/picture-shape';

/** README.md of a generator for PyTorch: what it takes, what it gives, lines that make pictures. */
export function pytorchReadme(
  { run, generator, discriminator }: ExportSources['network'],
  { height, width, channels }: PictureShape,
): string {
  const latent = generator.spec.input[0] ?? 0;
  const pictures = `[n, ${channels}, ${height}, ${width}]`;
  const trained = generator.averaged
    ? `
\`load_generator('averaged')\` has the average of its weights, which usually paints better, and
\`load_generator('trained')\` the weights themselves.
`
    : '';
  const judge = discriminator
    ? `
The discriminator says how real it takes pictures to be, from 0 to 1:

\`\`\`python
import torch
from model import LATENT_SIZE, load_discriminator, load_generator

with torch.no_grad():
    pictures = load_generator()(torch.randn(16, LATENT_SIZE))
    print(load_discriminator().scores(pictures))
\`\`\`
`
    : '';
  return `# ${run.name.replaceAll(/\s+/g, ' ')}, epoch ${generator.epoch}

The ${discriminator ? 'networks' : 'generator'} of a GAN, trained with Atelier, for PyTorch. Nothing else is needed.

- The generator takes latents of shape [n, ${latent}], drawn from the normal distribution.
- It gives pictures of shape ${pictures}, values from -1 to 1.

Sixteen pictures, \`picture-1.png\` and on:

\`\`\`sh
python model.py
\`\`\`

Or in a program of your own, beside these files:

\`\`\`python
import torch
from model import LATENT_SIZE, load_generator, save_png

generator = load_generator()
latents = torch.randn(4, LATENT_SIZE, generator=torch.Generator().manual_seed(1))
with torch.no_grad():
    pictures = generator(latents)
save_png(pictures[0], 'first.png')
\`\`\`
${trained}${judge}
| file | what it is |
| --- | --- |
| \`model.py\` | the layers, and what reads the weights |
| \`weights.safetensors\` | the weights, float32, as TensorFlow lays them out; \`model.py\` turns them |

A network comes ready to use; call its \`train()\` to train it on.
`;
}
