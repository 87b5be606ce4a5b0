import { expect, it } from 'vitest';
import { DEFAULT_INTAKE, type SourceFile } from '../../contract/intake';
import { toHex } from '../../contract/sha256';
import { FakeDecoder, fakeHash, readyOutcome, type Behaviour } from '../../testing/fake-decoder';
import { prepareOne } from './one-picture';

const options = { ...DEFAULT_INTAKE, imageSize: 4 };
const file = (path: string): SourceFile => ({ path, file: new File([path], path) });
const hashOf = (content: string) => toHex(fakeHash(content));
const original = { height: 10, width: 20 };

const prepare = (paths: string[], path: string, content: string, behaviour: Behaviour) => {
  const newWorker = () => new FakeDecoder(behaviour);
  const hooks = { newWorker, draw: () => Promise.resolve(null) };
  return prepareOne(hooks, paths.map(file), { path, hash: hashOf(content) }, options);
};

it('[PIC26] finds the file of a picture among those at hand, by its path and its content', async () => {
  const asked: string[] = [];
  const found = await prepare(['a.png', 'b.png'], 'b.png', 'flowers', (source) => {
    asked.push(source.path);
    return [{ ...readyOutcome(source.path, 'flowers'), original }];
  });
  expect(asked).toEqual(['b.png']);
  expect(found.original).toEqual(original);
  expect(found.pixels).toHaveLength(4 * 4 * 3);
});

it('[PIC26] takes the one with the content where two have the path', async () => {
  let nth = 0;
  const twice = ['hills', 'flowers'];
  const found = await prepare(['a.png', 'a.png'], 'a.png', 'flowers', (source) => [
    { ...readyOutcome(source.path, twice[nth++]), original },
  ]);
  expect(nth).toBe(2);
  expect(found.pixels[0]).toBe(fakeHash('flowers')[0]);
});

it('[PIC26] finds a picture in a ZIP file', async () => {
  const path = 'works.zip/inner/a.png';
  const found = await prepare(['works.zip'], path, 'flowers', (source) =>
    source.kind === 'file'
      ? [{ kind: 'archive', path: source.path, entries: [{ path, entry: 3 }] }]
      : [{ ...readyOutcome(source.path, 'flowers'), original }],
  );
  expect(found.original).toEqual(original);
});

it('[PIC26] says where the file has changed, is not there, or holds many pictures', async () => {
  const ready: Behaviour = ({ path }) => [{ ...readyOutcome(path, 'other'), original }];
  await expect(prepare(['a.png'], 'a.png', 'flowers', ready)).rejects.toMatchObject({
    code: 'original-gone',
  });
  await expect(prepare(['a.png'], 'b.png', 'flowers', ready)).rejects.toMatchObject({
    code: 'original-gone',
  });
  const many: Behaviour = ({ path }) => [{ ...readyOutcome(`${path}/1`, 'flowers'), original }];
  await expect(prepare(['digits'], 'digits/1', 'flowers', many)).rejects.toMatchObject({
    code: 'original-within',
  });
});
