import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './scripts/chromium.mjs';
import { pageParts } from './scripts/page-parts.mjs';

/** Real pictures for tests, where they are at hand; every test also runs without them. */
const data = existsSync('../shared/data') ? resolve('../shared/data') : '';

function odd(): string[] {
  if (!data) return [];
  const top = join(data, 'odd');
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

/**
 * Files that scripts/test.mjs leaves out, or has a stage of their own for. Vitest asks no project about its
 * own option `--exclude`.
 */
const leftOut = (process.env.ATELIER_LEAVE_OUT ?? '').split(' ').filter((glob) => glob !== '');

/** Whether scripts/test.mjs runs this: no file changes meanwhile. */
const once = process.env.ATELIER_REPORT !== undefined;

/**
 * unit: Node, pure code. python: `*.python.test.ts`, files that Python opens. dawn: `*.dawn.test.ts`,
 * the compiled engine's WebGPU in Node; started by scripts/dawn.mjs, which finds it a driver. gpu:
 * `*.gpu.test.ts`, in a real Chromium with WebGPU, WebGL, WASM.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [pageParts()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
          exclude: [
            'src/**/*.gpu.test.ts',
            'src/**/*.dawn.test.ts',
            'src/**/*.python.test.ts',
            ...leftOut,
          ],
          environment: 'node',
          // A busy machine may take its time.
          testTimeout: 60_000,
          env: { ATELIER_DATA: data && '../shared/data' },
        },
      },
      {
        test: {
          name: 'python',
          include: ['src/**/*.python.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'dawn',
          include: ['src/**/*.dawn.test.ts'],
          exclude: leftOut,
          environment: 'node',
          // The first test that needs a kernel compiles it, on an emulated card for a minute or more.
          testTimeout: 400_000,
          // One process, one card: a kernel that one file compiled is there for the next.
          pool: 'forks',
          isolate: false,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
      {
        plugins: [pageParts()],
        server: {
          headers: {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
            // Whoever watches changes files; else each worker that starts need not ask for all of them anew.
            ...(once ? { 'Cache-Control': 'max-age=3600' } : {}),
          },
          fs: { allow: data ? ['.', data] : ['.'] },
        },
        // Found while a test runs, these would reload it, with a second copy of the library.
        optimizeDeps: {
          include: [
            '@jsquash/jxl/decode.js',
            '@mantine/core',
            '@noble/hashes/sha2.js',
            '@tabler/icons-react',
            '@tanstack/react-virtual',
            '@tensorflow/tfjs',
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-core/dist/register_all_gradients',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
            '@tensorflow/tfjs-backend-webgl',
            '@tensorflow/tfjs-backend-webgpu',
            '@zip.js/zip.js',
            'geotiff',
            'gifenc',
            'fast-png',
            'idb',
            'image-size',
            'libheif-js/libheif-wasm/libheif.js',
            'mediabunny',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'recharts',
            'zustand',
            'zustand/vanilla',
          ],
          // They find their WASM beside themselves, which they would not in a bundle.
          exclude: ['@jsquash/avif', '@jsquash/jpeg', '@jsquash/webp'],
        },
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          exclude: leftOut,
          // Read through the test server; see testing/real-data.ts.
          provide: { dataFolder: data, oddFiles: odd() },
          testTimeout: 480_000,
          hookTimeout: 120_000,
          // For what is waited for on a page: a busy machine may take its time.
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            // In a fresh checkout it bundles the packages first.
            connectTimeout: 300_000,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunch() }),
            instances: [
              { browser: 'chromium', exclude: ['src/**/*.drawn.gpu.test.ts', ...leftOut] },
              {
                browser: 'chromium',
                name: 'gpu (drawn)',
                include: ['src/**/*.drawn.gpu.test.ts'],
                provider: playwright({ launchOptions: chromiumLaunch({ drawn: true }) }),
              },
            ],
          },
        },
      },
    ],
  },
});
