import { defineConfig } from 'vite';

/** Bundles bench/step-node.ts with everything but Dawn, which is copied beside it. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'bench/step-node.ts',
    outDir: '.cache/carried',
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'step.mjs' } },
  },
  ssr: { noExternal: true, external: ['webgpu'] },
});
