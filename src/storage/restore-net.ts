import type { Initializer, LayerKind, LayerSpec, NetSpec, Padding } from '../contract/net-spec';
import { StudioError } from '../contract/errors';
import { count, finite, listOf, oneOf, shape, text, yesOrNo, type Check } from './check';

type Of<K extends LayerKind> = Extract<LayerSpec, { kind: K }>;

const padding: Check<Padding> = oneOf(['same', 'valid']);

const INITIALIZERS: {
  readonly [K in Initializer['kind']]: Check<Extract<Initializer, { kind: K }>>;
} = {
  glorotUniform: shape({ kind: oneOf(['glorotUniform']) }),
  fanInUniform: shape({ kind: oneOf(['fanInUniform']) }),
  normal: shape({ kind: oneOf(['normal']), deviation: finite }),
};
const initializer: Check<Initializer> = byKind<Initializer>(INITIALIZERS);

const LAYERS: { readonly [K in LayerKind]: Check<Of<K>> } = {
  dense: shape({ kind: oneOf(['dense']), units: count, bias: yesOrNo, initializer }),
  reshape: shape({ kind: oneOf(['reshape']), height: count, width: count, channels: count }),
  conv: shape({
    kind: oneOf(['conv']),
    filters: count,
    kernel: count,
    stride: count,
    padding,
    bias: yesOrNo,
    initializer,
  }),
  convTranspose: shape({
    kind: oneOf(['convTranspose']),
    filters: count,
    kernel: count,
    stride: count,
    padding,
    bias: yesOrNo,
    initializer,
  }),
  upsample: shape({ kind: oneOf(['upsample']) }),
  averagePool: shape({ kind: oneOf(['averagePool']) }),
  batchNorm: shape({
    kind: oneOf(['batchNorm']),
    momentum: finite,
    epsilon: finite,
    unbiasedVariance: yesOrNo,
  }),
  relu: shape({ kind: oneOf(['relu']) }),
  leakyRelu: shape({ kind: oneOf(['leakyRelu']), slope: finite }),
  tanh: shape({ kind: oneOf(['tanh']) }),
  sigmoid: shape({ kind: oneOf(['sigmoid']) }),
  dropout: shape({ kind: oneOf(['dropout']), rate: finite }),
  flatten: shape({ kind: oneOf(['flatten']) }),
};

/** A network from storage; throws a StudioError naming the layer that is malformed. */
export const netSpec: Check<NetSpec> = shape<NetSpec>({
  input: listOf(count),
  layers: listOf(byKind<LayerSpec>(LAYERS)),
});

/** The check of the row that the value's `kind` names. */
function byKind<T extends { readonly kind: string }>(rows: {
  readonly [name: string]: Check<T>;
}): Check<T> {
  return (value, where) => {
    const { kind } = shape({ kind: text })(value, where);
    const row = Object.hasOwn(rows, kind) ? rows[kind] : undefined;
    if (!row) throw new StudioError('unexpected', `${where} is of the unknown kind "${kind}".`);
    return row(value, where);
  };
}
