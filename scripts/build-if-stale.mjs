import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const inputs = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'scripts/security-policy.ts',
  'scripts/worker-entries.mjs',
  'scripts/parts-list.mjs',
  'package-lock.json',
];
const stamp = 'dist/.built';

/** Newest change below a path, in milliseconds since the Unix epoch. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds dist/ unless it is newer than everything it is made from. */
export async function buildIfStale() {
  const started = Date.now();
  if (existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...inputs.map(newest))) return;
  console.log('Building the studio ...');
  const { build } = await import('vite');
  await build({ logLevel: 'warn' });
  writeFileSync(stamp, new Date(started).toISOString());
}

if (import.meta.url === `file://${process.argv[1]}`) await buildIfStale();
