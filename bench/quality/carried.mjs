// Trains and measures on this machine's graphics card: node run.mjs --rows 0,1 --sets 100 --out FOLDER.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trainAll } from './jobs.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
process.exitCode = await trainAll(process.argv.slice(2), {
  engine: 'compiled',
  program: join(HERE, 'program'),
  out: process.env.OUT ?? join(HERE, 'runs'),
  prepared: (size) => join(HERE, `pictures-${size}.bin`),
});
