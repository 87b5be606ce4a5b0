/** One training of the bench; all of it decides its numbers, so that all of it is its name. */
export interface Job {
  readonly row: string;
  /** Pictures it learns from. */
  readonly set: number;
  readonly seed: number;
  /** Edge of the pictures in pixels. */
  readonly size: number;
  readonly width: number;
  readonly batch: number;
  /** Pictures seen at the end; what falls with a run's length falls to here. */
  readonly pictures: number;
  readonly engine: 'wasm' | 'compiled';
}

/** What a job is given beside. */
export interface JobFiles {
  /** Prepared pictures: uint8 [count, size, size, 3]; `readPrepared` knows them. */
  readonly prepared: string;
  /** JSON lines are appended here. */
  readonly out: string;
  /** Contact sheets, and checkpoints of runs under way. */
  readonly folder: string;
}

/** When it is measured, in pictures seen, and when it is given up. */
export interface Measuring {
  readonly checkpoints: readonly number[];
  /** Generated pictures of a measure. */
  readonly generated: number;
  /** A run whose mean sliced distance is above this at a checkpoint, the first apart, ends there. */
  readonly stopAbove: number | null;
}

export const nameOf = (job: Job): string =>
  `${job.row}-${job.set}-s${job.seed}-${job.size}px-w${job.width}-b${job.batch}-${job.pictures}-${job.engine}`;
