import { expect, it } from 'vitest';
import { tellsOfMemory } from './shortage';

it.each([
  'Array buffer allocation failed',
  'out of memory',
  'Out of memory: Cannot allocate Wasm memory for new instance',
  'Invalid typed array length: 4294967296',
  'Buffer size (2 GB) exceeds the max buffer size limit',
])('is a lack of memory: %s', (message) => expect(tellsOfMemory(message)).toBe(true));

it.each([
  '',
  "Cannot read properties of undefined (reading 'digest')",
  'Maximum call stack size exceeded',
  'memory access out of bounds',
  'Failed to fetch dynamically imported module',
])('is none: %s', (message) => expect(tellsOfMemory(message)).toBe(false));
