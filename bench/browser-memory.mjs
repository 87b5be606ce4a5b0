import { execFileSync } from 'node:child_process';

/** The promise, or an error once it takes too long: a bench that hangs says nothing. */
export function within(seconds, what, promise) {
  const late = new Promise((_, reject) => {
    const error = new Error(`${what} took longer than ${seconds} seconds.`);
    setTimeout(() => reject(error), seconds * 1000).unref();
  });
  return Promise.race([promise, late]);
}

/**
 * Resident bytes of all of the browser's processes; 0 where the system has no `ps`.
 * @param devtools a CDP session of the browser.
 */
export async function residentBytes(devtools) {
  const { processInfo } = await within(
    10,
    'Asking the browser for its processes',
    devtools.send('SystemInfo.getProcessInfo'),
  );
  try {
    const pids = processInfo.map(({ id }) => id).join(',');
    const text = execFileSync('ps', ['-o', 'rss=', '-p', pids], { encoding: 'utf8' });
    return text.split('\n').reduce((sum, line) => sum + Number(line) * 1024, 0);
  } catch {
    return 0;
  }
}
