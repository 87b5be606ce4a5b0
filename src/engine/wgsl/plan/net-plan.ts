import type { NetSpec } from '../../../contract/net-spec';
import { Stream } from '../../../contract/random';
import {
  ACTIVATIONS,
  convolve,
  dropoutParams,
  tilingOf,
  type DropoutParams,
  type Tiling,
} from './convolution';
import type { DispatchList } from './dispatch';
import { mergeTiles, type Tiled } from './merge';
import { normaliseRowsPerWorkgroup } from './rows-per-workgroup';
import { stagesOf, type Stage } from './stages';
import {
  channelVectors,
  part,
  pictureVectors,
  placesOf,
  storage,
  vectorsOf,
  whole,
  type Storage,
  type Tensor,
  type View,
} from './tensor';
import { GRAPHICS, type GpuTraits } from './traits';
import { WeightLayout } from './weights';

/** Pictures of a pass, which batch norm counts in groups. */
export interface Pass {
  readonly images: number;
  readonly groups: number;
  readonly mode: 'training' | 'inference';
  /** Whether running statistics follow. */
  readonly follow: boolean;
  /** They take the pass's share of so many, on top of what is there, instead of moving by momentum. */
  readonly sharesOf?: number;
  /** Which of a step's passes through the discriminator the first group is: 0 real, 1 fake, 2 the
   *  generator's step; the number of its dropout streams. */
  readonly number: number;
  /** Pictures of the batch before these, where it is computed in slices. */
  readonly firstImage: number;
}

/** A pass of its own, by running statistics. */
export const inferencePass = (images: number): Pass => ({
  images,
  groups: 1,
  mode: 'inference',
  follow: false,
  number: 0,
  firstImage: 0,
});

/** What a pass leaves for the way back; `slice` reads a part of it. */
export interface Trace {
  readonly pass: Pass;
  /** Of each stage: what it read, its raw output where batch norm follows, and its output. */
  readonly stages: readonly StageTrace[];
}
interface StageTrace {
  readonly input: Tensor;
  readonly raw: Tensor | null;
  readonly stats: Tensor | null;
  readonly output: Tensor;
}

/** Storages of one net that outlive a step. */
export interface NetStorages {
  readonly weights: Storage;
  readonly moving: Storage;
  readonly prepared: Storage;
  readonly adam: Storage;
}

/** Copies of a kernel as convolutions read them. */
export interface Prepared {
  readonly stage: number;
  /** In vectors of `prepared`; null where the master serves, or nothing asks for it. */
  readonly plain: number | null;
  readonly transposed: number | null;
}

/** One net, cut into stages, with its weights laid out; gives the dispatches of its passes. */
export class NetPlan {
  readonly stages: readonly Stage[];
  readonly layout: WeightLayout;
  readonly storages: NetStorages;
  readonly prepared: readonly Prepared[];

  /**
   * @param inputGradient whether the gradient in the net's input is ever wanted.
   * @param trains whether it learns at all.
   */
  constructor(
    readonly name: string,
    readonly spec: NetSpec,
    private readonly seed: number,
    private readonly state: Tensor,
    inputGradient: boolean,
    trains = true,
    readonly traits: GpuTraits = GRAPHICS,
  ) {
    this.stages = stagesOf(spec);
    this.layout = new WeightLayout(spec, this.stages);
    let at = 0;
    const take = (vectors: number): number => {
      const from = at;
      at += Math.ceil(vectors / 16) * 16;
      return from;
    };
    this.prepared = this.stages.map(({ linear }, stage) => {
      const back = trains && (stage > 0 || inputGradient);
      const down = linear.direction === 'down' || back;
      const up = linear.direction === 'up' || back;
      const vectors =
        linear.kernel ** 2 * 4 * vectorsFor(linear.big) * channelVectors(linear.small);
      const rowsSmall = linear.fold === 'upsample';
      const wantsPlain = linear.fold !== 'none' && (rowsSmall ? up : down);
      const wantsTransposed = rowsSmall ? down : up;
      return {
        stage,
        plain: wantsPlain ? take(vectors) : null,
        transposed: wantsTransposed ? take(vectors) : null,
      };
    });
    const kept = (what: string, vectors: number): Storage =>
      storage(`${name} ${what}`, Math.max(1, vectors), true);
    this.storages = {
      weights: kept('weights', this.layout.trainableVectors),
      moving: kept('moving statistics', this.layout.movingVectors),
      prepared: kept('prepared weights', at),
      adam: kept('optimiser', trains ? 2 * this.layout.trainableVectors : 0),
    };
  }

  get inputVectors(): number {
    const { linear } = this.stages[0]!;
    return pictureVectors(linear.direction === 'down' ? linear.big : linear.small);
  }

  get outputVectors(): number {
    return pictureVectors(this.stages.at(-1)!.output);
  }

  weight(layer: number, role: 'bias' | 'gamma' | 'beta'): Tensor {
    return { storage: this.storages.weights, base: this.layout.find(layer, role).start };
  }

  private moving(layer: number, role: 'movingMean' | 'movingVariance'): number {
    return this.layout.find(layer, role).start;
  }

  /** The kernel of a stage as a convolution in that direction reads it. */
  kernel(stage: number, direction: 'down' | 'up'): Tensor {
    const { linear, layer } = this.stages[stage]!;
    const { plain, transposed } = this.prepared[stage]!;
    const asStored = linear.fold === 'upsample' ? 'up' : 'down';
    const at = direction === asStored ? plain : transposed;
    if (at !== null) return { storage: this.storages.prepared, base: at };
    return { storage: this.storages.weights, base: this.layout.find(layer, 'kernel').start };
  }

  /**
   * The way forward.
   * @param x [groups * images, ...input]; target: where the output goes, or null for a place of its own.
   */
  forward(list: DispatchList, x: Tensor, pass: Pass, target: Tensor | null): Trace {
    let input = x;
    const all = pass.images * pass.groups;
    const traces = this.stages.map((stage, index): StageTrace => {
      const label = `${this.name} ${stage.layer} forward`;
      const vectors = all * pictureVectors(stage.output);
      const last = index === this.stages.length - 1;
      const output = (last && target) || whole(storage(`${label} output`, vectors));
      const { linear, norm } = stage;
      const tiling = tilingOf(linear, linear.direction, pass.images);
      const training = norm !== null && pass.mode === 'training';
      const raw = norm ? whole(storage(`${label} raw`, vectors)) : null;
      const rawVectors = channelVectors(linear.direction === 'down' ? linear.small : linear.big);
      const moments = training
        ? whole(storage(`${label} moments`, pass.groups * tiling.tiles * 2 * rawVectors))
        : null;
      convolve(
        list,
        label,
        linear,
        linear.direction,
        input,
        this.kernel(index, linear.direction),
        raw ?? output,
        pass,
        {
          activation: norm ? 'none' : stage.activation,
          slope: stage.slope,
          dropout: norm || pass.mode === 'inference' ? null : this.dropout(stage, pass),
          forward: { bias: linear.bias ? this.weight(stage.layer, 'bias') : null, moments },
        },
      );
      const stats = training
        ? whole(storage(`${label} statistics`, pass.groups * 2 * channelVectors(norm.view)))
        : null;
      if (norm && raw) {
        const tiled = moments && this.merged(list, label, stage, { moments, tiling }, pass);
        this.normalise(list, stage, pass, raw, tiled ?? { moments: null, tiling }, stats, output);
      }
      const trace = { input, raw, stats, output };
      input = output;
      return trace;
    });
    return { pass, stages: traces };
  }

  /** Where each column is a channel of the norm, many tiles become few. */
  private merged(
    list: DispatchList,
    label: string,
    { norm, raw }: Stage,
    tiled: Tiled,
    { groups }: Pass,
  ): Tiled {
    const channels4 = channelVectors(raw);
    if (!norm || channelVectors(norm.view) !== channels4) return tiled;
    return mergeTiles(list, label, tiled, channels4, groups, 'moments', this.traits);
  }

  private normalise(
    list: DispatchList,
    stage: Stage,
    pass: Pass,
    raw: Tensor,
    { moments, tiling }: { readonly moments: Tensor | null; readonly tiling: Tiling },
    stats: Tensor | null,
    y: Tensor,
  ): void {
    const norm = stage.norm!;
    const dropout = pass.mode === 'training' ? this.dropout(stage, pass) : null;
    const { linear } = stage;
    const channels4 = channelVectors(norm.view);
    const rows = pass.images * placesOf(norm.view);
    const rawVectors = channelVectors(linear.direction === 'down' ? linear.small : linear.big);
    // Columns of the convolution that are one channel of the norm: a dense layer's, reshaped.
    const positions = rawVectors / channels4;
    const tiles = tiling.tiles * positions;
    const rowsPerWorkgroup = normaliseRowsPerWorkgroup(
      rows,
      tiles,
      channels4,
      pass.groups,
      this.traits,
    );
    const training = moments !== null;
    const { sharesOf } = pass;
    const [keep, take] =
      sharesOf === undefined ? [norm.momentum, 1 - norm.momentum] : [1, 1 / sharesOf];
    const unbiased = norm.unbiasedVariance && rows > 1 ? rows / (rows - 1) : 1;
    list.add({
      kernel: 'normalise',
      label: `${this.name} ${norm.layer} forward`,
      flags: {
        MODE: training ? 0 : 1,
        FOLLOW: training && pass.follow ? 1 : 0,
        ACTIVATION: ACTIVATIONS[stage.activation],
        DROPOUT: dropout ? 1 : 0,
        THREADS: this.traits.rowThreads,
      },
      params: {
        channels4,
        rows,
        groups: pass.groups,
        tiles,
        positions,
        tilesInPhase: tiling.tilesInPhase,
        rowsInPhase: tiling.rowsInPhase,
        rowsInTile: tiling.rowsInTile,
        rowsPerWorkgroup,
        gammaBase: this.weight(norm.layer, 'gamma').base,
        betaBase: this.weight(norm.layer, 'beta').base,
        meanBase: this.moving(norm.layer, 'movingMean'),
        varianceBase: this.moving(norm.layer, 'movingVariance'),
        epsilon: norm.epsilon,
        slope: stage.slope,
        keep,
        take,
        takeVariance: take * unbiased,
        ...dropoutParams(dropout, stage.dropout?.view ?? norm.view),
        firstRow: pass.firstImage * placesOf(norm.view),
      },
      tensors: {
        raw,
        weights: whole(this.storages.weights),
        y,
        ...(moments && stats ? { moments, stats } : {}),
        ...(!training || pass.follow ? { moving: whole(this.storages.moving) } : {}),
        ...(dropout ? { state: dropout.state } : {}),
      },
      grid: [Math.ceil(channels4 / 4), Math.ceil(rows / rowsPerWorkgroup), pass.groups],
    });
  }

  dropout(stage: Stage, pass: Pass): DropoutParams | null {
    if (!stage.dropout) return null;
    const { rate, layer } = stage.dropout;
    const stream = Stream.Dropout + 256 * pass.number + layer;
    return { rate, stream, seed: this.seed, state: this.state, firstImage: pass.firstImage };
  }
}

const vectorsFor = (view: View): number => view.groups * vectorsOf(view.channels);

/** The part of a trace that one group of it left. */
export function groupOf(trace: Trace, group: number, plan: NetPlan): Trace {
  const { images } = trace.pass;
  const from = group * images;
  return {
    pass: { ...trace.pass, groups: 1, number: trace.pass.number + group },
    stages: trace.stages.map(({ input, raw, stats, output }, index) => {
      const stage = plan.stages[index]!;
      const { linear, norm } = stage;
      const before = linear.direction === 'down' ? linear.big : linear.small;
      const after = pictureVectors(stage.output);
      return {
        input: part(input, from * pictureVectors(before)),
        raw: raw && part(raw, from * after),
        stats: stats && norm ? part(stats, group * 2 * channelVectors(norm.view)) : null,
        output: part(output, from * after),
      };
    }),
  };
}
