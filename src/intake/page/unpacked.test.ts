import { describe, expect, it } from 'vitest';
import { takeUnpacked } from './unpacked';

const files = (...paths: string[]) =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '') }));
const take = (...paths: string[]) => {
  const { own, others } = takeUnpacked(files(...paths));
  return {
    own: own.map(({ name, content }) => [
      name,
      content instanceof Blob ? [] : content.map((part) => part.name),
    ]),
    others: others.map(({ path }) => path),
  };
};

describe('projects and generators that were unpacked [FILE6]', () => {
  it('are told by their parts; what lies beside them stays', () => {
    expect(
      take(
        'work/Discs/atelier.json',
        'work/Discs/metrics.bin',
        'work/Discs/samples/0000.webp',
        'work/Discs/mine.png',
        'work/g/model.json',
        'work/g/settings.json',
        'work/g/group1-shard1of1.bin',
        'work/g/README.md',
        'work/a.png',
      ),
    ).toEqual({
      own: [
        ['Discs', ['atelier.json', 'metrics.bin', 'samples/0000.webp']],
        ['g', ['model.json', 'settings.json', 'group1-shard1of1.bin', 'README.md']],
      ],
      others: ['work/Discs/mine.png', 'work/a.png'],
    });
  });

  it('are also found at the top, and never without what makes them one', () => {
    expect(take('model.json', 'settings.json').own).toEqual([
      ['Unpacked files', ['model.json', 'settings.json']],
    ]);
    expect(take('a/atelier.json', 'b/metrics.bin', 'c/model.json', 'd/settings.json').own).toEqual(
      [],
    );
  });
});
