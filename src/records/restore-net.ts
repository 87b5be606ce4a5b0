import type { Initializer, LayerKind, LayerSpec, NetSpec, Padding } from '../contract/net-spec';
import { StudioError } from '../contract/errors';
import { listOf, oneOf, shape, text, whole, within, yesOrNo, type Check } from './check';

type Of<K extends LayerKind> = Extract<LayerSpec, { kind: K }>;

/** Far beyond every recipe, so that no product of a few of them is beyond what numbers hold. */
const width = whole(1, 2 ** 16);
const edge = whole(1, 1024);
const units = whole(1, 2 ** 26);
const MOST_LAYERS = 256;

const padding: Check<Padding> = oneOf(['same', 'valid']);

const INITIALIZERS: {
  readonly [K in Initializer['kind']]: Check<Extract<Initializer, { kind: K }>>;
} = {
  glorotUniform: shape({ kind: oneOf(['glorotUniform']) }),
  fanInUniform: shape({ kind: oneOf(['fanInUniform']) }),
  normal: shape({ kind: oneOf(['normal']), deviation: within(0, 1e6) }),
};
const initializer: Check<Initializer> = byKind<Initializer>(INITIALIZERS);

const LAYERS: { readonly [K in LayerKind]: Check<Of<K>> } = {
  dense: shape({ kind: oneOf(['dense']), units, bias: yesOrNo, initializer }),
  reshape: shape({ kind: oneOf(['reshape']), height: edge, width: edge, channels: width }),
  conv: shape({
    kind: oneOf(['conv']),
    filters: width,
    kernel: whole(1, 64),
    stride: whole(1, 16),
    padding,
    bias: yesOrNo,
    initializer,
  }),
  convTranspose: shape({
    kind: oneOf(['convTranspose']),
    filters: width,
    kernel: whole(1, 64),
    stride: whole(1, 16),
    padding,
    bias: yesOrNo,
    initializer,
  }),
  upsample: shape({ kind: oneOf(['upsample']) }),
  averagePool: shape({ kind: oneOf(['averagePool']) }),
  batchNorm: shape({
    kind: oneOf(['batchNorm']),
    momentum: within(0, 1),
    epsilon: within(0, 1),
    unbiasedVariance: yesOrNo,
  }),
  relu: shape({ kind: oneOf(['relu']) }),
  leakyRelu: shape({ kind: oneOf(['leakyRelu']), slope: within(-1e6, 1e6) }),
  tanh: shape({ kind: oneOf(['tanh']) }),
  sigmoid: shape({ kind: oneOf(['sigmoid']) }),
  dropout: shape({ kind: oneOf(['dropout']), rate: within(0, 1) }),
  flatten: shape({ kind: oneOf(['flatten']) }),
};

/** A network from storage; throws a StudioError naming the layer that is malformed. */
export const netSpec: Check<NetSpec> = shape<NetSpec>({
  input: listOf(units, 3),
  layers: listOf(byKind<LayerSpec>(LAYERS), MOST_LAYERS),
});

/** The check of the row that the value's `kind` names. */
function byKind<T extends { readonly kind: string }>(rows: {
  readonly [name: string]: Check<T>;
}): Check<T> {
  return (value, where) => {
    const { kind } = shape({ kind: text })(value, where);
    const row = Object.hasOwn(rows, kind) ? rows[kind] : undefined;
    if (!row) throw new StudioError('kind-unknown', { place: where, found: kind.slice(0, 40) });
    return row(value, where);
  };
}
