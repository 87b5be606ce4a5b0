import { expect, test } from 'vitest';
import { expand } from './template';

const lines = (...text: string[]): string => text.join('\n');

test('flags become constants, after what has to come first', () => {
  const template = lines('// A comment', '#if SUB', 'enable subgroups;', '#end', 'fn main() {}');
  expect(expand(template, { SUB: 1, P: 8 })).toBe(
    lines('enable subgroups;', 'const SUB = 1u;', 'const P = 8u;', '// A comment', 'fn main() {}'),
  );
  expect(expand(template, { SUB: 0 })).toBe(
    lines('const SUB = 0u;', '// A comment', 'fn main() {}'),
  );
});

/** The lines that are left, without the constants. */
const kept = (template: string, flags: Record<string, number>): string[] =>
  expand(template, flags)
    .split('\n')
    .filter((line) => !line.startsWith('const '));

test.each([
  ['A', { A: 1 }, ['yes']],
  ['A', { A: 7 }, ['yes']],
  ['A', { A: 0 }, ['no']],
  ['!A', { A: 0 }, ['yes']],
  ['!A', { A: 2 }, ['no']],
  ['A == 2', { A: 2 }, ['yes']],
  ['A == 2', { A: 1 }, ['no']],
  ['!A == 2', { A: 1 }, ['yes']],
  ['!A == 2', { A: 2 }, ['no']],
  ['A == 0', { A: 0 }, ['yes']],
])('#if %s for %o', (condition, flags, expected) => {
  expect(kept(lines(`#if ${condition}`, 'yes', '#else', 'no', '#end'), flags)).toEqual(expected);
});

test('parts nest', () => {
  const template = lines(
    'a',
    '#if A',
    '  #if B',
    'ab',
    '  #else',
    'a only',
    '  #end',
    '#else',
    '#if B',
    'b only',
    '#end',
    '#end',
    'z',
  );
  expect(kept(template, { A: 1, B: 1 })).toEqual(['a', 'ab', 'z']);
  expect(kept(template, { A: 1, B: 0 })).toEqual(['a', 'a only', 'z']);
  expect(kept(template, { A: 0, B: 1 })).toEqual(['a', 'b only', 'z']);
  expect(kept(template, { A: 0, B: 0 })).toEqual(['a', 'z']);
});

test('lines are repeated, loops in loops as well, by flags and by numbers', () => {
  const template = lines('#for p in P', 'p$p', '#for q in 2', 's$p_$q += x[$pu];', '#end', '#end');
  expect(kept(template, { P: 2 })).toEqual([
    'p0',
    's0_0 += x[0u];',
    's0_1 += x[0u];',
    'p1',
    's1_0 += x[1u];',
    's1_1 += x[1u];',
  ]);
  expect(kept(template, { P: 0 })).toEqual([]);
});

test('parts are put where they are used, one in another, with what is repeated around them', () => {
  const template = lines(
    '#part sum',
    '#for q in 2',
    's$p += y$q;',
    '#end',
    '#end',
    '#part twice',
    'a',
    '#use sum',
    '#use sum',
    '#end',
    '#for p in 2',
    '#use sum',
    '#end',
    '#if A',
    '#use twice',
    '#end',
    'z',
  );
  const sums = (p: string): string[] => [`s${p} += y0;`, `s${p} += y1;`];
  const [zero, one, bare] = [sums('0'), sums('1'), sums('$p')];
  expect(kept(template, { A: 0 })).toEqual([...zero, ...one, 'z']);
  expect(kept(template, { A: 1 })).toEqual([...zero, ...one, 'a', ...bare, ...bare, 'z']);
});

test.each([
  ['#part a\nx', '"#part a" is not closed'],
  ['#part a\n#if A\n#end', '"#part a" is not closed'],
  ['#use a\n#part a\n#end', '"#use a" stands before its part'],
  ['#if A\nx', 'is not closed'],
  ['#for p in 2\nx', 'is not closed'],
  ['#if A\nx\n#else\ny', 'is not closed'],
  ['x\n#end', 'Line 2 of a template closes nothing'],
  ['#else\n#end', 'closes nothing'],
  ['#if B\n#end', 'asks for B'],
  ['#for p in B\n#end', 'asks for B'],
  ['#if A < 2\n#end', 'is not understood'],
  ['#for p of A\n#end', 'is not understood'],
])('what is wrong with %j is said', (template, said) => {
  expect(() => expand(template, { A: 1 })).toThrow(said);
});
