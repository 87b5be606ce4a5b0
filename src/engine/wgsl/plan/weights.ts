import type { NetSpec } from '../../../contract/net-spec';
import type { WeightTensor } from '../../../contract/records';
import { elements } from '../../../nets/shapes';
import { weightSpecs, type WeightSpec } from '../../../nets/weights';
import type { Stage } from './stages';
import { LANES, vectorsOf } from './tensor';

/** Vectors that a block of the optimiser handles: each weight begins at a multiple of it. */
export const BLOCK = 256;

/** Channels in groups, each padded on its own. */
interface Channels {
  readonly groups: number;
  readonly channels: number;
}

/** Where a weight lies in its net's vector, and how: [taps][rows][columns], rows and columns padded. */
export interface WeightPlace {
  readonly spec: WeightSpec;
  /** In vectors. */
  readonly start: number;
  readonly count: number;
  readonly taps: number;
  readonly rows: Channels;
  readonly columns: Channels;
}

/** Layout of all weights of a net: trained ones in one vector, moving statistics in another. */
export class WeightLayout {
  readonly places: readonly WeightPlace[];
  /** Lengths in vectors, whole blocks. */
  readonly trainableVectors: number;
  readonly movingVectors: number;

  constructor(spec: NetSpec, stages: readonly Stage[]) {
    let trainable = 0;
    let moving = 0;
    this.places = weightSpecs(spec).map((weight) => {
      const layout = layoutOf(weight, stages);
      const rows = weight.role === 'kernel' ? LANES * padded(layout.rows) : 1;
      const count = layout.taps * rows * padded(layout.columns);
      const start = weight.trainable ? trainable : moving;
      const end = start + Math.ceil(count / BLOCK) * BLOCK;
      if (weight.trainable) trainable = end;
      else moving = end;
      return { spec: weight, start, count, ...layout };
    });
    this.trainableVectors = trainable;
    this.movingVectors = moving;
  }

  /** @throws Error where the layer has no such weight. */
  find(layer: number, role: WeightSpec['role']): WeightPlace {
    const found = this.places.find(({ spec }) => spec.layer === layer && spec.role === role);
    if (!found) throw new Error(`Layer ${layer} has no ${role}.`);
    return found;
  }

  /** Writes tensors to their places; `stride` vectors lie between two of one tensor. */
  pack(
    tensors: ReadonlyMap<string, Float32Array>,
    trainable: boolean,
    target: Float32Array,
    stride = 1,
    offset = 0,
  ): void {
    for (const place of this.places) {
      const values = tensors.get(place.spec.name);
      if (place.spec.trainable !== trainable || !values) continue;
      eachElement(place, (logical, at) => {
        const vector = place.start + (at >> 2);
        target[(vector * stride + offset) * LANES + (at & 3)] = values[logical]!;
      });
    }
  }

  /** Tensors read from their places, in the order of `weightSpecs`. */
  unpack(trainable: boolean, source: Float32Array, stride = 1, offset = 0): WeightTensor[] {
    return this.places
      .filter(({ spec }) => spec.trainable === trainable)
      .map((place) => {
        const values = new Float32Array(elements(place.spec.shape));
        eachElement(place, (logical, at) => {
          const vector = place.start + (at >> 2);
          values[logical] = source[(vector * stride + offset) * LANES + (at & 3)]!;
        });
        return { name: place.spec.name, shape: place.spec.shape, values };
      });
  }
}

const padded = ({ groups, channels }: Channels): number => groups * vectorsOf(channels);
const ONE: Channels = { groups: 1, channels: 1 };

function layoutOf(
  weight: WeightSpec,
  stages: readonly Stage[],
): Pick<WeightPlace, 'taps' | 'rows' | 'columns'> {
  const stage = stages.find(
    ({ layer, norm }) => layer === weight.layer || norm?.layer === weight.layer,
  );
  if (!stage) throw new Error(`No stage has the weight ${weight.name}.`);
  const { linear, norm } = stage;
  if (weight.role === 'bias') return { taps: 1, rows: ONE, columns: channelsOf(stage.raw) };
  if (weight.role !== 'kernel') return { taps: 1, rows: ONE, columns: channelsOf(norm!.view) };
  const { big, small } = linear;
  const [rows, columns] = linear.fold === 'upsample' ? [small, big] : [big, small];
  const taps = linear.masterKernel ** 2;
  return { taps, rows: channelsOf(rows), columns: channelsOf(columns) };
}

const channelsOf = ({ groups, channels }: Channels): Channels => ({ groups, channels });

/** Calls `visit` with the index of each number in its own tensor and in the padded one. */
function eachElement(
  { taps, rows, columns, spec }: WeightPlace,
  visit: (logical: number, padded: number) => void,
): void {
  const rowWidth = LANES * vectorsOf(rows.channels);
  const columnWidth = LANES * vectorsOf(columns.channels);
  const width = columns.groups * columnWidth;
  const rowCount = spec.role === 'kernel' ? rows.groups * rowWidth : 1;
  let logical = 0;
  for (let tap = 0; tap < taps; tap++) {
    for (let g = 0; g < rows.groups; g++) {
      for (let r = 0; r < rows.channels; r++) {
        const row = (tap * rowCount + g * rowWidth + r) * width;
        for (let h = 0; h < columns.groups; h++) {
          for (let c = 0; c < columns.channels; c++) visit(logical++, row + h * columnWidth + c);
        }
      }
    }
  }
}
