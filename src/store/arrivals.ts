import type { IntakeListener, IntakeProgress, PreparedPicture } from '../contract/intake';
import type { Context } from './context';

/** At most this many pictures, and bytes of them, are kept for the picture grid while it fills. */
const MOST_PICTURES = 240;
const MOST_BYTES = 24 * 2 ** 20;

export interface Arrivals extends IntakeListener {
  /** What was told last. */
  progressed(): IntakeProgress | null;
}

/** Brings progress and arriving pictures, of which the intake tells a few times a second, to the page in
 *  bounded memory. */
export function arrivals(
  context: Context,
  pictureBytes: number,
  own: IntakeListener['own'],
): Arrivals {
  const most = Math.max(4, Math.min(MOST_PICTURES, Math.floor(MOST_BYTES / pictureBytes)));
  let newest: PreparedPicture[] = [];
  let progress: IntakeProgress | null = null;
  const show = (): void => {
    context.update({ intake: { ...context.state.intake, progress, arriving: newest } });
  };
  return {
    progress(now) {
      progress = now;
      show();
    },
    pictures(some) {
      newest = [...newest, ...some].slice(-most);
      show();
    },
    own,
    progressed: () => progress,
  };
}
