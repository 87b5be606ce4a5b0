// npm run bench:carry: one folder, .cache/carried, that measures the compiled engine and PyTorch on a
// machine with Node and a graphics card: `node .cache/carried/run.mjs`. Nothing is installed there.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';

const TARGET = '.cache/carried';

rmSync(TARGET, { recursive: true, force: true });
const args = ['build', '--config', 'bench/carry.config.ts', '--logLevel', 'error'];
const { status } = spawnSync('node_modules/.bin/vite', args, {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) throw new Error(`The bundle failed with status ${status}.`);
cpSync('node_modules/webgpu', `${TARGET}/node_modules/webgpu`, { recursive: true });
cpSync('bench/carried-run.mjs', `${TARGET}/run.mjs`);
cpSync('bench/torch_step.py', `${TARGET}/torch_step.py`);
cpSync('scripts/fixtures/torch_nets.py', `${TARGET}/torch_nets.py`);
writeFileSync(`${TARGET}/package.json`, JSON.stringify({ type: 'module', private: true }));
console.log(`${TARGET} is ready: node ${TARGET}/run.mjs`);
