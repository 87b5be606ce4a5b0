import { sentenceOf } from '../testing/failing';
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
    expect(sentenceOf(() => decodeTensors(HEADERS, blocks, 'state'))).toBe(
      `What was saved should be ${bytesOf(HEADERS)} bytes of numbers; found ${blocks[0]!.length}.`,
    );
  });

  it.each([NaN, Infinity, -Infinity])('[SAFE1] %d is refused in any tensor', (bad) => {
    for (const [group, tensors] of Object.entries(GROUPS)) {
      for (const { name, values } of tensors) {
        const groups = structuredClone(GROUPS);
        groups[group]!.find((one) => one.name === name)!.values[values.length - 1] = bad;
        expect(sentenceOf(() => decodeTensors(HEADERS, [...encodeTensors(groups)], 'state'))).toBe(
          `What was saved, ${group} ${name} should be a tensor of finite numbers; found ${bad}.`,
        );
      }
    }
  });
});

describe('[FILE3] [SAFE1] headers of tensors', () => {
  it('are taken as they were written', () => {
    expect(storedTensors(structuredClone(HEADERS), 'state')).toEqual(HEADERS);
  });

  it.each([
    [header({ group: '__proto__' }), /the name of a group/],
    [header({ group: 'a.b.c.d.e' }), /the name of a group/],
    [header({ name: '__proto__' }), /like 0\/kernel/],
    [header({ name: '0/../kernel' }), /like 0\/kernel/],
    [header({ shape: [2 ** 20, 2 ** 20] }), /a shape of up to/],
    [header({ shape: [2 ** 40, 2 ** 40] }), /whole number from 1/],
    [header({ shape: [8, 0] }), /whole number from 1/],
    [header({ shape: [1, 1, 1, 1, 1, 1, 8] }), /a list of up to 6; found 7/],
    [[...HEADERS, HEADERS[0]!], /9 tensors of different names; found 8/],
    [endless(), /a list of up to 16,384/],
    [null, /a list; found nothing/],
  ])('bad ones are refused: %#', (headers, says) => {
    expect(sentenceOf(() => storedTensors(headers, 'state'))).toMatch(says);
  });

  it('[FILE3] of a group that the nets lack, or of another net, do not fit', () => {
    const { spec, weights } = aGenerator('a', 1);
    const wanted = [{ name: 'weights', tensors: weightSpecs(spec) }];
    const misfits: [Parameters<typeof checkGroups>[1], string][] = [
      [{}, 'tensor 0, should be 0/kernel [2, 4]; found nothing'],
      [{ weights: weights.slice(1) }, 'tensor 0, should be 0/kernel [2, 4]; found 0/bias [4]'],
      [{ weights: [...weights, weights[0]!] }, 'tensor 2, should be nothing; found 0/kernel'],
      [{ weights, more: [] }, 'The more should be no tensors; found some'],
    ];
    expect(() => checkGroups(wanted, { weights })).not.toThrow();
    for (const [found, says] of misfits)
      expect(sentenceOf(() => checkGroups(wanted, found))).toContain(says);
  });
});
