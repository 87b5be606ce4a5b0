import { failureOf, wrong } from '../testing/failing';
import { describe, expect, it } from 'vitest';
import { checkGroups } from '../nets/fit';
import { weightSpecs } from '../nets/weights';
import { aCheckpoint, aGenerator } from '../testing/records';
import {
  bytesOf,
  byGroup,
  decodeTensors,
  encodeTensors,
  headersOf,
  storedTensors,
} from './tensors';

const GROUPS = aCheckpoint('a', 20).state.tensors;
const HEADERS = headersOf(GROUPS);
const blocksOf = (most?: number) => [...encodeTensors(GROUPS, most)];
const header = (change: object): object[] => [{ ...HEADERS[0]!, ...change }];
/** Claims to be as long as a list can be, and holds nothing. */
const endless = (): unknown[] => Object.assign([], { length: 2 ** 32 - 1 });

describe('[FILE3] tensors as bytes', () => {
  it.each([4, 12, 64, 1000])('come back as they were from blocks of %i bytes', (most) => {
    expect(decodeTensors(HEADERS, blocksOf(most), 'state')).toEqual(GROUPS);
  });

  it('come back by their names, whatever the order they lie in', () => {
    const mixed = [...HEADERS].reverse();
    const groups = byGroup(mixed);
    const tensors = mixed.map(({ group, name }) =>
      GROUPS[group]!.find((one) => one.name === name)!,
    );
    const blocks = tensors.map(({ values }) => new Uint8Array(values.slice().buffer));
    const found = decodeTensors(mixed, blocks, 'state');
    expect(found).toEqual(GROUPS);
    expect(Object.keys(found)).toEqual(Object.keys(groups));
  });

  it('are little-endian float32, one after the other', () => {
    const values = Float32Array.of(1, -2);
    const [block] = encodeTensors({ weights: [{ name: '0/bias', shape: [2], values }] });
    expect([...block!]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it.each([
    ['too few bytes', (all: Uint8Array<ArrayBuffer>) => all.subarray(4)],
    ['too many bytes', (all: Uint8Array<ArrayBuffer>) => new Uint8Array([...all, 0, 0, 0, 0])],
  ])('%s are refused', (_, change) => {
    const blocks = [change(blocksOf()[0]!)];
    expect(failureOf(() => decodeTensors(HEADERS, blocks, 'state'))).toEqual(
      wrong('state', { is: 'numbers-of', count: bytesOf(HEADERS) }, blocks[0]!.length),
    );
  });

  it.each([NaN, Infinity, -Infinity])('[SAFE1] %d is refused in any tensor', (bad) => {
    for (const [group, tensors] of Object.entries(GROUPS)) {
      for (const { name, values } of tensors) {
        const groups = structuredClone(GROUPS);
        groups[group]!.find((one) => one.name === name)!.values[values.length - 1] = bad;
        expect(
          failureOf(() => decodeTensors(HEADERS, [...encodeTensors(groups)], 'state')),
        ).toEqual(wrong(`state, ${group} ${name}`, { is: 'finite-tensor' }, bad));
      }
    }
  });
});

describe('[FILE3] [SAFE1] headers of tensors', () => {
  it('are taken as they were written', () => {
    expect(storedTensors(structuredClone(HEADERS), 'state')).toEqual(HEADERS);
  });

  it.each([
    [header({ group: '__proto__' }), wrong('state 0, group', { is: 'group-name' }, 'other')],
    [header({ group: 'a.b.c.d.e' }), wrong('state 0, group', { is: 'group-name' }, 'other')],
    [header({ name: '__proto__' }), wrong('state 0, name', { is: 'tensor-name' }, 'other')],
    [header({ name: '0/../kernel' }), wrong('state 0, name', { is: 'tensor-name' }, 'other')],
    [
      header({ shape: [2 ** 20, 2 ** 20] }),
      wrong(
        'state 0, shape',
        { is: 'shape-up-to', most: 268435456 },
        { shape: [1048576, 1048576] },
      ),
    ],
    [
      header({ shape: [2 ** 40, 2 ** 40] }),
      wrong('state 0, shape 0', { is: 'whole-within', least: 1, most: 268435456 }, 1099511627776),
    ],
    [
      header({ shape: [8, 0] }),
      wrong('state 0, shape 1', { is: 'whole-within', least: 1, most: 268435456 }, 0),
    ],
    [
      header({ shape: [1, 1, 1, 1, 1, 1, 8] }),
      wrong('state 0, shape', { is: 'list-up-to', most: 6 }, 7),
    ],
    [[...HEADERS, HEADERS[0]!], wrong('state', { is: 'tensors-of', count: 9 }, 8)],
    [endless(), wrong('state', { is: 'list-up-to', most: 16384 }, 4294967295)],
    [null, wrong('state', { is: 'list' }, 'nothing')],
  ])('bad ones are refused: %#', (headers, said) => {
    expect(failureOf(() => storedTensors(headers, 'state'))).toEqual(said);
  });

  it('[FILE3] of a group that the nets lack, or of another net, do not fit', () => {
    const { spec, weights } = aGenerator('a', 1);
    const wanted = [{ name: 'weights', tensors: weightSpecs(spec) }];
    const kernel = { name: '0/kernel', shape: [2, 4] };
    const bias = { name: '0/bias', shape: [4] };
    const none = { expected: null, found: null };
    const misfits: [Parameters<typeof checkGroups>[1], object][] = [
      [{}, { group: 'weights', index: 0, expected: kernel, found: null }],
      [
        { weights: weights.slice(1) },
        { group: 'weights', index: 0, expected: kernel, found: bias },
      ],
      [
        { weights: [...weights, weights[0]!] },
        { group: 'weights', index: 2, expected: null, found: kernel },
      ],
      [
        { weights, more: [] },
        { group: 'more', index: null, ...none },
      ],
    ];
    expect(() => checkGroups(wanted, { weights })).not.toThrow();
    for (const [found, params] of misfits)
      expect(failureOf(() => checkGroups(wanted, found))).toEqual({
        code: 'tensors-misfit',
        params,
      });
  });
});
