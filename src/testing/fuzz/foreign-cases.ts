import type { NetChoice } from '../../contract/exports';
import { kerasH5 } from '../../export/keras/h5';
import { takenCases } from '../taken-nets';
import type { Dice } from './dice';
import { mutateBytes } from './mutate-bytes';

type Bytes = Uint8Array<ArrayBuffer>;

/** Whole files of nets: of the studio's own, of keragan and of PyTorch, old and new. */
export async function foreignSeeds(fixtures: readonly string[]): Promise<Bytes[]> {
  const { source } = takenCases()[0]!;
  const choices: readonly NetChoice[] = [
    { net: 'generator', weights: 'weights' },
    { net: 'discriminator', weights: 'weights' },
  ];
  const own = choices.map((choice) => kerasH5({ ...source, ...choice }));
  const theirs = fixtures.map(async (url) => {
    const { body } = await fetch(url);
    return new Response(body!.pipeThrough(new DecompressionStream('gzip'))).blob();
  });
  const blobs = [...own, ...(await Promise.all(theirs))];
  return await Promise.all(blobs.map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
}

/** A net of another tool, damaged or hostile. */
export const foreignCase = (seeds: readonly Bytes[], dice: Dice): Blob =>
  new Blob([mutateBytes(dice.pick(seeds), dice)]);
