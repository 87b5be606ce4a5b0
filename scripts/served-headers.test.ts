import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import { expect, test } from 'vitest';
import { hostHeaders, servedHeaders } from './security-policy';

test('every answer has the headers, also one that nothing changed [WEB9]', async () => {
  const root = mkdtempSync(join(tmpdir(), 'atelier-served-'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'worker.js'), '0;');
  const server = await preview({
    root,
    configFile: false,
    plugins: [servedHeaders()],
    logLevel: 'error',
    preview: { port: 0, open: false },
  });
  try {
    const address = `${server.resolvedUrls!.local[0]}worker.js`;
    const whole = await fetch(address);
    const etag = whole.headers.get('ETag')!;
    const unchanged = await fetch(address, { headers: { 'If-None-Match': etag } });
    const missing = await fetch(`${address}.map`);
    expect([whole.status, unchanged.status]).toEqual([200, 304]);
    for (const answer of [whole, unchanged, missing]) {
      for (const [name, value] of Object.entries(hostHeaders)) {
        expect(answer.headers.get(name), `${answer.status} ${name}`).toBe(value);
      }
    }
  } finally {
    await server.close();
  }
});
