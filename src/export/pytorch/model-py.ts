import type { ExportSources } from '../../contract/exports';
import type { NetSpec } from '../../contract/net-spec';
import { GENERATOR_GROUPS } from '../../contract/records';
import { inferShapes } from '../../nets/shapes';
import { SCORE_FORMS } from '../score-form';
import { sequentialLines, shapeText, type Helper } from './layers';

const HELPERS: Readonly<Record<Helper, string>> = {
  ChannelsFirst: `class ChannelsFirst(nn.Module):
    """From [n, height, width, channels] to [n, channels, height, width]."""

    def forward(self, x):
        return x.permute(0, 3, 1, 2)
`,
  ChannelsLast: `class ChannelsLast(nn.Module):
    """From [n, channels, height, width] to [n, height, width, channels]."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1)
`,
  Crop: `class Crop(nn.Module):
    """Drops the last row and the last column: TensorFlow's "same" cuts one more off the end."""

    def forward(self, x):
        return x[..., :-1, :-1]
`,
};

const READER = `def read_safetensors(path):
    """The tensors of a safetensors file by name, float32."""
    with open(path, 'rb') as file:
        (length,) = struct.unpack('<Q', file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name == '__metadata__':
            continue
        begin, end = entry['data_offsets']
        values = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        tensors[name] = values.reshape(entry['shape'])
    return tensors


@torch.no_grad()
def fill(net, tensors, name):
    """Copies the tensors of one network into its layers, in their order."""
    found = {}
    for key, value in tensors.items():
        owner, layer, _, role = key.split('.')
        if owner == name:
            found.setdefault(int(layer), {})[role] = value
    holders = [layer for layer in net.layers if next(layer.parameters(), None) is not None]
    if len(found) != len(holders):
        raise ValueError(f'{name} has {len(found)} layers with weights in the file, not {len(holders)}.')
    for layer, (_, roles) in zip(holders, sorted(found.items())):
        if 'gamma' in roles:
            layer.weight.copy_(roles['gamma'])
            layer.bias.copy_(roles['beta'])
            layer.running_mean.copy_(roles['movingMean'])
            layer.running_var.copy_(roles['movingVariance'])
            continue
        # The file has kernels as TensorFlow does: [in, out], or [height, width, in, out] and, for
        # transposed convolutions, [height, width, out, in].
        kernel = roles['kernel']
        layer.weight.copy_(kernel.t() if kernel.dim() == 2 else kernel.permute(3, 2, 0, 1))
        if 'bias' in roles:
            layer.bias.copy_(roles['bias'])
    return net.eval()
`;

const PNG = `def save_png(picture, path):
    """Writes one picture [channels, height, width], values from -1 to 1."""
    pixels = ((picture.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0)
    height, width, channels = pixels.shape
    rows = b''.join(b'\\0' + bytes(row.flatten().tolist()) for row in pixels)

    def chunk(kind, data):
        check = struct.pack('>I', zlib.crc32(kind + data))
        return struct.pack('>I', len(data)) + kind + data + check

    head = struct.pack('>IIBBBBB', width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    with open(path, 'wb') as file:
        file.write(b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', head))
        file.write(chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
`;

/** `model.py`: both networks as modules of PyTorch, and what fills them from `weights.safetensors`. */
export function modelPy(source: ExportSources['network']): string {
  const { run, generator, discriminator } = source;
  const nets = [generator.spec, ...(discriminator ? [discriminator.spec] : [])];
  const helpers = new Set(nets.flatMap((spec) => [...sequentialLines(spec).helpers]));
  const parts = [
    `"""The networks of a GAN that was trained with Atelier, as PyTorch modules.

Run it to make pictures: python model.py
It needs nothing but PyTorch, and weights.safetensors beside it.
"""

import json
import struct
import zlib
from pathlib import Path

import torch
from torch import nn

# What they come from.
RUN = ${literal(run.name)}
EPOCH = ${generator.epoch}

LATENT_SIZE = ${generator.spec.input[0]}
WEIGHTS = Path(__file__).with_name('weights.safetensors')
`,
    ...[...helpers].map((helper) => HELPERS[helper]),
    generatorClass(generator.spec),
    ...(discriminator ? [discriminatorClass(source, discriminator.spec)] : []),
    READER,
    loaders(source),
    PNG,
    `if __name__ == '__main__':
    generator = load_generator()
    with torch.no_grad():
        pictures = generator(torch.randn(16, LATENT_SIZE))
    for number, picture in enumerate(pictures, start=1):
        save_png(picture, f'picture-{number}.png')
`,
  ];
  return parts.join('\n\n');
}

/** A text as Python writes it. */
const literal = (text: string): string =>
  // What JSON leaves as it is ends no line of Python, but is not seen.
  JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const layersOf = (spec: NetSpec): string =>
  sequentialLines(spec)
    .lines.map((line) => `            ${line}\n`)
    .join('');

const generatorClass = (spec: NetSpec): string => {
  const pictures = shapeText(inferShapes(spec).at(-1)!);
  return `class Generator(nn.Module):
    """From latents ${shapeText(spec.input)} to pictures ${pictures}, values from -1 to 1."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
${layersOf(spec)}        )

    def forward(self, latents):
        return self.layers(latents)
`;
};

function discriminatorClass({ run }: ExportSources['network'], spec: NetSpec): string {
  const { fromMean, line } = SCORE_FORMS[run.settings.loss];
  const made = line
    ? `(${line.scale} * logits + ${line.shift}).clamp(0, 1)`
    : 'torch.sigmoid(logits)';
  return `class Discriminator(nn.Module):
    """From pictures ${shapeText(spec.input)}, values from -1 to 1, to logits [n, 1]: the more, the more real."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
${layersOf(spec)}        )

    def forward(self, pictures):
        return self.layers(pictures)

    def scores(self, pictures):
        """How real it takes pictures to be, from 0 to 1, [n, 1]."""
        logits = self(pictures)
${
  fromMean
    ? `        # It learnt differences alone: a picture is held against the mean of those beside it.
        logits = logits - logits.mean(0)
`
    : ''
}        return ${made}
`;
}

function loaders({ generator, discriminator }: ExportSources['network']): string {
  // Those to paint with come first.
  const groups = GENERATOR_GROUPS.toReversed().filter((group) => generator[group]);
  const names = groups.map((group) => (group === 'averaged' ? 'averaged' : 'trained'));
  const files = { averaged: 'averaged_generator', trained: 'generator' };
  const choices = names.map((name) => `'${name}': '${files[name]}'`).join(', ');
  const of = discriminator
    ? `


def load_discriminator(path=WEIGHTS):
    """The discriminator, ready to judge."""
    return fill(Discriminator(), read_safetensors(path), 'discriminator')
`
    : '\n';
  return `# The names of the generator's weights, and what they are called in the file.
GENERATORS = {${choices}}


def load_generator(weights='${names[0]}', path=WEIGHTS):
    """The generator with one of its weights, ready to make pictures."""
    return fill(Generator(), read_safetensors(path), GENERATORS[weights])${of}`;
}
