// What a caller and the program have to agree on. Both are compiled from this file: it is AssemblyScript and
// TypeScript alike, so that neither has numbers of its own.

/** Kinds of jobs. */
export enum Job {
  columns,
  turned,
  gather,
  filter,
  tiles,
  gradients,
  winogradGather,
  winogradFilter,
  normalise,
  sumRows,
  leakyRelu,
  adam,
  windows,
  windowGradient,
  scatter,
  moments,
  normSums,
  normGradient,
  tanh,
  combine,
}

/** The board, in numbers of four bytes: tasks left, tasks done, jobs so far, kind of the job, and the job. */
export enum Board {
  left,
  done,
  jobs,
  kind,
  job,
  /** Numbers in all. */
  length = 32,
}
