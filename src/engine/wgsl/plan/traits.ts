/**
 * What a plan makes of the kind of card that it is for. It decides in which parts sums are added, so
 * that two runs are equal to the bit on GPUs of one kind.
 */
export interface GpuTraits {
  /** Workgroups that keep all of the GPU busy. */
  readonly busy: number;
  /** Threads of a workgroup that adds or maps rows. */
  readonly rowThreads: number;
  /** Whether the threads that a small layer leaves without work share its places. */
  readonly sharesPlaces: boolean;
  /** Tiles of a batch norm from which on they are merged by a kernel of its own. */
  readonly mergesFrom: number;
  /** Whether it pays to have several reads on their way at once. */
  readonly readsAhead: boolean;
}

/** A graphics card: it hides the time that memory takes behind other workgroups. */
export const GRAPHICS: GpuTraits = {
  busy: 1024,
  rowThreads: 256,
  sharesPlaces: true,
  mergesFrom: 20_000,
  readsAhead: true,
};

/** A GPU that is emulated on a few processors: what is split has to be added again. */
export const EMULATED: GpuTraits = {
  busy: 8,
  rowThreads: 64,
  sharesPlaces: false,
  mergesFrom: Infinity,
  readsAhead: false,
};

export const traitsOf = (software: boolean): GpuTraits => (software ? EMULATED : GRAPHICS);
