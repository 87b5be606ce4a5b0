// The tests of the compiled engine in Node, on Dawn: `node scripts/dawn.mjs [options of vitest]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAWN_WITHOUT } from './chromium.mjs';

/** Where Debian's Chromium keeps a Vulkan loader, and SwiftShader as its driver. */
const CHROMIUM = '/usr/lib/chromium';
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;

/**
 * What the environment has to hold before a process starts that opens Dawn. Where there is no such
 * Chromium, or somebody chose a driver, the system's own one is used.
 */
export function dawnEnvironment() {
  if (!existsSync(DRIVER) || process.env.VK_DRIVER_FILES) return {};
  // The loader asks for a folder of this kind; nothing is written to it.
  const folder = process.env.XDG_RUNTIME_DIR ?? resolve('.cache/dawn');
  mkdirSync(folder, { recursive: true });
  const libraries = [CHROMIUM, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { LD_LIBRARY_PATH: libraries, XDG_RUNTIME_DIR: folder, VK_DRIVER_FILES: DRIVER };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'dawn', ...process.argv.slice(2)];
  const env = { ...process.env, ...dawnEnvironment(), DAWN_WITHOUT };
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
}
