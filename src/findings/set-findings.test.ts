import { describe, expect, it } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import { paintPicture } from '../data/paint/painting';
import { pictureOf, type Pictures } from '../measures/pictures';
import { madeSet } from '../testing/made-set';
import { historyOf } from '../testing/recorded-runs';
import { uniform } from '../contract/random';
import { lookAtSet, type SetFacts } from './looks/looks';
import { findings } from './registry';

const SHAPE = squarePictures(32, 3);

async function factsOf(pictures: Pictures): Promise<SetFacts> {
  const places = Array.from({ length: pictures.count }, (_, n) => n);
  const read = (n: number) => Promise.resolve(pictureOf(pictures, n));
  return (await lookAtSet(pictures.shape, places, read, () => Promise.resolve()))!.facts;
}

function landscapes(count: number): Pictures {
  const size = 32 * 32 * 3;
  const pixels = new Uint8Array(count * size);
  for (let n = 0; n < count; n++) pixels.set(paintPicture(n, SHAPE), n * size);
  return { shape: SHAPE, count, pixels };
}

/** Of a healthy run, had it learnt from this set. */
async function toldOf(pictures: Pictures, change: { crops?: number } = {}) {
  const healthy = historyOf('augmented');
  const settings = { ...healthy.settings, cropsPerPicture: change.crops ?? 1 };
  const set = await factsOf(pictures);
  const history = { ...healthy, measures: [], settings, set, pictures: pictures.count };
  return findings(history);
}

describe('findings of a set [FIND1] [FIND2]', () => {
  it('landscapes of one kind are nothing to tell of', async () => {
    expect(await toldOf(landscapes(60))).toEqual([]);
  });

  it('a small set is told, with its number', async () => {
    const [only, ...others] = await toldOf(landscapes(12));
    expect(only).toMatchObject({ code: 'set-small', params: { pictures: 12 } });
    expect(others).toEqual([]);
  });

  it.each(['soft colours', 'noise'])(
    'pictures that have nothing in common are told: %s',
    async (kind) => {
      const noise = {
        shape: SHAPE,
        count: 60,
        pixels: Uint8Array.from(uniform(1, 90, 0, 60 * 32 * 32 * 3, 0, 256)),
      };
      const told = await toldOf(kind === 'noise' ? noise : madeSet(0, 60, SHAPE));
      expect(told.map(({ code }) => code)).toEqual(['set-mixed']);
    },
  );

  it('pictures that are there twice are told; where each was cropped often, fewer crops are offered', async () => {
    const some = landscapes(40);
    const twice = { ...some, count: 80, pixels: new Uint8Array(2 * some.pixels.length) };
    twice.pixels.set(some.pixels);
    twice.pixels.set(some.pixels, some.pixels.length);
    const [once] = await toldOf(twice);
    expect(once).toMatchObject({ code: 'set-alike', params: { share: 1, crops: 1 }, remedies: [] });
    const [cropped] = await toldOf(twice, { crops: 4 });
    expect(cropped).toMatchObject({ code: 'set-alike', params: { crops: 4 } });
    expect(cropped!.remedies).toEqual([
      { kind: 'settings', code: 'fewer-crops', settings: { cropsPerPicture: 1 } },
    ]);
  });
});
