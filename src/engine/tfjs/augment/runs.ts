import type { Change } from '../../../nets/augmentation';

/** Edges of pictures, in places, and numbers at each place. */
export interface Size {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * What is seen of a picture that is moved and cut, as runs of places of one row.
 * @param visit is given the first place of a run in the changed picture, in the one before, and the
 *   number of its places.
 */
export function eachRun(
  { down, right, cutTop, cutLeft, cutHeight, cutWidth }: Change,
  { height, width }: Pick<Size, 'height' | 'width'>,
  visit: (to: number, from: number, count: number) => void,
): void {
  const first = Math.max(0, right);
  const end = Math.min(width, width + right);
  const run = (row: number, begin: number, stop: number): void => {
    if (stop <= begin) return;
    visit(row * width + begin, (row - down) * width + begin - right, stop - begin);
  };
  for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
    if (row < cutTop || row >= cutTop + cutHeight) run(row, first, end);
    else {
      run(row, first, Math.min(end, cutLeft));
      run(row, Math.max(first, cutLeft + cutWidth), end);
    }
  }
}

/** The change of colours: scale x + grey m + flat M + lift, m the mean of a place, M the picture's. */
export function colourOf({ brightness, saturation, contrast }: Change): {
  readonly scale: number;
  readonly grey: number;
  readonly flat: number;
  readonly lift: number;
} {
  return {
    scale: contrast * saturation,
    grey: contrast * (1 - saturation),
    flat: 1 - contrast,
    lift: brightness,
  };
}
