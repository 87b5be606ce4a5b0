import type { IntakeOptions } from '../../contract/intake';
import { wantedShape, type PictureSize } from '../../contract/picture-shape';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';

/** Why a picture is passed over that is smaller than what would be prepared of it; null where it is not,
 *  or may be. Whichever way EXIF turns it, its shorter side is compared with the shorter one. */
export function tooSmall(
  { width, height }: PictureSize,
  options: IntakeOptions,
): SkipReason | null {
  const wanted = wantedShape(options);
  const least = Math.min(wanted.width, wanted.height);
  if (!options.ignoreSmaller || Math.min(width, height) >= least) return null;
  return skipReason('too-small', { width, height, least });
}
