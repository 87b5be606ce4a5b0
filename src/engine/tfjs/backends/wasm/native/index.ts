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
import { Board, Job } from './jobs';
import { SCRATCH_BYTES } from './scratch';

/** Where the parts of the board begin, in bytes. */
const LEFT = 4 * Board.left;
const DONE = 4 * Board.done;
const JOBS = 4 * Board.jobs;
const KIND = 4 * Board.kind;
const JOB = 4 * Board.job;

/** Looks for work this often before a thread lies down. */
const PATIENCE = 20000;
/** Nanoseconds. */
const NAP: i64 = 200000;

export function scratchBytes(): i32 {
  return SCRATCH_BYTES;
}

function tasksOf(kind: i32, job: usize): i32 {
  switch (kind) {
    case Job.columns:
      return columnTasks(changetype<Columns>(job));
    case Job.turned:
      return turnedTasks(changetype<Turned>(job));
    case Job.gather:
      return gatherTasks(changetype<Gather>(job));
    case Job.filter:
      return filterTasks(changetype<Filter>(job));
    case Job.tiles:
      return squareTasks(changetype<Tiles>(job));
    case Job.gradients:
      return gradientTasks(changetype<Gradients>(job));
    case Job.winogradGather:
      return winogradGatherTasks(changetype<WinogradGather>(job));
    case Job.winogradFilter:
      return winogradFilterTasks(changetype<WinogradFilter>(job));
    case Job.normalise:
      return normaliseTasks(changetype<Normalise>(job));
    case Job.sumRows:
      return sumRowsTasks(changetype<SumRows>(job));
    case Job.leakyRelu:
      return chunkTasks(changetype<LeakyRelu>(job).count);
    case Job.adam:
      return chunkTasks(changetype<Adam>(job).count);
    case Job.windows:
      return windowTasks(changetype<Windows>(job));
    case Job.windowGradient:
      return windowGradientTasks(changetype<Windows>(job));
    case Job.scatter:
      return scatterTasks(changetype<Scatter>(job));
    case Job.moments:
      return channelTasks(changetype<Moments>(job).channels);
    case Job.normSums:
      return channelTasks(changetype<NormSums>(job).channels);
    case Job.normGradient:
      return normGradientTasks(changetype<NormGradient>(job));
    case Job.tanh:
      return chunkTasks(changetype<Tanh>(job).count);
    case Job.combine:
      return combineTasks(changetype<Combine>(job));
    default:
      return 0;
  }
}

function perform(kind: i32, job: usize, task: i32, scratch: usize): void {
  switch (kind) {
    case Job.columns:
      return packColumns(changetype<Columns>(job), task);
    case Job.turned:
      return packTurned(changetype<Turned>(job), task);
    case Job.gather:
      return gather(changetype<Gather>(job), task, scratch);
    case Job.filter:
      return filterGradient(changetype<Filter>(job), task, scratch);
    case Job.tiles:
      return spreadTiles(changetype<Tiles>(job), task, scratch);
    case Job.gradients:
      return spreadGradients(changetype<Gradients>(job), task, scratch);
    case Job.winogradGather:
      return winogradGather(changetype<WinogradGather>(job), task, scratch);
    case Job.winogradFilter:
      return winogradFilter(changetype<WinogradFilter>(job), task, scratch);
    case Job.normalise:
      return normalise(changetype<Normalise>(job), task);
    case Job.sumRows:
      return sumRows(changetype<SumRows>(job), task);
    case Job.leakyRelu:
      return leakyRelu(changetype<LeakyRelu>(job), task);
    case Job.adam:
      return adam(changetype<Adam>(job), task);
    case Job.windows:
      return convolveWindows(changetype<Windows>(job), task, scratch);
    case Job.windowGradient:
      return windowGradient(changetype<Windows>(job), task, scratch);
    case Job.scatter:
      return scatter(changetype<Scatter>(job), task, scratch);
    case Job.moments:
      return moments(changetype<Moments>(job), task);
    case Job.normSums:
      return normSums(changetype<NormSums>(job), task);
    case Job.normGradient:
      return normGradient(changetype<NormGradient>(job), task);
    case Job.tanh:
      return tanhs(changetype<Tanh>(job), task);
    case Job.combine:
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
