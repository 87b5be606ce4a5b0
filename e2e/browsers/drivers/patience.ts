import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE } from './driver';

/**
 * Tries until there is an answer.
 * @throws the last error, or that `what` did not come in time.
 */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | null | undefined>,
): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    let problem: unknown = new Error(`Not within ${PATIENCE / 1000} s: ${what}.`);
    try {
      const answer = await attempt();
      if (answer !== null && answer !== undefined) return answer;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > end) throw problem;
    await sleep(50);
  }
}

/** Lets `press` begin a download into a folder, and waits until the new file there is whole: its
 *  name is final and its size stands still. */
export async function arrival(folder: string, press: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(folder));
  await press();
  let size = -1;
  return until(`a file in ${folder}`, () => {
    const name = readdirSync(folder).find(
      (one) => !before.has(one) && !/\.(part|wkdownload)$/.test(one),
    );
    const path = name && join(folder, name);
    const now = path ? statSync(path).size : -1;
    const whole = now > 0 && now === size;
    size = now;
    return Promise.resolve(whole ? path : null);
  });
}
