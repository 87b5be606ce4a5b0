import { generatorZip } from '../../export/generator-zip';
import { safetensors } from '../../export/safetensors';
import { NAMES } from '../../project/manifest';
import { writeProject } from '../../project/write';
import type { StudioStorage } from '../../storage/studio-storage';
import { storeRun, storeSet } from '../stored-project';
import type { Dice } from './dice';
import { mutateBytes } from './mutate-bytes';
import { mutateJson } from './mutate-json';
import { encode, pack, parse, resign, unpack, type Bytes, type Files } from './zip-files';

/** Whole files that the cases are made from. */
export interface ProjectSeeds {
  readonly project: Blob;
  readonly slim: Blob;
  readonly generator: Blob;
  readonly weights: Blob;
}

/** Written by the studio's own writers from a stored run, which is deleted again. */
export async function projectSeeds(storage: StudioStorage): Promise<ProjectSeeds> {
  await storeSet(storage, 'seed-set');
  const run = await storeRun(storage, 'seed-run', 'seed-set');
  const quiet = (): void => undefined;
  const seeds = {
    project: (await writeProject(storage, run.id, true, quiet)).blob,
    slim: (await writeProject(storage, run.id, false, quiet)).blob,
    generator: await generatorZip(run, (await storage.generator(run.id, 343))!),
    weights: safetensors({
      run,
      generator: (await storage.generator(run.id, 343))!,
      checkpoint: (await storage.newestCheckpoint(run.id))!.checkpoint,
    }),
  };
  await storage.deleteRun('seed-run');
  await storage.deleteDataset('seed-set');
  return seeds;
}

const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());

/** A damaged or hostile project. */
export async function projectCase(seeds: ProjectSeeds, dice: Dice): Promise<Blob> {
  const seed = dice.pick([seeds.project, seeds.slim]);
  if (dice.chance(0.3)) return new Blob([mutateBytes(await bytesOf(seed), dice)]);
  const files = await unpack(seed);
  for (let left = 1 + dice.below(2); left > 0; left--) spoil(files, dice);
  // Mostly with the right sizes and checksums, so that what is behind them is reached.
  if (files.has(NAMES.manifest) && dice.chance(0.85)) await resign(files).catch(() => undefined);
  if (dice.chance(0.3)) spoilManifest(files, dice);
  return pack(files, dice.pick([0, 6]));
}

/** Damaged or hostile weights as safetensors. */
export async function weightsCase(seeds: ProjectSeeds, dice: Dice): Promise<Blob> {
  const bytes = await bytesOf(seeds.weights);
  if (dice.chance(0.4)) return new Blob([mutateBytes(bytes, dice)]);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = spoilJson(bytes.slice(8, 8 + length), dice);
  const head = new Uint8Array(8);
  new DataView(head.buffer).setBigUint64(0, BigInt(header.length + dice.below(3)), true);
  return new Blob([head, header, bytes.slice(8 + length)]);
}

/** A damaged or hostile ZIP of a generator. */
export async function generatorCase(seeds: ProjectSeeds, dice: Dice): Promise<Blob> {
  if (dice.chance(0.3)) return new Blob([mutateBytes(await bytesOf(seeds.generator), dice)]);
  const files = await unpack(seeds.generator);
  for (let left = 1 + dice.below(2); left > 0; left--) spoil(files, dice);
  return pack(files, dice.pick([0, 6]));
}

function spoilManifest(files: Files, dice: Dice): void {
  const bytes = files.get(NAMES.manifest);
  if (bytes) files.set(NAMES.manifest, spoilJson(bytes, dice));
}

function spoilJson(bytes: Bytes, dice: Dice): Bytes {
  try {
    return encode(mutateJson(parse(bytes), dice));
  } catch {
    return mutateBytes(bytes, dice);
  }
}

const NAMES_OUT = ['../../../evil', 'C:\\evil', '/etc/passwd', 'a\u0000b', '__proto__', 'con', ''];

/** One file of the archive changed, added, taken away or renamed. */
function spoil(files: Files, dice: Dice): void {
  const names = [...files.keys()];
  const texts = names.filter((name) => name.endsWith('.json'));
  const numbers = names.filter((name) => name.endsWith('.bin'));
  const any = dice.pick(names);
  const number = numbers.length > 0 ? dice.pick(numbers) : any;
  switch (dice.below(12)) {
    case 0:
      files.delete(any);
      return;
    case 1:
      files.set(dice.pick(NAMES_OUT), files.get(any)!);
      files.delete(any);
      return;
    case 2:
      files.set(any, files.get(dice.pick(names))!);
      return;
    case 3:
      files.set(any, mutateBytes(files.get(any)!, dice));
      return;
    case 4: {
      // Numbers that are not finite, or too large, in weights, curves and verdicts.
      const bytes = files.get(number)!.slice();
      const view = new DataView(bytes.buffer);
      const value = dice.pick([Number.NaN, Infinity, -Infinity, 1e38, -1]);
      const wide = number === NAMES.metrics ? 8 : 4;
      const at = wide * dice.below(Math.max(1, Math.floor(bytes.length / wide)));
      if (at + wide <= bytes.length) {
        if (wide === 8) view.setFloat64(at, value, true);
        else view.setFloat32(at, value, true);
      }
      files.set(number, bytes);
      return;
    }
    case 5:
      // Packs a thousand to one.
      files.set(
        any,
        new Uint8Array(dice.chance(0.1) ? 2 ** 25 : dice.pick([2 ** 16, 2 ** 20, 2 ** 22])),
      );
      return;
    case 6:
      files.set(number, files.get(number)!.subarray(dice.pick([1, 4, 8, 100])));
      return;
    default: {
      const text = dice.pick(texts.length > 0 ? texts : names);
      files.set(text, spoilJson(files.get(text)!, dice));
    }
  }
}
