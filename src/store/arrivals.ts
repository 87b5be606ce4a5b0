import type { IntakeListener, IntakeProgress, PreparedPicture } from '../contract/intake';
import type { Context } from './context';
import { throttle } from './throttle';

/** At most this many pictures, and bytes of them, are kept for the picture grid while it fills. */
const MOST_PICTURES = 240;
const MOST_BYTES = 24 * 2 ** 20;

/** How often the page is told, in milliseconds. */
const PERIOD = 120;

export interface Arrivals extends IntakeListener {
  /** What was told last. */
  progressed(): IntakeProgress | null;
  readonly cancel: () => void;
}

/** Brings progress and arriving pictures to the page, a few times a second and in bounded memory. */
export function arrivals(
  context: Context,
  pictureBytes: number,
  own: IntakeListener['own'],
): Arrivals {
  const most = Math.max(4, Math.min(MOST_PICTURES, Math.floor(MOST_BYTES / pictureBytes)));
  let newest: PreparedPicture[] = [];
  let progress: IntakeProgress | null = null;
  const notify = throttle(PERIOD, () => {
    context.update({ intake: { ...context.state.intake, progress, arriving: [...newest] } });
  });
  return {
    progress(now) {
      progress = now;
      notify();
    },
    pictures(some) {
      newest = [...newest, ...some].slice(-most);
      notify();
    },
    own,
    progressed: () => progress,
    cancel: notify.cancel,
  };
}
