import type { GanSpec } from '../contract/net-spec';
import { penaltyEvery, variantsOf } from '../nets/step-phases';
import type { Batches } from './batches';
import type { Batch, TrainingModel } from './model';

/** Milliseconds that steps of one kind are timed for, and how many there are at least on a card. */
const BUDGET_MS = 1_000;
const LEAST_STEPS = 3;
/** Submits that are under way at once, as in training. */
const IN_FLIGHT = 2;
/** Milliseconds that a timed step of an engine on the processor takes, at most: it cannot be ended. */
const LONGEST_MS = 1_500;
/** Pictures of the batch that such an engine begins with. */
const SMALL_BATCH = 4;

/** What is timed. */
export interface Timed {
  readonly model: TrainingModel;
  readonly gan: GanSpec;
  readonly batchSize: number;
  /** The trial's pictures in batches of so many, 1 to `batchSize`. */
  readonly batches: (batchSize: number) => Batches;
  /** Whether a step is computed by this very thread, which answers nothing meanwhile. */
  readonly onProcessor: boolean;
  /** Milliseconds of a clock that never jumps back. */
  readonly now: () => number;
  /** Awaited between steps; rejects where the trial is to end. */
  readonly between: () => Promise<void>;
}

/** Steps of one kind in a row, from `first` on; where they are used up, they come again. */
interface Row {
  readonly first: number;
  readonly length: number;
}

/**
 * Trains for a moment and tells what a step takes, in seconds. With a gradient penalty that is the mean
 * over the steps with it and those without, as they follow each other in a run. The model has learnt
 * by then: it is of no further use.
 */
export async function timeSteps(timed: Timed): Promise<number> {
  const every = penaltyEvery(timed.gan.step.program);
  const time = timed.onProcessor ? timeOnProcessor : timeOnCard;
  if (variantsOf(timed.gan.step.program).length === 1) {
    const { orderSteps } = timed.batches(timed.batchSize);
    return time(timed, { first: 0, length: orderSteps });
  }
  const withPenalty = await time(timed, { first: 0, length: 1 });
  const without = await time(timed, { first: 1, length: every - 1 });
  return (withPenalty + (every - 1) * without) / every;
}

async function timeOnCard(timed: Timed, row: Row): Promise<number> {
  const batches = timed.batches(timed.batchSize);
  // What is computed first is compiled, and a card at rest has its clocks low.
  await take(timed, batches, row, { inFlight: 1, forMs: 0, least: 2 });
  return take(timed, batches, row, { inFlight: IN_FLIGHT, forMs: BUDGET_MS, least: LEAST_STEPS });
}

/**
 * Begins with a few pictures, and takes as many as a short step has time for: what a whole batch takes
 * follows from the line through the two. A step has its share that no picture adds to, as the updates of
 * all weights, which a single batch would not tell.
 */
async function timeOnProcessor(timed: Timed, row: Row): Promise<number> {
  const { batchSize } = timed;
  const at = async (pictures: number, forMs: number): Promise<number> => {
    const batches = timed.batches(pictures);
    return take(timed, batches, row, { inFlight: 1, forMs, least: 2 });
  };
  const few = Math.min(batchSize, SMALL_BATCH);
  await take(timed, timed.batches(few), row, { inFlight: 1, forMs: 0, least: 1 });
  const first = await at(few, 0);
  if (few === batchSize) return first;
  const fitting = Math.floor((LONGEST_MS / 1000 / first) * few);
  // Where even these take long, half as many tell as well.
  const other = fitting < few ? few / 2 : Math.min(batchSize, Math.max(2 * few, fitting));
  const second = await at(other, other > few ? BUDGET_MS : 0);
  const [less, more] = other > few ? [first, second] : [second, first];
  const slope = (more - less) / Math.abs(other - few);
  const many = Math.max(other, few);
  // Where noise is more than the difference, all of a step is put down to its pictures.
  return more + (slope > 0 ? slope : more / many) * (batchSize - many);
}

/** Seconds of a step, in the mean. */
async function take(
  { model, now, between }: Timed,
  batches: Batches,
  { first, length }: Row,
  { inFlight, forMs, least }: { inFlight: number; forMs: number; least: number },
): Promise<number> {
  const flying: Promise<unknown>[] = [];
  const begun = now();
  let [taken, place] = [0, 0];
  while (taken < least || now() - begun < forMs) {
    // One submit goes by one order of pictures.
    const ofOrder = batches.orderSteps - ((first + place) % batches.orderSteps);
    const steps = Math.max(1, Math.min(model.stepsAtOnce(), length - place, ofOrder));
    const submitted: Batch[] = [];
    while (submitted.length < steps)
      submitted.push(await batches.at(first + place + submitted.length));
    const landing = model.trainSteps(submitted, first + place);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    landing.catch(() => undefined);
    flying.push(landing);
    taken += steps;
    place = (place + steps) % length;
    // At the end of an epoch a run waits for its last step.
    while (flying.length >= inFlight || (place === 0 && flying.length > 0)) await flying.shift();
    await between();
  }
  await Promise.all(flying);
  return (now() - begun) / 1000 / taken;
}
