import type { LayerSpec, NetSpec } from '../../contract/net-spec';
import { padsOf } from '../../nets/edges';
import { inferShapes, inputShapes } from '../../nets/shapes';

/** Modules of one's own that layers need beside `torch.nn`. */
export type Helper = 'ChannelsFirst' | 'ChannelsLast' | 'Crop';

interface Lines {
  /** Members of an `nn.Sequential`, each with a comment on the shape it gives. */
  readonly lines: readonly string[];
  readonly helpers: ReadonlySet<Helper>;
}

/**
 * The layers of a net as members of an `nn.Sequential`, channels first. A sigmoid at the end is left out: what
 * is given is the logit.
 */
export function sequentialLines(spec: NetSpec): Lines {
  const inputs = inputShapes(spec);
  const outputs = inferShapes(spec);
  const last = spec.layers.length - 1;
  const modules = spec.layers.flatMap((layer, i) =>
    layer.kind === 'sigmoid' && i === last ? [] : modulesOf(layer, inputs[i]!, outputs[i]!),
  );
  const own = ['ChannelsFirst', 'ChannelsLast', 'Crop'] as const;
  return {
    lines: modules,
    helpers: new Set(own.filter((name) => modules.some((line) => line.startsWith(`${name}(`)))),
  };
}

/** `[n, channels, height, width]` of a shape that is channels last. */
export function shapeText(shape: readonly number[]): string {
  const [height, width, channels] = shape;
  const first = shape.length === 3 ? [channels, height, width] : shape;
  return `[${['n', ...first].join(', ')}]`;
}

function modulesOf(
  layer: LayerSpec,
  input: readonly number[],
  output: readonly number[],
): string[] {
  const gives = (call: string): string => `${call},  # ${shapeText(output)}`;
  switch (layer.kind) {
    case 'dense':
      return [gives(`nn.Linear(${input[0]}, ${layer.units}${unbiased(layer.bias)})`)];
    case 'reshape':
      return [
        `nn.Unflatten(1, (${layer.height}, ${layer.width}, ${layer.channels})),`,
        gives('ChannelsFirst()'),
      ];
    case 'flatten':
      return input.length === 3 ? ['ChannelsLast(),', gives('nn.Flatten()')] : ['nn.Flatten(),'];
    case 'conv':
      return conv(layer, input, gives);
    case 'convTranspose':
      return convTranspose(layer, input, gives);
    case 'upsample':
      return [gives("nn.Upsample(scale_factor=2, mode='nearest')")];
    case 'averagePool':
      return [gives('nn.AvgPool2d(2)')];
    case 'batchNorm': {
      // PyTorch's momentum is the share of the batch, ours that of what was there.
      const share = Number((1 - layer.momentum).toPrecision(6));
      const kind = input.length === 3 ? '2d' : '1d';
      return [`nn.BatchNorm${kind}(${input.at(-1)}, eps=${layer.epsilon}, momentum=${share}),`];
    }
    case 'relu':
      return ['nn.ReLU(),'];
    case 'leakyRelu':
      return [`nn.LeakyReLU(${layer.slope}),`];
    case 'tanh':
      return ['nn.Tanh(),'];
    case 'sigmoid':
      return ['nn.Sigmoid(),'];
    case 'dropout':
      return [`nn.Dropout(${layer.rate}),`];
    default:
      return layer satisfies never;
  }
}

type Of<Kind extends LayerSpec['kind']> = Extract<LayerSpec, { kind: Kind }>;

const unbiased = (bias: boolean): string => (bias ? '' : ', bias=False');

function windowOf(layer: Of<'conv' | 'convTranspose'>, channels: number, padding: string): string {
  const stride = layer.stride === 1 ? '' : `, stride=${layer.stride}`;
  return `${channels}, ${layer.filters}, ${layer.kernel}${stride}${padding}${unbiased(layer.bias)}`;
}

function conv(
  layer: Of<'conv'>,
  [height, width, channels]: readonly number[],
  gives: (call: string) => string,
): string[] {
  const [rows, columns] = [padsOf(layer, height!), padsOf(layer, width!)];
  const even = rows.before === rows.after && columns.before === columns.after;
  if (even) {
    const both =
      rows.before === columns.before ? rows.before : `(${rows.before}, ${columns.before})`;
    const padding = both === 0 ? '' : `, padding=${both}`;
    return [gives(`nn.Conv2d(${windowOf(layer, channels!, padding)})`)];
  }
  // The odd row and column of zeros go to the end.
  const sides = [columns.before, columns.after, rows.before, rows.after].join(', ');
  return [`nn.ZeroPad2d((${sides})),`, gives(`nn.Conv2d(${windowOf(layer, channels!, '')})`)];
}

function convTranspose(
  layer: Of<'convTranspose'>,
  [height, , channels]: readonly number[],
  gives: (call: string) => string,
): string[] {
  // What is cut off does not hang on the size.
  const { before, after } = padsOf(layer, height!);
  const padding = before === 0 ? '' : `, padding=${before}`;
  const longer = after < 0 ? `, output_padding=${-after}` : '';
  const call = `nn.ConvTranspose2d(${windowOf(layer, channels!, `${padding}${longer}`)})`;
  return after > before ? [`${call},`, gives('Crop()')] : [gives(call)];
}
