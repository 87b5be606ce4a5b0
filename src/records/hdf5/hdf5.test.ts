import { describe, expect, it } from 'vitest';
import { fixtureBytes } from '../../testing/foreign/files';
import { readHdf5, type FoundGroup, type FoundNode } from './read';
import { group, type H5Group } from './tree';
import { writeHdf5 } from './write';

const data = (...values: number[]) => ({
  kind: 'dataset' as const,
  shape: [values.length],
  values: Float32Array.from(values),
});

async function bytesOf(root: H5Group): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Blob(writeHdf5(root)).arrayBuffer());
}

const at = (root: FoundGroup, path: string): FoundNode | undefined =>
  path
    .split('/')
    .reduce<FoundNode | undefined>(
      (node, part) => (node?.kind === 'group' ? node.children.get(part) : undefined),
      root,
    );

const valuesAt = (root: FoundGroup, path: string): number[] | null => {
  const node = at(root, path);
  return node?.kind === 'dataset' ? [...(node.values() ?? [])] : null;
};

/** As many layers as a net may have. */
const deep = group(
  { title: 'моря', none: [], names: ['a', 'bcd', ''] },
  {
    ...Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [
        `layer_${i}`,
        group({ place: String(i) }, { inner: group({}, { 'kernel:0': data(i, -i, 0.5) }) }),
      ]),
    ),
    empty: group({}),
  },
);

describe('files of HDF5', () => {
  it('[KERAS1] give back groups, texts and numbers as they were written', async () => {
    const found = readHdf5(await bytesOf(deep));
    expect([...found.attributes]).toEqual([...deep.attributes]);
    expect(new Set(found.children.keys())).toEqual(new Set(deep.children.keys()));
    expect(valuesAt(found, 'layer_137/inner/kernel:0')).toEqual([137, -137, 0.5]);
    expect(at(found, 'empty')).toMatchObject({ kind: 'group', children: new Map() });
  });

  it('[KERAS1] refuse at writing what their oldest readers do not hold', () => {
    const many = Array.from({ length: 257 }, (_, i) => [`x${i}`, data(i)] as const);
    expect(() => writeHdf5(group({}, Object.fromEntries(many)))).toThrow(RangeError);
    expect(() => writeHdf5(group({ text: 'x'.repeat(2 ** 16) }))).toThrow(RangeError);
  });

  it('[KERAS5] of h5py are read: texts in heaps, float32, and other numbers as none', () => {
    const found = readHdf5(fixtureBytes('dis_200.h5'));
    expect(found.attributes.get('keras_version')).toBe('2.2.4');
    expect(String(found.attributes.get('model_config'))).toContain('"LeakyReLU"');
    expect(valuesAt(found, 'model_weights/sequential_1/conv2d_1/kernel:0')).toHaveLength(864);
    const counter = at(found, 'optimizer_weights/training/Adam/iterations:0');
    expect(counter?.kind === 'dataset' && counter.values()).toBe(null);
  });

  it('[SAFE1] are refused wherever they are cut, and read or refused whatever byte is another', async () => {
    const whole = await bytesOf(
      group({ a: 'text' }, { b: group({ c: ['x'] }, { d: data(1, 2) }) }),
    );
    for (let end = 0; end < whole.length - 8; end++) {
      const cut = whole.slice(0, end);
      expect(() => valuesAt(readHdf5(cut), 'b/d')).toThrow(
        expect.objectContaining({ kind: 'file-unreadable' }) as Error,
      );
    }
    for (let place = 0; place < whole.length; place++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const other = whole.slice();
        other[place] = value;
        try {
          valuesAt(readHdf5(other), 'b/d');
        } catch (error) {
          expect(error).toMatchObject({ kind: 'file-unreadable' });
        }
      }
    }
  });

  it('[SAFE1] that lead round in circles are refused', async () => {
    const whole = await bytesOf(group({}, { a: group({}) }));
    const view = new DataView(whole.buffer);
    const root = view.getBigUint64(64, true);
    // Every entry of every group leads back to the first.
    for (let place = 96; place + 8 < whole.length; place += 8) {
      const name = new TextDecoder().decode(whole.subarray(place, place + 4));
      if (name === 'SNOD') view.setBigUint64(place + 16, root, true);
    }
    expect(() => readHdf5(whole)).toThrow(
      expect.objectContaining({ code: 'file-hdf5-damaged' }) as Error,
    );
  });
});
