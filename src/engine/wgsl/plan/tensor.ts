/** Numbers in one vector: channels are padded to a multiple of it, with zeros that stay zeros. */
export const LANES = 4;

export const vectorsOf = (channels: number): number => Math.ceil(channels / LANES);

/** A piece of the GPU's memory, before it has a place there. Counts are in vectors of 16 bytes. */
export interface Storage {
  readonly name: string;
  readonly vectors: number;
  /** Kept over steps; others live from the first dispatch that names them to the last. */
  readonly kept: boolean;
}

/** A part of a storage, from `base` on. */
export interface Tensor {
  readonly storage: Storage;
  readonly base: number;
}

/** How the numbers of one picture, or of one row, are laid out: places, then `groups` of channels,
 *  each padded on its own. A flattened picture is one place with a group for each of its own. */
export interface View {
  readonly height: number;
  readonly width: number;
  readonly groups: number;
  /** Channels of one group that count. */
  readonly channels: number;
}

export const imageView = (height: number, width: number, channels: number): View => ({
  height,
  width,
  groups: 1,
  channels,
});
export const flatView = (groups: number, channels: number): View => ({
  height: 1,
  width: 1,
  groups,
  channels,
});

/** Vectors of channels at one place. */
export const channelVectors = (view: View): number => view.groups * vectorsOf(view.channels);
export const placesOf = (view: View): number => view.height * view.width;
/** Vectors of one picture. */
export const pictureVectors = (view: View): number => placesOf(view) * channelVectors(view);

export const storage = (name: string, vectors: number, kept = false): Storage => ({
  name,
  vectors,
  kept,
});
export const whole = (of: Storage): Tensor => ({ storage: of, base: 0 });
export const part = (of: Tensor, vectors: number): Tensor => ({
  storage: of.storage,
  base: of.base + vectors,
});
