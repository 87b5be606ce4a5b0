// Measures the compiled engine and PyTorch in turn on this machine's graphics card, in one go, and ends
// with one line of JSON. Flags are handed on: --batch 64 --steps 50.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const PYTHON = process.env.PYTHON ?? 'python3';
const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: 'artgan:64,keragan:64,keragan:128,atelier:64' },
    batch: { type: 'string', default: '64' },
    steps: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '2' },
    device: { type: 'string', default: 'cuda' },
  },
});

function json(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: HERE });
  if (status !== 0) return { failed: stderr.trim().split('\n').at(-1) ?? `status ${status}` };
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rows = [];
for (const one of flags.cases.split(',')) {
  const [preset, size] = one.split(':');
  const common = [
    '--preset',
    preset,
    '--size',
    size,
    '--batch',
    flags.batch,
    '--steps',
    flags.steps,
  ];
  const rivals = {
    compiled: (round) =>
      json(process.execPath, [
        join(HERE, 'step.mjs'),
        ...common,
        ...(round === 0 ? ['--rates'] : []),
      ]),
    tfjs: () => json(process.execPath, [join(HERE, 'step.mjs'), ...common, '--engine', 'webgpu']),
    torchEager: () => json(PYTHON, ['torch_step.py', ...common, '--device', flags.device]),
    torchCompiled: () =>
      json(PYTHON, ['torch_step.py', ...common, '--device', flags.device, '--compile']),
  };
  const times = {};
  const notes = {};
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const [name, measure] of Object.entries(rivals)) {
      const found = measure(round);
      const list = found.stepMs ?? found.timesMs;
      if (Array.isArray(list)) (times[name] ??= []).push(...list);
      notes[name] = { ...notes[name], ...found, rates: found.rates ?? notes[name]?.rates };
    }
  }
  const ms = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
  const {
    adapter,
    dispatches,
    submits,
    allocatedBytes,
    uploadedBytes,
    bytes,
    estimateBytes,
    rates,
    jsMs,
  } = notes.compiled;
  const row = {
    preset,
    imageSize: Number(size),
    batchSize: Number(flags.batch),
    adapter,
    stepMs: ms,
    timesTfjs: ms.tfjs / ms.compiled,
    timesTorchEager: ms.torchEager / ms.compiled,
    timesTorchCompiled: ms.torchCompiled / ms.compiled,
    imagesPerSecond: (1000 * Number(flags.batch)) / ms.compiled,
    jsMs: jsMs && median(jsMs),
    dispatches,
    submits,
    allocatedBytes,
    uploadedBytes,
    bytes,
    estimateBytes,
    rates,
    failed: Object.fromEntries(
      Object.entries(notes).flatMap(([name, { failed }]) => (failed ? [[name, failed]] : [])),
    ),
  };
  console.log(JSON.stringify(row));
  rows.push(row);
}
console.log(JSON.stringify({ rows }));
