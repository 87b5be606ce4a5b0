import { defineConfig } from 'vite';

/** The library's WASM was written for modules of the older kind. */
const AS_BEFORE = `import { createRequire as requireFor } from 'node:module';
const require = requireFor(import.meta.url);
const __dirname = import.meta.dirname;`;

/** Parts of the program are no `.js`, for the studio fetches those before it imports them: Node fetches
 *  no files. */
const PARTS = '[name]-[hash].mjs';

/** Bundles bench/quality/run.ts with everything but Dawn; addresses of programs are their bytes. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'bench/quality/run.ts',
    outDir: '.cache/quality/program',
    target: 'node20',
    assetsInlineLimit: () => true,
    rollupOptions: {
      output: { entryFileNames: 'run.mjs', chunkFileNames: PARTS, banner: AS_BEFORE },
    },
  },
  ssr: { noExternal: true, external: ['webgpu'] },
});
