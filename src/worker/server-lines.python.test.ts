import 'fake-indexeddb/auto';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../scripts/python/find.mjs';
import { openStorage } from '../storage/open';
import { openNodeWasm } from '../testing/engine/node-wasm-engine';
import { SERVER_CASES, writeCase } from '../testing/server/cases';

const into = mkdtempSync(join(tmpdir(), 'atelier-lines-'));
const python = findPython().path!;
const all: ChildProcess[] = [];
let folder: string;
let lines: string[];

/** So many that two GPUs share a batch, and so few that they are soon over. */
const GPUS = 2;

beforeAll(async () => {
  const storage = await openStorage('server lines');
  const one = { ...SERVER_CASES[0]!, name: 'lines' };
  ({ folder } = await writeCase(storage, await openNodeWasm(), one, into));
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  lines = [...readme.matchAll(/^```sh\n(.+)\n```$/gm)].map(([, line]) => line!);
}, 120_000);

afterAll(() => {
  for (const child of all) child.kill('SIGKILL');
  rmSync(into, { recursive: true, force: true });
});

/** The run in a folder of its own, so long that it takes four steps, or many. */
function copyOf(name: string, epochs: number): string {
  const to = join(into, name);
  cpSync(folder, to, { recursive: true });
  const file = join(to, 'settings.json');
  const told = JSON.parse(readFileSync(file, 'utf8')) as { settings: { epochs: number } };
  told.settings.epochs = epochs;
  writeFileSync(file, JSON.stringify(told));
  return to;
}

/**
 * Debian's PyTorch 1.13 reads no zero where torchrun is told what to write where, on Python 3.11 and newer:
 * it is told of a process that there is none of.
 */
const OLD_TORCHRUN = ['--redirects', '9:1', '--tee', '9:1'];

/** A line of the README, with fewer GPUs, on this machine. */
function start(line: string, cwd: string, ...more: readonly string[]): ChildProcess {
  const here = line
    .replace(
      /--nproc_per_node \d+/,
      `--nproc_per_node ${GPUS / (line.includes('--nnodes 2') ? 2 : 1)}`,
    )
    .replace('first-machine', '127.0.0.1');
  const [program, ...rest] = here.split(' ');
  const torchrun = ['-m', 'torch.distributed.run', ...OLD_TORCHRUN];
  const args = [...(program === 'torchrun' ? torchrun : []), ...rest, ...more];
  const child = spawn(python, args, { cwd, env: { ...process.env, OMP_NUM_THREADS: '1' } });
  all.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, said).toBe(0);
}

const metrics = (of: string): string => readFileSync(join(of, 'out/metrics.csv'), 'utf8');
const rowsOf = (of: string): number[][] =>
  metrics(of)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));

function expectNear(of: string, wanted: string, most: number): void {
  const [found, expected] = [rowsOf(of), rowsOf(wanted)];
  expect(found.map(([step]) => step)).toEqual(expected.map((_, i) => i + 1));
  for (const [i, row] of expected.entries())
    for (const [j, value] of row.entries())
      expect(Math.abs(found[i]![j]! - value)).toBeLessThanOrEqual(most);
}

/** Checkpoints, oldest first; none where nothing was written yet. */
function checkpointsOf(of: string): string[] {
  const folder = join(of, 'out/checkpoints');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
  return names.toSorted().map((name) => join(folder, name));
}
const newest = (of: string): string => checkpointsOf(of).at(-1)!;

/** The numbers of a checkpoint, without what tells how long it took. */
function numbersOf(of: string): string {
  const file = readFileSync(newest(of));
  return file.subarray(8 + Number(file.readBigUInt64LE(0))).toString('base64');
}

/** Until a checkpoint is there that is behind the first one. */
async function saved(of: string): Promise<void> {
  while (checkpointsOf(of).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('lines of the README', () => {
  it('[SERVER6] [SERVER3] run, on one GPU and on several, which come to the same', async () => {
    const [one, ofFour, ofTwoMachines, , faster] = lines as [
      string,
      string,
      string,
      string,
      string,
    ];
    expect(lines).toHaveLength(5);
    const alone = copyOf('alone', 2);
    await ended(start(one, alone));
    expect(rowsOf(alone)).toHaveLength(6);
    const together = copyOf('together', 2);
    await ended(start(ofFour, together));
    expectNear(together, alone, 1e-5);
    const [first, second] = [copyOf('first', 2), copyOf('second', 2)];
    await Promise.all([
      ended(start(ofTwoMachines, first)),
      ended(start(ofTwoMachines.replace('--node_rank 0', '--node_rank 1'), second)),
    ]);
    expectNear(first, alone, 1e-5);
    const fast = copyOf('fast', 2);
    await ended(start(faster, fast));
    expectNear(fast, alone, 0.2);
  }, 300_000);

  it('[SERVER4] go on where they were killed, as if they had not been', async () => {
    const restarted = lines[3]!;
    const often = ['--checkpoint-steps', '3'];
    const epochs = 12;
    const whole = copyOf('whole', epochs);
    await ended(start(lines[0]!, whole, ...often));
    expect(rowsOf(whole)).toHaveLength(33);

    const killed = copyOf('killed', epochs);
    const child = start(lines[0]!, killed, ...often);
    await saved(killed);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    expect(rowsOf(killed).length).toBeLessThan(33);
    // Of what a crash cuts short, nothing is read.
    writeFileSync(join(killed, 'out/metrics.csv'), `${metrics(killed)}99,1,0.`);
    writeFileSync(newest(killed).replace(/\d{10}/, '0000000099'), 'cut short');
    await ended(start(lines[0]!, killed, ...often));
    expect(metrics(killed)).toBe(metrics(whole));
    expect(numbersOf(killed)).toBe(numbersOf(whole));

    const shared = copyOf('shared', epochs);
    const torchrun = start(restarted, shared, ...often);
    await saved(shared);
    const workers = execFileSync('pgrep', ['-P', String(torchrun.pid)], { encoding: 'utf8' });
    process.kill(Number(workers.trim().split('\n').at(-1)), 'SIGKILL');
    await ended(torchrun);
    expectNear(shared, whole, 1e-3);
  }, 300_000);
});
