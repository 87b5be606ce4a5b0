/**
 * What a file that is brought in may be at most. All of it is checked before anything is unpacked,
 * and again while it is, since what a file says about itself may be wrong.
 */
export const LIMITS = {
  /** Entries of an archive. */
  entries: 300_000,
  /** Bytes of an archive's directory. */
  directoryBytes: 64 * 2 ** 20,
  /** Bytes that all entries may unpack to, in all. */
  totalBytes: 16 * 2 ** 30,
  /** Unpacked bytes for each packed one; text packs about ten to one, weights not at all. */
  ratio: 200,
  /** An archive may always unpack to so much, whatever its ratio. */
  ratioFloor: 2 ** 20,
  /** Bytes of one piece of JSON, and how deep it may be nested. */
  jsonBytes: 32 * 2 ** 20,
  jsonDepth: 32,
  /** Bytes of a run's curves: a million steps and more. */
  metricsBytes: 256 * 2 ** 20,
  /** Bytes of the weights of one generator, and of a whole checkpoint. */
  generatorBytes: 2 ** 30,
  checkpointBytes: 3 * 2 ** 30,
  /** Bytes of one file of Keras or PyTorch, which is read as a whole: keragan's largest, a discriminator of
   *  1024 px with both moments of Adam, has 304 MB. */
  foreignBytes: 2 ** 29,
  /** Bytes of one grid of samples as a compressed image. */
  imageBytes: 64 * 2 ** 20,
  /** Bytes of one chunk of pictures, and of one set. */
  chunkBytes: 64 * 2 ** 20,
  setBytes: 16 * 2 ** 30,
  pictures: 10_000_000,
  /** Files of a set that did not become pictures. */
  skipped: 200_000,
  /** Grids and generators of one run. */
  snapshots: 150_000,
  /** Favourites of one run, and named directions; bytes of their latents. */
  keepsakes: 10_000,
  keepsakeBytes: 64 * 2 ** 20,
  /** Of a network: layers, and numbers that one layer makes for one picture. */
  layers: 200,
  layerNumbers: 2 ** 28,
  /** Characters of a name, and of a path that is shown. */
  name: 500,
  path: 4096,
} as const;
