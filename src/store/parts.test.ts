import { expect, it } from 'vitest';
import { forgetMissingParts, loadParts, part } from './parts';

const soon = (): Promise<void> => Promise.resolve();
const refuse = () => Promise.reject(new TypeError('Importing a module script failed.'));

it('[PAGE8] loads a part once, and tells what it holds', async () => {
  let asked = 0;
  const one = part('charts', () => Promise.resolve(++asked));
  expect(one.loaded).toBeNull();
  expect(await Promise.all([one.load(), one.kept()])).toEqual([1, 1]);
  expect(await one.load()).toBe(1);
  expect(one.loaded).toBe(1);
});

it('[PAGE9] a failure stays for drawing until it is asked anew, and never for others', async () => {
  let answer: () => Promise<number> = refuse;
  const one = part('charts', () => answer());
  const failure = one.kept();
  await expect(failure).rejects.toMatchObject({ kind: 'part-missing' });
  expect(one.kept()).toBe(failure);
  await expect(one.load()).rejects.toMatchObject({ kind: 'part-missing' });
  answer = () => Promise.resolve(5);
  await expect(one.kept()).rejects.toMatchObject({ kind: 'part-missing' });
  forgetMissingParts();
  expect(await one.kept()).toBe(5);
});

it('[PAGE8] loads all, those that parts bring along too, and counts what is missing', async () => {
  await loadParts(soon);
  let there = false;
  let inner = 0;
  part('close-up', () => {
    part('my-work', () => Promise.resolve(++inner));
    return Promise.resolve(1);
  });
  part('shortcuts', () => (there ? Promise.resolve(2) : refuse()));
  expect(await loadParts(soon)).toBe(1);
  expect(inner).toBe(1);
  there = true;
  expect(await loadParts(soon)).toBe(0);
  expect(inner).toBe(1);
});
