import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const list = (text) => text.split(',').filter((part) => part !== '');

/** Every row with every size of set and every seed; seeds outermost, so that what is interrupted has
 *  seen all rows with the first. */
function jobsOf(flags, engine) {
  const common = {
    size: Number(flags.size),
    width: Number(flags.width),
    batch: Number(flags.batch),
    pictures: Number(flags.pictures),
    engine,
  };
  return list(flags.seeds).flatMap((seed) =>
    list(flags.sets).flatMap((set) =>
      list(flags.rows).map((row) => ({ row, set: Number(set), seed: Number(seed), ...common })),
    ),
  );
}

/** Trains jobs in a process of their own, which takes them one after another. */
function trainIn(program, order) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(program, 'run.mjs'), JSON.stringify(order)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Trains and measures what the flags ask for.
 * @returns the status to exit with.
 */
export async function trainAll(args, { engine, program, out, prepared }) {
  const { values: flags } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '0' },
      sets: { type: 'string', default: '100' },
      seeds: { type: 'string', default: '1' },
      size: { type: 'string', default: '32' },
      width: { type: 'string', default: '32' },
      batch: { type: 'string', default: '16' },
      pictures: { type: 'string', default: '80000' },
      checkpoints: { type: 'string', default: '25000,50000,80000,150000,240000,300000' },
      generated: { type: 'string', default: '300' },
      'stop-above': { type: 'string' },
      'at-once': { type: 'string', default: '1' },
      engine: { type: 'string', default: engine },
      folder: { type: 'string' },
      out: { type: 'string', default: out },
    },
  });
  mkdirSync(flags.out, { recursive: true });
  const pictures = Number(flags.pictures);
  const checkpoints = list(flags.checkpoints)
    .map(Number)
    .filter((one) => one < pictures);
  const measuring = {
    checkpoints: [...checkpoints, pictures],
    generated: Number(flags.generated),
    stopAbove: flags['stop-above'] === undefined ? null : Number(flags['stop-above']),
  };
  const lines = join(flags.out, 'quality.jsonl');
  const files = { prepared: prepared(Number(flags.size)), out: lines, folder: flags.out };
  const jobs = jobsOf(flags, flags.engine);
  const lanes = Math.min(jobs.length, Number(flags['at-once']));
  // One process after another: what a run held on a card is given back with its process.
  let failed = 0;
  const lane = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      if ((await trainIn(program, { kind: 'train', jobs: [job], files, measuring })) !== 0)
        failed += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (existsSync(lines)) process.stdout.write(readFileSync(lines, 'utf8'));
  if (failed > 0) console.error(`${failed} ${failed === 1 ? 'run' : 'runs'} failed.`);
  return failed > 0 ? 1 : 0;
}
