// npm start: installs what is missing, builds where something changed, serves, opens the studio.
import { parseArgs } from 'node:util';
import { buildIfStale } from './build-if-stale.mjs';
import { ensureInstalled } from './install.mjs';
import { portOf, runsAlready, takenBy, whoAnswers } from './who-answers.mjs';

const USAGE = 'npm start -- [--port N] [--host] [--no-open]';

/** Options from the command line. @throws where one is unknown or no good. */
function options() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      /** For other machines of the house as well. */
      host: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
    },
  });
  return { ...values, port: portOf(values.port) };
}

try {
  await start(options());
} catch (error) {
  console.error(`\n${error.message}\n\nUsage: ${USAGE}`);
  process.exitCode = 1;
}

async function start({ port, host, 'no-open': quiet }) {
  const address = `http://localhost:${port}/`;
  const open = () => !quiet && process.env.CI !== 'true' && openBrowser(address);
  // Asked before anything is built: a studio that runs there serves the build that lies there.
  switch (await whoAnswers(port)) {
    case 'studio':
      console.log(`\n${runsAlready(address)}\n`);
      return open();
    case 'other':
      throw new Error(takenBy(port));
  }
  ensureInstalled();
  await buildIfStale();
  const { preview } = await import('vite');
  const server = await preview({
    logLevel: 'warn',
    preview: {
      port,
      strictPort: true,
      open: false,
      ...(host ? { host: true, allowedHosts: true } : {}),
    },
  }).catch((error) => {
    // Taken while the studio was built, or by what answers to nobody.
    throw /already in use/.test(error.message) ? new Error(takenBy(port)) : error;
  });
  console.log(`\nAtelier is at ${address}  (Ctrl+C ends it)\n`);
  for (const other of host ? (server.resolvedUrls?.network ?? []) : []) {
    console.log(
      `Other machines find it at ${other}, an address with runs and pictures of its own.`,
    );
    console.log('Over plain http browsers withhold the graphics card and threads there.\n');
  }
  open();
}

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
