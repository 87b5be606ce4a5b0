import { StudioError } from '../../../contract/errors';
import type { LayerSpec, NetSpec } from '../../../contract/net-spec';
import { foldAt } from '../../../nets/folding';
import { inferShapes } from '../../../nets/shapes';
import { flatView, imageView, pictureVectors, type View } from './tensor';

/** A convolution between a big side and a small one; a dense layer is one of 1x1. */
export interface Linear {
  /** `down`: from the big side to the small one; `up`: the transposed way. */
  readonly direction: 'down' | 'up';
  /** As the kernels compute it: composed with the resampling beside it, where there is one. */
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
  readonly big: View;
  readonly small: View;
  /** Nearest upsampling before, or average pooling after, a convolution of `masterKernel`. */
  readonly fold: 'none' | 'upsample' | 'pool';
  /** Edge of the kernel as it is trained. */
  readonly masterKernel: number;
  readonly bias: boolean;
}

export type Activation = 'none' | 'relu' | 'leakyRelu' | 'tanh';

/** What a net is cut into: a linear part and what follows it up to the next one. */
export interface Stage {
  /** Index in the net of the layer that has the kernel. */
  readonly layer: number;
  readonly linear: Linear;
  /** Its output as it comes out. */
  readonly raw: View;
  readonly norm: {
    readonly layer: number;
    readonly momentum: number;
    readonly epsilon: number;
    readonly unbiasedVariance: boolean;
    readonly view: View;
  } | null;
  readonly activation: Activation;
  readonly slope: number;
  readonly dropout: { readonly layer: number; readonly rate: number; readonly view: View } | null;
  /** The output as the next stage reads it: the same numbers in memory. */
  readonly output: View;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Cuts a net into stages. A final sigmoid is left out: the output is the logit.
 * @throws StudioError('settings-invalid') naming the layer, for a net that no plan is known for.
 */
export function stagesOf(spec: NetSpec): Stage[] {
  const shapes = inferShapes(spec);
  const layers =
    spec.layers.at(-1)?.kind === 'sigmoid' ? spec.layers.slice(0, -1) : [...spec.layers];
  const stages: Mutable<Stage>[] = [];
  let view = viewOf(spec.input);
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index]!;
    const last = stages.at(-1);
    switch (layer.kind) {
      case 'reshape':
      case 'flatten':
        view = reshaped(view, shapes[index]!, index, layer);
        if (last) last.output = view;
        break;
      case 'dense':
      case 'conv':
      case 'convTranspose':
      case 'upsample': {
        const found = linearAt(layers, shapes, index, view);
        view = found.output;
        stages.push({
          layer: found.layer,
          linear: found.linear,
          raw: found.raw,
          norm: null,
          activation: 'none',
          slope: 0,
          dropout: null,
          output: view,
        });
        index += found.layers - 1;
        break;
      }
      case 'batchNorm': {
        if (!last || last.norm || last.activation !== 'none' || last.dropout)
          throw misplaced(index, layer);
        // Its moments count as many places in each phase.
        const { direction, stride, big } = last.linear;
        if (direction === 'up' && (big.height % stride !== 0 || big.width % stride !== 0))
          throw misplaced(index, layer);
        const { momentum, epsilon, unbiasedVariance } = layer;
        last.norm = { layer: index, momentum, epsilon, unbiasedVariance, view };
        break;
      }
      case 'relu':
      case 'leakyRelu':
      case 'tanh':
        if (!last || last.activation !== 'none' || last.dropout) throw misplaced(index, layer);
        last.activation = layer.kind;
        last.slope = layer.kind === 'leakyRelu' ? layer.slope : 0;
        break;
      case 'dropout':
        if (layer.rate === 0) break;
        if (!last || last.dropout) throw misplaced(index, layer);
        last.dropout = { layer: index, rate: layer.rate, view };
        break;
      case 'averagePool':
      case 'sigmoid':
        throw misplaced(index, layer);
      default:
        return layer satisfies never;
    }
  }
  if (stages.length === 0) throw new StudioError('net-without-weights');
  return stages;
}

const viewOf = (shape: readonly number[]): View =>
  shape.length === 3 ? imageView(shape[0]!, shape[1]!, shape[2]!) : flatView(1, shape[0]!);

/** The same memory in another shape. */
function reshaped(view: View, shape: readonly number[], index: number, layer: LayerSpec): View {
  const next =
    shape.length === 3
      ? imageView(shape[0]!, shape[1]!, shape[2]!)
      : flatView(view.height * view.width * view.groups, view.channels);
  const padded = view.channels % 4 !== 0 || next.channels % 4 !== 0;
  const same =
    pictureVectors(view) === pictureVectors(next) && (!padded || view.channels === next.channels);
  if (!same) throw misplaced(index, layer);
  return next;
}

interface Found {
  readonly layer: number;
  readonly linear: Linear;
  readonly raw: View;
  readonly output: View;
  /** Layers of the net that it covers. */
  readonly layers: number;
}

function linearAt(
  layers: readonly LayerSpec[],
  shapes: readonly number[][],
  index: number,
  input: View,
): Found {
  const layer = layers[index]!;
  const output = (at: number): View => viewOf(shapes[at]!);
  const fold = foldAt(layers, index);
  if (fold) {
    const { kernel, bias } = fold.conv;
    const after = output(index + 1);
    const sides =
      fold.kind === 'upsample'
        ? ({ direction: 'up', big: after, small: input } as const)
        : ({ direction: 'down', big: input, small: after } as const);
    const linear: Linear = { ...composed(kernel), ...sides, fold: fold.kind, bias };
    return { layer: fold.owner, linear, raw: after, output: after, layers: 2 };
  }
  if (layer.kind === 'dense') {
    const small = denseOutput(layers, shapes, index, layer.units);
    const linear: Linear = { ...PRODUCT, direction: 'down', big: input, small, bias: layer.bias };
    return { layer: index, linear, raw: small, output: small, layers: 1 };
  }
  if (layer.kind !== 'conv' && layer.kind !== 'convTranspose') throw misplaced(index, layer);
  const { kernel, stride, padding, bias } = layer;
  const out = output(index);
  if (layer.kind === 'conv') {
    // A kernel as large as its input is a product.
    if (padding === 'valid' && kernel === input.height && kernel === input.width) {
      const big = flatView(kernel * kernel, input.channels);
      const linear: Linear = { ...PRODUCT, direction: 'down', big, small: out, bias };
      return { layer: index, linear, raw: out, output: out, layers: 1 };
    }
    const pad = padBefore(input.height, out.height, kernel, stride, padding);
    const geometry = { kernel, masterKernel: kernel, stride, pad, fold: 'none' } as const;
    const linear: Linear = { ...geometry, direction: 'down', big: input, small: out, bias };
    return { layer: index, linear, raw: out, output: out, layers: 1 };
  }
  // From a single place it is a product too; its bias would have to be repeated.
  if (padding === 'valid' && input.height === 1 && input.width === 1 && !bias) {
    const big = flatView(kernel * kernel, layer.filters);
    const linear: Linear = { ...PRODUCT, direction: 'up', big, small: input, bias };
    return { layer: index, linear, raw: big, output: out, layers: 1 };
  }
  const pad = padBefore(out.height, input.height, kernel, stride, padding);
  const geometry = { kernel, masterKernel: kernel, stride, pad, fold: 'none' } as const;
  const linear: Linear = { ...geometry, direction: 'up', big: out, small: input, bias };
  return { layer: index, linear, raw: out, output: out, layers: 1 };
}

const PRODUCT = { kernel: 1, masterKernel: 1, stride: 1, pad: 0, fold: 'none' } as const;

/** As `foldAt` says. */
const composed = (kernel: number) => ({
  kernel: kernel + 1,
  masterKernel: kernel,
  stride: 2,
  pad: (kernel - 1) / 2,
});

/** Zeros before the first place, by TensorFlow's rule. */
const padBefore = (
  big: number,
  small: number,
  kernel: number,
  stride: number,
  padding: 'same' | 'valid',
): number =>
  padding === 'valid' ? 0 : Math.floor(Math.max(0, (small - 1) * stride + kernel - big) / 2);

/** A dense layer's units lie as the picture that they are reshaped to. */
function denseOutput(
  layers: readonly LayerSpec[],
  shapes: readonly number[][],
  index: number,
  units: number,
): View {
  for (let at = index + 1; at < layers.length; at++) {
    const layer = layers[at]!;
    if (layer.kind === 'reshape') {
      const [height, width, channels] = shapes[at]!;
      return flatView(height! * width!, channels!);
    }
    if (layer.kind === 'dense' || layer.kind === 'flatten') break;
  }
  return flatView(1, units);
}

const misplaced = (index: number, layer: LayerSpec): StudioError =>
  new StudioError('layer-not-planned', { layer: index, layerKind: layer.kind });
