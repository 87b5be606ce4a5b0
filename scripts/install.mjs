import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/**
 * Installs the packages where they are missing or older than package-lock.json.
 * @throws when npm fails; its own output says why.
 */
export function ensureInstalled() {
  const installed = 'node_modules/.package-lock.json';
  if (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs - 1000
  ) {
    return;
  }
  console.log('Installing packages (npm ci) ...');
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci ended with status ${status}.`);
}
