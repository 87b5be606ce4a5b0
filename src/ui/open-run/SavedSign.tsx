import { memo, useEffect, useState } from 'react';
import { words } from '../../words';

/** How often the words can change, in milliseconds. */
const PERIOD = 10_000;

/**
 * "Saved 20 s ago". Counts on by itself, so that nothing else on the page has to be drawn for it,
 * and by a timer that no change of the clock moves.
 * @param savedAt of the newest checkpoint; null before the first
 */
export const SavedSign = memo(function SavedSign({ savedAt }: { savedAt: number | null }) {
  return savedAt === null ? (
    <span>{words().openRun.status.notSaved}</span>
  ) : (
    <Since key={savedAt} savedAt={savedAt} />
  );
});

function Since({ savedAt }: { savedAt: number }) {
  const [seen] = useState(() => ({
    ago: Math.max(0, Date.now() - savedAt),
    at: performance.now(),
  }));
  const [passed, setPassed] = useState(seen.ago);
  useEffect(() => {
    const tick = (): void => setPassed(seen.ago + performance.now() - seen.at);
    const timer = setInterval(tick, PERIOD);
    return () => clearInterval(timer);
  }, [seen]);
  return <span>{words().openRun.status.saved(passed / 1000)}</span>;
}
