import type { EngineMemo } from '../model';
import type { Buffers } from './context/buffers';
import type { Card } from './context/gpu-context';
import { quadsAgree } from './context/quads';
import { Trials } from './context/trials';
import { keyOf } from './kernels/pipelines';
import type { Dispatch, DispatchList, Way } from './plan/dispatch';

/** Milliseconds that measuring may take in all. */
const BUDGET_MS = 1500;
/** A choice that was remembered by another version of the kernels says nothing. */
const VERSION = 2;
/** What is not worth its compiling on a graphics card: too many registers, and never much the fastest. */
const SKIPPED = ['tall', 'broad'];
/** A card at rest has its clocks low: what is measured first would seem slow. */
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
    private readonly card: Card,
    private readonly buffers: Buffers,
    private readonly memo: EngineMemo,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.memoKey = `kernels ${VERSION} ${card.adapter}`;
  }

  /**
   * Measures what is not known yet, the heaviest first, until time is up. It writes to the inputs of
   * the dispatches: to be called before anything else is written.
   */
  async tune(list: DispatchList, tell: (text: string) => void): Promise<void> {
    if (this.card.software) {
      if (await quadsAgree(this.card)) this.software = SOFTWARE;
      return;
    }
    this.recall();
    const trials = new Trials(this.card, this.buffers);
    const heavy = distinct(list)
      .map((dispatch) => ({
        ...dispatch,
        ways: dispatch.ways.filter(({ name }) => !SKIPPED.includes(name)),
      }))
      .sort((a, b) => b.flops - a.flops);
    tell('Compiling kernels');
    await Promise.all(heavy.map((dispatch) => trials.compile(dispatch)));
    const open: { dispatch: Dispatch; sound: Way[] }[] = [];
    for (const [index, dispatch] of heavy.entries()) {
      tell(`Checking kernels, ${index + 1} of ${heavy.length}`);
      const known = this.chosen.get(shapeOf(dispatch));
      const remembered = dispatch.ways.find(({ name }) => name === known);
      if (remembered && (await trials.agrees(dispatch, remembered))) continue;
      const sound: Way[] = [];
      for (const way of dispatch.ways) if (await trials.agrees(dispatch, way)) sound.push(way);
      open.push({ dispatch, sound });
    }
    const first = open[0];
    const cold = this.now();
    while (first && this.now() - cold < WARM_MS) await trials.time(first.dispatch, first.sound[0]!);
    const begun = this.now();
    for (const [index, { dispatch, sound }] of open.entries()) {
      tell(`Timing kernels, ${index + 1} of ${open.length}`);
      const late = this.now() - begun > BUDGET_MS;
      const best = late
        ? this.favourite(dispatch, sound)
        : await this.fastest(trials, dispatch, sound);
      this.chosen.set(shapeOf(dispatch), best.name);
    }
    trials.destroy();
    this.memo.write(this.memoKey, JSON.stringify([...this.chosen]));
  }

  /** The way to compute a dispatch; the plain one where nothing is known of its shape. */
  readonly choose = (dispatch: Dispatch): Way => {
    const heavy = this.software === SOFTWARE && dispatch.flops >= BROAD_FROM ? ['broad'] : [];
    const names = this.card.software
      ? [...heavy, ...this.software]
      : [this.chosen.get(shapeOf(dispatch))];
    for (const name of names) {
      const way = dispatch.ways.find((one) => one.name === name);
      if (way) return way;
    }
    return dispatch.ways[0]!;
  };

  /** In two rounds, so that a card that is busy for a moment spoils no choice. */
  private async fastest(trials: Trials, dispatch: Dispatch, sound: readonly Way[]): Promise<Way> {
    const times = new Map<Way, number>();
    let ways = sound;
    for (let round = 0; round < 2 && ways.length > 1; round++) {
      for (const way of ways) {
        const ms = await trials.time(dispatch, way);
        times.set(way, Math.min(ms, times.get(way) ?? Infinity));
      }
      const least = Math.min(...times.values());
      ways = ways.filter((way) => times.get(way)! <= HOPELESS * least);
    }
    const [best] = [...ways].sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
    return best ?? dispatch.ways[0]!;
  }

  /** The sound way that won most often for this kernel so far. */
  private favourite(dispatch: Dispatch, sound: readonly Way[]): Way {
    const wins = (way: Way): number =>
      [...this.chosen].filter(
        ([shape, name]) => name === way.name && shape.startsWith(`${dispatch.kernel} `),
      ).length;
    return sound.reduce((best, way) => (wins(way) > wins(best) ? way : best), dispatch.ways[0]!);
  }

  private recall(): void {
    try {
      const text = this.memo.read(this.memoKey);
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
    if (dispatch.ways.length < 2) continue;
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
