export interface Throttled {
  (): void;
  /** Does at once what is due. */
  readonly flush: () => void;
  readonly cancel: () => void;
}

/** Calls `work` at once, then at most every `ms` while it is asked for, the last time included. */
export function throttle(ms: number, work: () => void): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  const tick = (): void => {
    timer = undefined;
    if (due) run();
  };
  const run = (): void => {
    due = false;
    timer = setTimeout(tick, ms);
    work();
  };
  const ask = (): void => {
    if (timer === undefined) run();
    else due = true;
  };
  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
    due = false;
  };
  const flush = (): void => {
    const waiting = due;
    cancel();
    if (waiting) work();
  };
  return Object.assign(ask, { flush, cancel });
}
