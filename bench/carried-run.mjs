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
    rivals: { type: 'string', default: 'ours,tfjs,torchEager,torchTf32,torchCompiled' },
    batch: { type: 'string', default: '64' },
    steps: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '2' },
    device: { type: 'string', default: 'cuda' },
    rates: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

function json(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: HERE });
  if (status !== 0) return { failed: stderr.trim().split('\n').slice(-3).join(' ') || `${status}` };
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

const step = (args) => json(process.execPath, [join(HERE, 'step.mjs'), ...args]);
const torch = (args) => json(PYTHON, ['torch_step.py', '--device', flags.device, ...args]);
/** Products are of 24 bits, as ours are, but for torchTf32, which is what PyTorch takes by itself. */
const RIVALS = {
  ours: (args, first) => step([...args, ...(first && flags.rates ? ['--rates'] : [])]),
  tfjs: (args) => step([...args, '--engine', 'webgpu']),
  torchEager: (args) => torch(args),
  torchTf32: (args) => torch([...args, '--tf32']),
  torchCompiled: (args) => torch([...args, '--compile', '--warm', '6']),
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounded = (number) => (number === undefined ? undefined : Math.round(100 * number) / 100);
const mapped = (found, value) =>
  Object.fromEntries([...found].map(([name, one]) => [name, rounded(value(one))]));

const rows = [];
for (const one of flags.cases.split(',')) {
  const [preset, size] = one.split(':');
  const setup = { preset, size, batch: flags.batch, steps: flags.steps };
  const args = Object.entries(setup).flatMap(([name, value]) => [`--${name}`, value]);
  const found = new Map();
  const failed = {};
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const name of flags.rivals.split(',')) {
      const took = RIVALS[name](args, !found.has(name));
      if (took.failed) {
        failed[name] = took.failed;
        continue;
      }
      const before = found.get(name) ?? { times: [], flows: [] };
      found.set(name, {
        ...took,
        rates: took.rates ?? before.rates,
        startMs: [...(before.startMs ?? []), took.startMs],
        times: [...before.times, ...(took.timesMs ?? took.stepMs)],
        flows: [...before.flows, took.flowMs],
      });
    }
  }
  const ours = found.get('ours');
  const flowMs = mapped(found, ({ flows }) => Math.min(...flows));
  const row = {
    preset,
    imageSize: Number(size),
    batchSize: Number(flags.batch),
    adapter: ours?.adapter,
    // Of a step whose metrics are awaited; of one among many.
    stepMs: mapped(found, ({ times }) => median(times)),
    flowMs,
    times: mapped(found, ({ flows }) => Math.min(...flows) / (flowMs.ours ?? NaN)),
    imagesPerSecond: rounded((1000 * Number(flags.batch)) / flowMs.ours),
    jsMs: ours && rounded(median(ours.jsMs)),
    startMs: ours?.startMs.map(rounded),
    phases: ours?.phases,
    dispatches: ours?.dispatches,
    submits: ours?.submits,
    allocatedBytes: ours?.allocatedBytes,
    uploadedBytes: ours?.uploadedBytes,
    bytes: ours?.bytes,
    estimateBytes: ours?.estimateBytes,
    rates: ours?.rates,
    failed,
  };
  console.log(JSON.stringify(row));
  rows.push(row);
}
console.log(JSON.stringify({ rows }));
