import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createTcp } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { portOf, whoAnswers } from './who-answers.mjs';

const servers = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Listens on a free port of this computer. */
function listening(server) {
  servers.push(server);
  return new Promise((resolve) =>
    server.listen(0, 'localhost', () => resolve(server.address().port)),
  );
}

const page = (html) => createHttp((_, response) => response.end(html));
const HEAD = '<!doctype html><meta name="application-name" content="Atelier" />';
const STUDIO = `${HEAD}<script type="module" crossorigin src="./assets/index-a.js"></script>`;

/** npm start at that port. */
function start(...args) {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-open', ...args]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, text })));
}

describe('[WEB4] npm start on a port that is taken', { timeout: 60_000 }, () => {
  test('tells who answers there', async () => {
    expect(await whoAnswers(await listening(page(STUDIO)))).toBe('studio');
    const developed = `${HEAD}<script type="module" src="/@vite/client"></script>`;
    expect(await whoAnswers(await listening(page(developed)))).toBe('studio');
    // A server of plain files in the folder of the project.
    expect(await whoAnswers(await listening(page(readFileSync('index.html'))))).toBe('other');
    expect(await whoAnswers(await listening(page('<title>Atelier</title>')))).toBe('other');
    const mute = createTcp((socket) => void socket.on('error', () => undefined).end('hello'));
    expect(await whoAnswers(await listening(mute))).toBe('other');
    const free = await listening(page(''));
    await new Promise((resolve) => servers.pop().close(resolve));
    expect(await whoAnswers(free)).toBe('nobody');
  });

  test('refuses where another program has it, and says what an address means', async () => {
    const port = await listening(page('something else'));
    const { code, text } = await start('--port', String(port));
    expect(code).toBe(1);
    expect(text).toContain(`Another program answers at port ${port}`);
    expect(text).toContain(
      `Your runs and pictures belong to one address, http://localhost:${port}`,
    );
    expect(text).toContain(`npm start -- --port ${port + 1}`);
    expect(text).not.toContain('Building');
  });

  test('opens the studio that runs there already, and builds nothing under it', async () => {
    const port = await listening(page(STUDIO));
    const { code, text } = await start('--port', String(port));
    expect(code).toBe(0);
    expect(text).toContain(`The studio runs already at http://localhost:${port}/.`);
    expect(text).not.toContain('Building');
  });

  test('says what a port is', async () => {
    for (const text of ['', '0', '65536', '80.5', 'four'])
      expect(() => portOf(text)).toThrow('found "');
    expect(portOf('4620')).toBe(4620);
    const { code, text } = await start('--port', 'four');
    expect(code).toBe(1);
    expect(text).toContain('--port should be a whole number from 1 to 65535; found "four".');
    expect(text).toContain('Usage: npm start');
    expect(text).not.toContain('    at ');
  });
});
