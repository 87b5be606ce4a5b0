import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const NAME = 'virtual:artwork-player';
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const ENTRY = at('../src/artwork/main.ts');
const STYLE = at('../src/artwork/artwork.css');

/**
 * Script and style of a page of artwork as texts, whole: such a page is one file, which has nowhere to load
 * another part from. It is built by itself, since a bundle for pages is cut into parts.
 * @returns {import('vite').Plugin}
 */
export function artworkPlayer() {
  return {
    name: 'atelier:artwork-player',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    async load(id) {
      if (id !== `\0${NAME}`) return null;
      const parts = { script: await playerText(), style: readFileSync(STYLE, 'utf8') };
      return Object.entries(parts)
        .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
        .join('\n');
    },
  };
}

/** @type {Promise<string> | null} */
let made = null;

/** Built once for all that ask for it in one process. */
const playerText = () => (made ??= buildPlayer());

async function buildPlayer() {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: ENTRY, formats: ['iife'], name: 'artwork' },
    },
  });
  const [{ output }] = Array.isArray(built) ? built : [built];
  if (output.length !== 1) throw new Error('The script of artworks is to be one part.');
  // Inside of a page it would end the script.
  return output[0].code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
