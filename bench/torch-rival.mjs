import { spawnSync } from 'node:child_process';

const PYTHON = process.env.PYTHON ?? 'python3';
const SCRIPT = 'bench/torch_step.py';

/** Why PyTorch cannot be measured here; null where it can. */
export function torchMissing() {
  const tried = spawnSync(PYTHON, ['-c', 'import torch'], { encoding: 'utf8' });
  if (tried.error) return `${PYTHON} was not found; PYTHON names another.`;
  return tried.status === 0 ? null : `${PYTHON} has no PyTorch.`;
}

/**
 * The same setup in PyTorch, in a process of its own.
 * @returns {{adapter: string, stepMs: number[], jsMs: number[]}}
 */
export function measureTorch({ preset, imageSize, batchSize, width, steps }, threads) {
  const options = {
    preset,
    size: imageSize,
    batch: batchSize,
    steps,
    ...(width === null ? {} : { width }),
    ...(threads === null ? {} : { threads }),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const { status, stdout, stderr } = spawnSync(PYTHON, [SCRIPT, ...flags], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const row = JSON.parse(stdout);
  const adapter = `${row.threads} threads, PyTorch ${row.torch}, ${row.mode}`;
  return { adapter, stepMs: row.timesMs, jsMs: row.timesMs };
}
