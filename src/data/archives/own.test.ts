import { describe, expect, it } from 'vitest';
import { isOwnArchive, isOwnBeginning } from './own';

describe("the studio's own archives [PIC16]", () => {
  it.each([
    ['a project', ['metrics.bin', 'samples/0000.webp', 'atelier.json'], true],
    ['a project that was packed again', ['Discs/metrics.bin', 'Discs/atelier.json'], true],
    ['a generator', ['README.md', 'model.json', 'group1-shard1of1.bin', 'settings.json'], true],
    ['a generator in a folder', ['g/model.json', 'g/settings.json'], true],
    ['a model made elsewhere', ['model.json', 'group1-shard1of1.bin'], false],
    ['pictures', ['a.png', 'settings.json'], false],
    ['pictures with a project among them', ['a.png', 'Discs/atelier.json'], false],
    ['a name that only looks like it', ['my atelier.json'], false],
    ['nothing', [], false],
  ])('%s', (_, names, own) => expect(isOwnArchive(names)).toBe(own));

  it('a project that was cut short is known by its beginning', () => {
    const head = (name: string) =>
      Uint8Array.from([
        ...[0x50, 0x4b, 3, 4, ...Array<number>(22).fill(0), name.length, 0, 0, 0],
        ...new TextEncoder().encode(name),
        0,
      ]);
    expect(isOwnBeginning(head('checkpoint.json'))).toBe(true);
    expect(isOwnBeginning(head('metrics.bin'))).toBe(true);
    expect(isOwnBeginning(head('metrics.bin.jpg'))).toBe(false);
    expect(isOwnBeginning(head('a.jpg'))).toBe(false);
    expect(isOwnBeginning(new Uint8Array(3))).toBe(false);
  });
});
