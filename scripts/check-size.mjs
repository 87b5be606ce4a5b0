// Fails where the script of the first load is over its budget. [PAGE4]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 250_000;

/**
 * Script bytes, gzipped, that index.html loads before anything is asked for: its entry and that
 * entry's static imports. Dynamic imports and workers come later and do not count.
 */
export function firstLoadBytes(dist = 'dist') {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  visit('index.html');
  const files = [...seen].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const bytes = firstLoadBytes();
  console.log(`First load: ${bytes} bytes of script, gzipped; the budget is ${BUDGET_BYTES}.`);
  if (bytes > BUDGET_BYTES) process.exitCode = 1;
}
