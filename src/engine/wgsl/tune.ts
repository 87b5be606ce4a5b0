import type { OnPreparing } from '../../contract/preparing';
import type { TuningCache } from '../model';
import type { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import { quadsAgree } from './context/quads';
import { Trials } from './context/trials';
import { keyOf } from './kernels/pipelines';
import type { Dispatch, DispatchList, Variant } from './plan/dispatch';

/** Milliseconds that measuring may take in all. */
const BUDGET_MS = 1500;
/** A choice that was remembered by another version of the kernels says nothing. */
const VERSION = 2;
/** What is not worth its compiling on a graphics card: too many registers, and never much the fastest. */
const SKIPPED = ['tall', 'broad'];
/** A GPU at rest has its clocks low: what is measured first would seem slow. */
const WARM_MS = 100;
/** Ways that took so many times the fastest one's time are not measured again. */
const HOPELESS = 1.5;
/** What an emulated card takes without measuring, for each measurement would last a second: a load
 *  costs it ten times as much as a product, wherever from, so that sharing loads wins. */
const SOFTWARE = ['quad', 'tall', 'direct'];
const SOFTWARE_ALONE = ['tall', 'direct'];
/** Products and sums from which on it takes `broad` where it takes `quad`: a tenth faster, and twice as
 *  long to compile. */
const BROAD_FROM = 1e8;

/**
 * Chooses among the ways to compute each dispatch: the fastest by timing, for each shape, that agrees
 * with the plain one on random numbers. Outcomes are remembered for the adapter; the agreement is
 * checked anew each time.
 *
 * All ways add in the same order, so that a choice changes speed and not results.
 */
export class Tuner {
  private readonly chosen = new Map<string, string>();
  private readonly memoKey: string;
  private software = SOFTWARE_ALONE;

  constructor(
    private readonly gpu: GpuContext,
    private readonly buffers: Buffers,
    private readonly tuning: TuningCache,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.memoKey = `kernels ${VERSION} ${gpu.adapter}`;
  }

  /**
   * Measures what is not known yet, the heaviest first, until time is up. It writes to the inputs of
   * the dispatches: to be called before anything else is written.
   */
  async tune(list: DispatchList, notify: OnPreparing): Promise<void> {
    if (this.gpu.software) {
      if (await quadsAgree(this.gpu)) this.software = SOFTWARE;
      return;
    }
    this.recall();
    const trials = new Trials(this.gpu, this.buffers);
    const heavy = distinct(list)
      .map((dispatch) => ({
        ...dispatch,
        variants: dispatch.variants.filter(({ name }) => !SKIPPED.includes(name)),
      }))
      .sort((a, b) => b.flops - a.flops);
    notify({ code: 'compiling-kernels', params: { share: null } });
    await Promise.all(heavy.map((dispatch) => trials.compile(dispatch)));
    const open: { dispatch: Dispatch; sound: Variant[] }[] = [];
    for (const [index, dispatch] of heavy.entries()) {
      notify({
        code: 'checking-kernels',
        params: { share: { done: index + 1, all: heavy.length } },
      });
      const known = this.chosen.get(shapeOf(dispatch));
      const remembered = dispatch.variants.find(({ name }) => name === known);
      if (remembered && (await trials.agrees(dispatch, remembered))) continue;
      const sound: Variant[] = [];
      for (const variant of dispatch.variants)
        if (await trials.agrees(dispatch, variant)) sound.push(variant);
      open.push({ dispatch, sound });
    }
    const first = open[0];
    const cold = this.now();
    while (first && this.now() - cold < WARM_MS) await trials.time(first.dispatch, first.sound[0]!);
    const begun = this.now();
    for (const [index, { dispatch, sound }] of open.entries()) {
      notify({
        code: 'timing-kernels',
        params: { share: { done: index + 1, all: open.length } },
      });
      const late = this.now() - begun > BUDGET_MS;
      const best = late
        ? this.favourite(dispatch, sound)
        : await this.fastest(trials, dispatch, sound);
      this.chosen.set(shapeOf(dispatch), best.name);
    }
    trials.destroy();
    this.tuning.write(this.memoKey, JSON.stringify([...this.chosen]));
  }

  /** The way to compute a dispatch; the plain one where nothing is known of its shape. */
  readonly choose = (dispatch: Dispatch): Variant => {
    const heavy = this.software === SOFTWARE && dispatch.flops >= BROAD_FROM ? ['broad'] : [];
    const names = this.gpu.software
      ? [...heavy, ...this.software]
      : [this.chosen.get(shapeOf(dispatch))];
    for (const name of names) {
      const variant = dispatch.variants.find((one) => one.name === name);
      if (variant) return variant;
    }
    return dispatch.variants[0]!;
  };

  /** In two rounds, so that a GPU that is busy for a moment spoils no choice. */
  private async fastest(
    trials: Trials,
    dispatch: Dispatch,
    sound: readonly Variant[],
  ): Promise<Variant> {
    const times = new Map<Variant, number>();
    let variants = sound;
    for (let round = 0; round < 2 && variants.length > 1; round++) {
      for (const variant of variants) {
        const ms = await trials.time(dispatch, variant);
        times.set(variant, Math.min(ms, times.get(variant) ?? Infinity));
      }
      const least = Math.min(...times.values());
      variants = variants.filter((variant) => times.get(variant)! <= HOPELESS * least);
    }
    const [best] = [...variants].sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
    return best ?? dispatch.variants[0]!;
  }

  /** The sound way that won most often for this kernel so far. */
  private favourite(dispatch: Dispatch, sound: readonly Variant[]): Variant {
    const wins = (variant: Variant): number =>
      [...this.chosen].filter(
        ([shape, name]) => name === variant.name && shape.startsWith(`${dispatch.kernel} `),
      ).length;
    return sound.reduce(
      (best, variant) => (wins(variant) > wins(best) ? variant : best),
      dispatch.variants[0]!,
    );
  }

  private recall(): void {
    try {
      const text = this.tuning.read(this.memoKey);
      const pairs: unknown = text === null ? [] : JSON.parse(text);
      if (!Array.isArray(pairs)) return;
      for (const pair of pairs as unknown[]) {
        if (!Array.isArray(pair) || pair.length !== 2) continue;
        const [shape, name] = pair as unknown[];
        if (typeof shape === 'string' && typeof name === 'string') this.chosen.set(shape, name);
      }
    } catch {
      // What was stored was no JSON: measured again.
    }
  }
}

/** Dispatches with a choice, one for each shape. */
function distinct({ dispatches }: DispatchList): Dispatch[] {
  const byShape = new Map<string, Dispatch>();
  for (const dispatch of dispatches) {
    if (dispatch.variants.length < 2) continue;
    const known = byShape.get(shapeOf(dispatch));
    if (!known || known.flops < dispatch.flops) byShape.set(shapeOf(dispatch), dispatch);
  }
  return [...byShape.values()];
}

/** What its speed depends on, the batch apart: a last, smaller batch goes by the whole one's. */
const SHAPE = [
  'in4',
  'out4',
  'rows4',
  'columns4',
  'kernel',
  'stride',
  'inHeight',
  'smallHeight',
  'groups',
];

const shapeOf = ({ kernel, flags, params }: Dispatch): string => {
  const sizes = SHAPE.flatMap((name) => (params[name] === undefined ? [] : [params[name]]));
  return `${keyOf(kernel, flags)} ${sizes.join('x')}`;
};
