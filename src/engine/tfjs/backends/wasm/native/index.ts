// The studio's own WebAssembly: what the library's backend lacks or does slowly. It works on the
// library's memory, on one thread or on several that take tasks in turn; every task writes its own part
// of the result in a fixed order, so that the bits do not depend on the number of threads.
import {
  Columns,
  Turned,
  columnTasks,
  packColumns,
  packTurned,
  turnedTasks,
} from './products/pack';
import { Gather, gather, gatherTasks } from './products/gather';
import { Filter, filterGradient, filterTasks } from './products/filter';
import {
  Windows,
  convolveWindows,
  windowGradient,
  windowGradientTasks,
  windowTasks,
} from './pictures/windows';
import { Scatter, scatter, scatterTasks } from './pictures/scatter';
import {
  Moments,
  NormGradient,
  NormSums,
  Normalise,
  channelTasks,
  moments,
  normGradient,
  normGradientTasks,
  normSums,
  normalise,
  normaliseTasks,
} from './elements/norm';
import { Combine, combine, combineTasks } from './products/combine';
import { Tiles, spreadTiles, squareTasks } from './winograd/tiles';
import { WinogradGather, winogradGather, winogradGatherTasks } from './winograd/gather';
import {
  Gradients,
  WinogradFilter,
  gradientTasks,
  spreadGradients,
  winogradFilter,
  winogradFilterTasks,
} from './winograd/filter';
import {
  Adam,
  LeakyRelu,
  SumRows,
  Tanh,
  adam,
  chunkTasks,
  leakyRelu,
  sumRows,
  sumRowsTasks,
  tanhs,
} from './elements/each';
import { SCRATCH_BYTES } from './scratch';

/** Kinds of jobs. */
const COLUMNS_JOB = 0;
const TURNED_JOB = 1;
const GATHER_JOB = 2;
const FILTER_JOB = 3;
const TILES_JOB = 4;
const GRADIENTS_JOB = 5;
const WINOGRAD_GATHER_JOB = 6;
const WINOGRAD_FILTER_JOB = 7;
const NORMALISE_JOB = 8;
const SUM_ROWS_JOB = 9;
const LEAKY_RELU_JOB = 10;
const ADAM_JOB = 11;
const WINDOWS_JOB = 12;
const WINDOW_GRADIENT_JOB = 13;
const SCATTER_JOB = 14;
const MOMENTS_JOB = 15;
const NORM_SUMS_JOB = 16;
const NORM_GRADIENT_JOB = 17;
const TANH_JOB = 18;
const COMBINE_JOB = 19;

/** The board: tasks left, tasks done, jobs so far, kind of the job, and the job. */
const LEFT = 0;
const DONE = 4;
const JOBS = 8;
const KIND = 12;
const JOB = 16;

/** Looks for work this often before a thread lies down. */
const PATIENCE = 20000;
/** Nanoseconds. */
const NAP: i64 = 200000;

export function scratchBytes(): i32 {
  return SCRATCH_BYTES;
}

function tasksOf(kind: i32, job: usize): i32 {
  switch (kind) {
    case COLUMNS_JOB:
      return columnTasks(changetype<Columns>(job));
    case TURNED_JOB:
      return turnedTasks(changetype<Turned>(job));
    case GATHER_JOB:
      return gatherTasks(changetype<Gather>(job));
    case FILTER_JOB:
      return filterTasks(changetype<Filter>(job));
    case TILES_JOB:
      return squareTasks(changetype<Tiles>(job));
    case GRADIENTS_JOB:
      return gradientTasks(changetype<Gradients>(job));
    case WINOGRAD_GATHER_JOB:
      return winogradGatherTasks(changetype<WinogradGather>(job));
    case WINOGRAD_FILTER_JOB:
      return winogradFilterTasks(changetype<WinogradFilter>(job));
    case NORMALISE_JOB:
      return normaliseTasks(changetype<Normalise>(job));
    case SUM_ROWS_JOB:
      return sumRowsTasks(changetype<SumRows>(job));
    case LEAKY_RELU_JOB:
      return chunkTasks(changetype<LeakyRelu>(job).count);
    case ADAM_JOB:
      return chunkTasks(changetype<Adam>(job).count);
    case WINDOWS_JOB:
      return windowTasks(changetype<Windows>(job));
    case WINDOW_GRADIENT_JOB:
      return windowGradientTasks(changetype<Windows>(job));
    case SCATTER_JOB:
      return scatterTasks(changetype<Scatter>(job));
    case MOMENTS_JOB:
      return channelTasks(changetype<Moments>(job).channels);
    case NORM_SUMS_JOB:
      return channelTasks(changetype<NormSums>(job).channels);
    case NORM_GRADIENT_JOB:
      return normGradientTasks(changetype<NormGradient>(job));
    case TANH_JOB:
      return chunkTasks(changetype<Tanh>(job).count);
    case COMBINE_JOB:
      return combineTasks(changetype<Combine>(job));
    default:
      return 0;
  }
}

function perform(kind: i32, job: usize, task: i32, scratch: usize): void {
  switch (kind) {
    case COLUMNS_JOB:
      return packColumns(changetype<Columns>(job), task);
    case TURNED_JOB:
      return packTurned(changetype<Turned>(job), task);
    case GATHER_JOB:
      return gather(changetype<Gather>(job), task, scratch);
    case FILTER_JOB:
      return filterGradient(changetype<Filter>(job), task, scratch);
    case TILES_JOB:
      return spreadTiles(changetype<Tiles>(job), task, scratch);
    case GRADIENTS_JOB:
      return spreadGradients(changetype<Gradients>(job), task, scratch);
    case WINOGRAD_GATHER_JOB:
      return winogradGather(changetype<WinogradGather>(job), task, scratch);
    case WINOGRAD_FILTER_JOB:
      return winogradFilter(changetype<WinogradFilter>(job), task, scratch);
    case NORMALISE_JOB:
      return normalise(changetype<Normalise>(job), task);
    case SUM_ROWS_JOB:
      return sumRows(changetype<SumRows>(job), task);
    case LEAKY_RELU_JOB:
      return leakyRelu(changetype<LeakyRelu>(job), task);
    case ADAM_JOB:
      return adam(changetype<Adam>(job), task);
    case WINDOWS_JOB:
      return convolveWindows(changetype<Windows>(job), task, scratch);
    case WINDOW_GRADIENT_JOB:
      return windowGradient(changetype<Windows>(job), task, scratch);
    case SCATTER_JOB:
      return scatter(changetype<Scatter>(job), task, scratch);
    case MOMENTS_JOB:
      return moments(changetype<Moments>(job), task);
    case NORM_SUMS_JOB:
      return normSums(changetype<NormSums>(job), task);
    case NORM_GRADIENT_JOB:
      return normGradient(changetype<NormGradient>(job), task);
    case TANH_JOB:
      return tanhs(changetype<Tanh>(job), task);
    case COMBINE_JOB:
      return combine(changetype<Combine>(job), task, scratch);
  }
}

/** Does tasks while there are any. */
function help(board: usize, scratch: usize): void {
  for (;;) {
    const left = atomic.sub<i32>(board, 1, LEFT);
    if (left <= 0) return;
    perform(load<i32>(board, KIND), board + JOB, left - 1, scratch);
    atomic.add<i32>(board, 1, DONE);
    if (left == 1) atomic.notify(board + DONE, 1);
  }
}

/**
 * Does the job on the board, with what threads there are. Returns when all of it is done.
 * @param mayRest whether the calling thread may lie down: that of a page may not.
 */
export function run(board: usize, scratch: usize, threads: i32, mayRest: bool): void {
  const tasks = tasksOf(load<i32>(board, KIND), board + JOB);
  atomic.store<i32>(board, 0, DONE);
  // From here on the job is open: tasks are told apart by how many were left.
  atomic.store<i32>(board, tasks, LEFT);
  if (threads > 1 && tasks > 1) {
    atomic.add<i32>(board, 1, JOBS);
    atomic.notify(board + JOBS, min(threads, tasks) - 1);
  }
  help(board, scratch);
  for (let i = 0; ; i++) {
    const done = atomic.load<i32>(board, DONE);
    if (done == tasks) return;
    // On a busy machine, whoever has the last task may be waiting for this very processor.
    if (mayRest && i > PATIENCE) atomic.wait<i32>(board + DONE, done, NAP);
  }
}

/** A thread's life: it helps, and lies down where there is nothing to do for a while. */
export function serve(board: usize, scratch: usize): void {
  for (;;) {
    const seen = atomic.load<i32>(board, JOBS);
    help(board, scratch);
    for (let i = 0; i < PATIENCE && atomic.load<i32>(board, JOBS) == seen; i++) {}
    atomic.wait<i32>(board + JOBS, seen, -1);
  }
}
