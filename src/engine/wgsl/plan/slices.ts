/** Pictures of a batch that are computed at once. */
export interface Slice {
  readonly images: number;
  /** Pictures of the batch before them, and in all. */
  readonly first: number;
  readonly total: number;
}

/** The first are the largest. */
export function slicesOf(total: number, count: number): Slice[] {
  const images = Math.ceil(total / count);
  return Array.from({ length: Math.ceil(total / images) }, (_, i) => ({
    images: Math.min(images, total - i * images),
    first: i * images,
    total,
  }));
}
