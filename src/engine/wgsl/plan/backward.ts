import { ACTIVATIONS, convolve, dropoutParams, tilingOf, type Out } from './convolution';
import { overTwo, type DispatchList } from './dispatch';
import { mergeTiles } from './merge';
import type { NetPlan, Trace } from './net-plan';
import { biasRowsPerWorkgroup, normaliseRowsPerWorkgroup } from './rows-per-workgroup';
import type { Stage } from './stages';
import {
  channelVectors,
  pictureVectors,
  placesOf,
  storage,
  whole,
  type Tensor,
  type View,
} from './tensor';
import { splitOf, weightGradient } from './weight-gradient';

/** Where the parts of a weight's gradient lie, and how many there are. */
export interface Parts {
  readonly at: number;
  readonly splits: number;
  /** Vectors from one part to the next. */
  readonly stride: number;
}

/** Places for the gradients of all weights of a net; a bias that batch norm takes away has none. */
export interface PartsPlan {
  /** Pictures that they were planned for, the most that a pass may have. */
  readonly images: number;
  readonly byName: ReadonlyMap<string, Parts>;
  readonly vectors: number;
}

/** @param images, groups of the pass that gradients are taken from. */
export function planParts(plan: NetPlan, images: number, groups: number): PartsPlan {
  const byName = new Map<string, Parts>();
  let at = 0;
  const take = (name: string, splits: number, stride: number): void => {
    byName.set(name, { at, splits, stride });
    at += splits * stride;
  };
  for (const { layer, linear, norm, raw } of plan.stages) {
    const { splits, vectors } = splitOf(linear, images * groups, plan.traits);
    take(`${layer}/kernel`, splits, vectors);
    if (norm) {
      const stride = channelVectors(norm.view);
      take(`${norm.layer}/gamma`, groups, stride);
      take(`${norm.layer}/beta`, groups, stride);
    }
    if (linear.bias && !isIdle(norm, raw)) {
      const rows = images * groups * placesOf(raw);
      take(
        `${layer}/bias`,
        Math.ceil(rows / biasRowsPerWorkgroup(rows, plan.traits)),
        channelVectors(raw),
      );
    }
  }
  return { images: images * groups, byName, vectors: at };
}

/** Whether batch norm takes away what a bias adds: where it has one mean for each number of the bias.
 *  A dense layer's places may share theirs. */
const isIdle = (norm: Stage['norm'], raw: View): boolean =>
  norm !== null && channelVectors(norm.view) === channelVectors(raw);

export interface Wanted {
  /** Storage for parts of the weights' gradients; null where they are not wanted. */
  readonly parts: {
    readonly plan: PartsPlan;
    readonly storage: Tensor;
    /** Whether gradients are added to those that are there. */
    readonly accumulate: boolean;
  } | null;
  /** Whether the gradient in the net's input is. */
  readonly input: boolean;
}

/**
 * The way back.
 * @param gradient in the net's output; it is overwritten.
 * @returns the gradient in the net's input, where it is wanted.
 */
export function backward(
  list: DispatchList,
  plan: NetPlan,
  trace: Trace,
  gradient: Tensor,
  wanted: Wanted,
): Tensor | null {
  const { images, groups } = trace.pass;
  derivative(list, plan, trace, gradient);
  let current: Sums = { gradient, sums: null };
  for (let index = plan.stages.length - 1; index >= 0; index--) {
    const stage = plan.stages[index]!;
    const { linear, layer } = stage;
    const { input } = trace.stages[index]!;
    if (stage.norm) normaliseBack(list, plan, stage, trace, index, current, wanted.parts);
    const label = `${plan.name} ${layer} back`;
    if (wanted.parts) {
      const { plan: parts, storage: target, accumulate } = wanted.parts;
      const at = (name: string): Tensor => ({
        storage: target.storage,
        base: target.base + parts.byName.get(name)!.at,
      });
      const [big, small] =
        linear.direction === 'down' ? [input, current.gradient] : [current.gradient, input];
      weightGradient(
        list,
        `${plan.name} ${layer} weights`,
        linear,
        big,
        small,
        at(`${layer}/kernel`),
        images * groups,
        parts.images,
        accumulate,
        plan.traits,
      );
      if (linear.bias && !isIdle(stage.norm, stage.raw)) {
        const rows = images * groups * placesOf(stage.raw);
        const columns4 = channelVectors(stage.raw);
        const rowsPerWorkgroup = biasRowsPerWorkgroup(
          parts.images * placesOf(stage.raw),
          plan.traits,
        );
        list.add({
          kernel: 'columnSums',
          label: `${plan.name} ${layer} bias`,
          flags: { ACCUMULATE: accumulate ? 1 : 0, THREADS: plan.traits.rowThreads },
          params: { rows, columns4, rowsPerWorkgroup },
          tensors: { x: current.gradient, parts: at(`${layer}/bias`) },
          grid: [Math.ceil(columns4 / 4), Math.ceil(rows / rowsPerWorkgroup), 1],
        });
      }
    }
    if (index === 0 && !wanted.input) return null;
    const before = plan.stages[index - 1];
    const saved = trace.stages[index - 1];
    const direction = linear.direction === 'down' ? 'up' : 'down';
    const vectors = before ? pictureVectors(before.output) : plan.inputVectors;
    const back = whole(storage(`${label} gradient`, images * groups * vectors));
    const norm = before?.norm ?? null;
    const to = direction === 'up' ? linear.big : linear.small;
    const tiling = tilingOf(linear, direction, images);
    // The sums of batch norm come along where its channels are those of this gradient.
    const fused = norm !== null && channelVectors(norm.view) === channelVectors(to);
    const moments = fused
      ? whole(storage(`${label} sums`, groups * tiling.tiles * 2 * channelVectors(to)))
      : null;
    const out: Out =
      before && saved
        ? {
            activation: before.activation,
            slope: before.slope,
            dropout: plan.dropout(before, trace.pass),
            backward: {
              saved: saved.output,
              sums: moments ? { raw: saved.raw!, stats: saved.stats!, moments } : null,
            },
          }
        : PLAIN;
    convolve(
      list,
      label,
      linear,
      direction,
      current.gradient,
      plan.kernel(index, direction),
      back,
      trace.pass,
      out,
    );
    const sums =
      moments &&
      mergeTiles(list, label, { moments, tiling }, channelVectors(to), groups, 'sums', plan.traits);
    current = { gradient: back, sums: sums && { moments: sums.moments, tiles: sums.tiling.tiles } };
  }
  return current.gradient;
}

/** What the input of a net has been through is no matter of the net. */
const PLAIN: Out = { activation: 'none', slope: 0, dropout: null };

/** Through the activation and the dropout that end a net, in place. */
function derivative(list: DispatchList, plan: NetPlan, trace: Trace, gradient: Tensor): void {
  const stage = plan.stages.at(-1)!;
  const dropout = plan.dropout(stage, trace.pass);
  if (stage.activation === 'none' && !dropout) return;
  const { images, groups, firstImage } = trace.pass;
  const { raw, output, activation, slope } = stage;
  const vectors = images * groups * pictureVectors(output);
  const [across, down] = overTwo(Math.ceil(vectors / DERIVATIVE_THREADS));
  list.add({
    kernel: 'derivative',
    label: `${plan.name} activation back`,
    flags: { ACTIVATION: ACTIVATIONS[activation], DROPOUT: dropout ? 1 : 0 },
    params: {
      vectors,
      images,
      outHeight: raw.height,
      outWidth: raw.width,
      out4: channelVectors(raw),
      slope,
      ...dropoutParams(dropout, raw),
      firstImage,
    },
    tensors: {
      gradient,
      saved: trace.stages.at(-1)!.output,
      ...(dropout ? { state: dropout.state } : {}),
    },
    grid: [across, down, 1],
  });
}

/** Threads of a workgroup. */
const DERIVATIVE_THREADS = 64;

/** A gradient, and the sums over its tiles for the batch norm before it, where they came along. */
interface Sums {
  readonly gradient: Tensor;
  readonly sums: { readonly moments: Tensor; readonly tiles: number } | null;
}

function normaliseBack(
  list: DispatchList,
  plan: NetPlan,
  stage: Stage,
  trace: Trace,
  index: number,
  { gradient, sums }: Sums,
  parts: Wanted['parts'],
): void {
  const norm = stage.norm!;
  const { images, groups } = trace.pass;
  const { raw, stats } = trace.stages[index]!;
  const channels4 = channelVectors(norm.view);
  const rows = images * placesOf(norm.view);
  const rowsPerWorkgroup = sums
    ? normaliseRowsPerWorkgroup(rows, sums.tiles, channels4, groups, plan.traits)
    : rows;
  const at = (role: string): number =>
    parts ? parts.storage.base + parts.plan.byName.get(`${norm.layer}/${role}`)!.at : 0;
  list.add({
    kernel: 'normaliseBack',
    label: `${plan.name} ${norm.layer} back`,
    flags: {
      WEIGHTS: parts ? 1 : 0,
      SUMS: sums ? 1 : 0,
      ACCUMULATE: parts?.accumulate ? 1 : 0,
      THREADS: plan.traits.rowThreads,
    },
    params: {
      channels4,
      rows,
      tiles: sums?.tiles ?? 0,
      rowsPerWorkgroup,
      gammaBase: plan.weight(norm.layer, 'gamma').base,
      gammaParts: at('gamma'),
      betaParts: at('beta'),
    },
    tensors: {
      gradient,
      raw: raw!,
      ...(sums ? { moments: sums.moments } : {}),
      stats: stats!,
      weights: whole(plan.storages.weights),
      ...(parts ? { parts: whole(parts.storage.storage) } : {}),
    },
    grid: [Math.ceil(channels4 / 4), Math.ceil(rows / rowsPerWorkgroup), groups],
  });
}
