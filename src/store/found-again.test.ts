import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { MadePicture } from '../contract/made-picture';
import { aGenerator, aRun } from '../testing/records';
import { openStudio, told, type Harness } from '../testing/studio-harness';

const MADE: MadePicture = {
  run: { id: 'run', name: 'Name in the file' },
  epoch: 3,
  weights: 'weights',
  origin: 'seed(7)',
  truncation: 1,
  settings: '#imageSize=64',
};
const png = (name = 'picture.png') => new File(['x'], name);

let studio: Harness;
afterEach(() => studio.end());

/** A studio with a generator of that epoch, or without the run. */
const open = async (epoch: number | null): Promise<void> => {
  const whatMade = () => Promise.resolve({ made: MADE, hash: '#explore?x' });
  studio = await openStudio({ whatMade }, async (storage) => {
    if (epoch === null) return;
    await storage.createRun(aRun('run'));
    await storage.putGenerator(aGenerator('run', epoch));
  });
};

describe('a lone PNG that says what made it', () => {
  it('[PICT3] leads to its picture where that generator is kept', async () => {
    await open(3);
    await studio.actions.choose([png()]);
    expect(studio.ports.followed).toEqual(['#explore?x']);
    expect(studio.state().datasets).toEqual([]);
  });

  it('[PICT3] is a picture to learn from where its run is not stored, and names it', async () => {
    await open(null);
    await studio.actions.choose([png()]);
    expect(studio.ports.followed).toEqual([]);
    expect(studio.state().datasets).toHaveLength(1);
    const params = { run: 'Name in the file', epoch: 3, stored: false };
    expect(told(studio.state()).at(-1)?.says).toEqual({ code: 'picture-of-run', params });
  });

  it('[PICT3] is one where its generator is not kept any more', async () => {
    await open(4);
    await studio.actions.choose([png()]);
    expect(studio.ports.followed).toEqual([]);
    const params = { run: 'run run', epoch: 3, stored: true };
    expect(told(studio.state()).at(-1)?.says).toEqual({ code: 'picture-of-run', params });
  });

  it('[PICT3] is taken as a picture also where the list it was chosen from is emptied meanwhile', async () => {
    await open(null);
    const list = [png()];
    const choosing = studio.actions.choose(list);
    list.length = 0;
    await choosing;
    expect(studio.ports.intake.listed).toBe(1);
    expect(studio.state().datasets).toHaveLength(1);
  });

  it.each([
    ['more than one file', [png(), png('other.png')]],
    ['a file of another name', [png('picture.jpg')]],
  ])('[PICT3] is looked for in no choice of %s', async (_, files) => {
    await open(3);
    await studio.actions.choose(files);
    expect(studio.ports.followed).toEqual([]);
    expect(studio.state().datasets).toHaveLength(1);
  });
});
