import { expect, it } from 'vitest';
import { rendering } from './pixels';

it('shows pixels as pixels only while enlarged below four times', () => {
  expect(rendering(32, 64)).toBe('auto');
  expect(rendering(96, 64)).toBe('pixelated');
  expect(rendering(256, 64)).toBe('auto');
});
