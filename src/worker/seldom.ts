type Progress = (done: number, total: number) => void;

/** Milliseconds between two words on how far it is: small parts come faster than a page draws. */
const PAUSE = 100;

/** Tells how far it is now and then, and always that it is done. */
export function seldom(tell: Progress): Progress {
  let last = -Infinity;
  return (done, total) => {
    if (done < total && performance.now() - last < PAUSE) return;
    last = performance.now();
    tell(done, total);
  };
}
