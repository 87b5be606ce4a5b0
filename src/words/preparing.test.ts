import { expect, it } from 'vitest';
import type { Preparing } from '../contract/preparing';
import { preparingText } from '.';

it('[WORD3] tells what preparing is about', () => {
  expect(preparingText({ code: 'reading-pictures', params: { pictures: 1097 } })).toBe(
    'Reading 1,097 pictures',
  );
  expect(preparingText({ code: 'starting-engine', params: { engine: 'compiled' } })).toBe(
    'Starting WebGPU (compiled)',
  );
  const share = { done: 3, all: 12 };
  expect(preparingText({ code: 'compiling-kernels', params: { share } })).toBe(
    'Compiling kernels, 3 of 12',
  );
  expect(preparingText({ code: 'compiling-kernels', params: { share: null } })).toBe(
    'Compiling kernels',
  );
});

it('[WORD3] says nothing of what it does not know, as another studio’s tab may tell it', () => {
  expect(preparingText(null)).toBe('');
  expect(preparingText({ code: 'dreaming', params: {} } as unknown as Preparing)).toBe('');
  expect(preparingText({ code: 'toString', params: {} } as unknown as Preparing)).toBe('');
});
