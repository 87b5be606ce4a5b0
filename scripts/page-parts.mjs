import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const PREFIX = 'virtual:page/';
const at = (path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));
/** Pages that leave the studio as one file, and what each is made of. */
const PAGES = {
  artwork: { entry: at('artwork/main.ts'), style: at('artwork/artwork.css') },
  'run-page': { entry: at('run-page/main.ts'), style: at('run-page/run-page.css') },
};

/**
 * `virtual:page/<name>`: script and style of such a page as texts, whole, since it has nowhere to load
 * another part from. They are built by themselves: what is built for pages is cut into parts.
 * @returns {import('vite').Plugin}
 */
export function pageParts() {
  return {
    name: 'atelier:page-parts',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const page = PAGES[id.slice(PREFIX.length + 1)];
      const parts = { script: await scriptOf(page.entry), style: readFileSync(page.style, 'utf8') };
      return Object.entries(parts)
        .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
        .join('\n');
    },
  };
}

/** Built once for all that ask for it in one process. @type {Map<string, Promise<string>>} */
const made = new Map();

function scriptOf(entry) {
  const script = made.get(entry) ?? buildScript(entry);
  made.set(entry, script);
  return script;
}

async function buildScript(entry) {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'page' },
    },
  });
  const [{ output }] = Array.isArray(built) ? built : [built];
  if (output.length !== 1) throw new Error(`The script of ${entry} is to be one part.`);
  // Inside of a page it would end the script.
  return output[0].code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
