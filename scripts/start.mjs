// npm start: installs what is missing, builds where something changed, serves, opens the studio.
import { parseArgs } from 'node:util';
import { buildIfStale } from './build-if-stale.mjs';
import { ensureInstalled } from './install.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    'no-open': { type: 'boolean', default: false },
  },
});

ensureInstalled();
await buildIfStale();

const { preview } = await import('vite');
const server = await preview({
  logLevel: 'warn',
  preview: { port: Number(values.port), open: false },
});
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${values.port}/`;
console.log(`\nAtelier is at ${address}  (Ctrl+C ends it)\n`);
if (!values['no-open'] && process.env.CI !== 'true') openBrowser(address);

/** Opens the page in the person's browser; where there is none, the address above is enough. */
async function openBrowser(url) {
  const { spawn } = await import('node:child_process');
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
