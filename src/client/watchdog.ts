/** How long a worker may be silent. Counted in ticks of the page's timer, never read off a clock:
 *  a machine that slept, or a page whose timers are slowed, must not make a worker look dead. */
export interface Patience {
  /** Milliseconds between two ticks. */
  readonly tickMs: number;
  /** Milliseconds without an answer after which a training worker counts as hung, at least. */
  readonly trainingMs: number;
  /** The same while it prepares: opening an engine and building networks may block for long. */
  readonly preparingMs: number;
}

export const PATIENCE: Patience = {
  tickMs: 5_000,
  trainingMs: 60_000,
  preparingMs: 300_000,
};

/** A worker may be silent for this many times the longest that it was busy in one go before. */
const TIMES_LONGEST = 10;

export interface Watchdog {
  /** Watches a worker that was just started. */
  start(): void;
  /** A `pong` came. */
  answered(longestMs: number): void;
  stop(): void;
}

interface Watched {
  /** Asks the worker for a sign of life. */
  readonly ping: () => void;
  readonly preparing: () => boolean;
  /** It gave none for too long; the watchdog has stopped by then. */
  readonly silent: () => void;
}

/** Finds a worker that answers no more, as one in an endless loop or waiting for a lost driver. */
export function createWatchdog(patience: Patience, watched: Watched): Watchdog {
  let timer: ReturnType<typeof setInterval> | undefined;
  let asked = false;
  let unanswered = 0;
  let longest = 0;

  const stop = (): void => clearInterval(timer);

  const allowed = (): number => {
    const least = watched.preparing() ? patience.preparingMs : patience.trainingMs;
    return Math.max(least, TIMES_LONGEST * longest);
  };

  const tick = (): void => {
    if (!asked) {
      asked = true;
      watched.ping();
      return;
    }
    unanswered += 1;
    if (unanswered * patience.tickMs < allowed()) return;
    stop();
    watched.silent();
  };

  return {
    start() {
      stop();
      asked = false;
      unanswered = 0;
      longest = 0;
      timer = setInterval(tick, patience.tickMs);
    },
    answered(longestMs) {
      asked = false;
      unanswered = 0;
      longest = longestMs;
    },
    stop,
  };
}
