import { describe, expect, it } from 'vitest';
import type { Batching } from '../../contract/net-spec';
import { batchingStory } from './batching';

describe('what becomes of pictures that fill no whole batch', () => {
  it.each<[Batching, number, number, string]>([
    [
      'carried-over',
      15,
      8,
      '15 pictures in batches of 8: the last 7 begin the next epoch’s first batch. None is left out.',
    ],
    [
      'carried-over',
      1097,
      8,
      '1,097 pictures in batches of 8: the last 1 begins the next epoch’s first batch. None is left out.',
    ],
    [
      'last-smaller',
      15,
      8,
      '15 pictures in batches of 8: each epoch ends with a smaller batch of 7. None is left out.',
    ],
    [
      'last-dropped',
      15,
      8,
      '15 pictures in batches of 8: 7 pictures are left out of each epoch, each time others.',
    ],
    [
      'last-dropped',
      9,
      8,
      '9 pictures in batches of 8: 1 picture is left out of each epoch, each time another one.',
    ],
    ['carried-over', 16, 8, '16 pictures are 2 whole batches of 8: none is left out.'],
    ['last-smaller', 1, 1, 'Each step takes the whole set: 1 picture.'],
    ['last-dropped', 8, 8, 'Each step takes the whole set: 8 pictures.'],
  ])('[TRN10] is said: %s, %d pictures, batch %d', (batching, pictures, batchSize, words) => {
    expect(batchingStory({ pictures, batchSize, batching })).toBe(words);
  });

  it('[TRN10] batches that are drawn say how long an epoch is', () => {
    const story = batchingStory({ pictures: 15, batchSize: 8, batching: 'replacement' });
    expect(story).toContain('some pictures come twice and some not at all');
    expect(story).toContain('An epoch is 2 steps');
  });
});
