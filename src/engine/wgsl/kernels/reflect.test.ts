import { expect, test } from 'vitest';
import { paramsBytes, reflect, writeParams } from './reflect';

const CODE = `
// @group(0) @binding(9) var<storage, read> gone: array<u32>;
struct Params {
  count: u32, shift: i32, // of all: u32,
  slope: f32,
  xBase: u32,
  last: f32,
}
struct Other { a: u32, }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage> z: array<vec4f>;
var<workgroup> sums: array<vec4f, 64>;
`;

test('bindings and parameters are read off the text', () => {
  const layout = reflect(CODE);
  expect(layout.bindings).toEqual([
    { index: 0, name: 'params', access: 'uniform' },
    { index: 1, name: 'x', access: 'read' },
    { index: 2, name: 'y', access: 'read_write' },
    { index: 4, name: 'z', access: 'read' },
  ]);
  expect(layout.params).toEqual([
    { name: 'count', type: 'u32' },
    { name: 'shift', type: 'i32' },
    { name: 'slope', type: 'f32' },
    { name: 'xBase', type: 'u32' },
    { name: 'last', type: 'f32' },
  ]);
  expect(paramsBytes(layout)).toBe(32);
});

test('a shader without parameters has none', () => {
  const layout = reflect('@group(0) @binding(0) var<storage, read_write> y: array<u32>;');
  expect(layout.params).toEqual([]);
  expect(paramsBytes(layout)).toBe(0);
});

test('other spaces are refused', () => {
  const code = '@group(0) @binding(0) var<private> y: array<u32>;';
  expect(() => reflect(code)).toThrow('y is in private');
});

test('values are written as their types, little end first', () => {
  const layout = reflect(CODE);
  const view = new DataView(new ArrayBuffer(64));
  writeParams(view, 16, layout, {
    count: 0xffffffff,
    shift: -2,
    slope: 0.2,
    xBase: 7,
    last: -1,
    more: 1,
  });
  expect(view.getUint32(16, true)).toBe(0xffffffff);
  expect(view.getInt32(20, true)).toBe(-2);
  expect(view.getFloat32(24, true)).toBe(Math.fround(0.2));
  expect(view.getUint32(28, true)).toBe(7);
  expect(view.getFloat32(32, true)).toBe(-1);
  expect(new Uint8Array(view.buffer, 0, 16).every((byte) => byte === 0)).toBe(true);
});

const sound = { count: 1, shift: 1, slope: 1, xBase: 1, last: 1 };
test.each([
  [{ ...sound, count: undefined }, 'count is undefined'],
  [{ ...sound, last: NaN }, 'last is NaN'],
  [{ ...sound, slope: Infinity }, 'slope is Infinity'],
  [{ ...sound, xBase: 0.5 }, 'xBase is 0.5, not whole'],
  [{ ...sound, shift: 1.5 }, 'shift is 1.5, not whole'],
])('%o is refused', (values, said) => {
  const view = new DataView(new ArrayBuffer(32));
  expect(() => writeParams(view, 0, reflect(CODE), values as Record<string, number>)).toThrow(said);
});
