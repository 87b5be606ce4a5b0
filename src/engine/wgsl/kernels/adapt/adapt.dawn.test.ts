import { expect, test } from 'vitest';
import { uniform } from '../../../../contract/random';
import { CERTAIN, nextChance, type ChanceState } from '../../../../nets/augmentation-chance';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { held, heldWords, runList } from '../../../../testing/wgsl/run-list';
import { adapt } from '../../plan/augment';
import { DispatchList } from '../../plan/dispatch';
import { STATE, STATE_LENGTH } from '../../plan/state';

const [SLOTS, BATCH] = [5, 150];

test.each<[string, number, number, ChanceState, number, 'hinge' | 'least-squares']>([
  ['up', 7, 0.9, { chance: 1000, taken: 300, seen: 330 }, 150, 'hinge'],
  ['down', 11, 0.3, { chance: CERTAIN, taken: 30, seen: 450 }, 70, 'hinge'],
  ['no further down than 0', 3, 0.1, { chance: 5, taken: 0, seen: 450 }, 150, 'hinge'],
  ['no further up than 1', 3, 1, { chance: CERTAIN - 5, taken: 450, seen: 450 }, 150, 'hinge'],
  ['not at all', 4, 0.9, { chance: 1000, taken: 0, seen: 0 }, 150, 'least-squares'],
  ['by the boundary of its loss', 7, 0.5, { chance: 1e6, taken: 0, seen: 0 }, 150, 'least-squares'],
])('[TRN16] the chance moves %s', async (_, step, share, before, count, loss) => {
  const ring = held('ring', uniform(4, 70, 0, SLOTS * 3 * BATCH, share - 1, share));
  // The kernel takes the ring from its beginning, as the plan has it.
  const words = { ...ring, data: ring.data.slice(4 * ring.base), base: 0 };
  const numbers = new Array<number>(STATE_LENGTH).fill(0);
  numbers[STATE.step] = step;
  numbers[STATE.augmentationChance] = before.chance;
  numbers[STATE.augmentationTaken] = before.taken;
  numbers[STATE.augmentationSeen] = before.seen;
  const state = heldWords('state', numbers);
  const list = new DispatchList();
  adapt(list, count, { batchSize: BATCH, slots: SLOTS, ring: words }, { loss }, state);
  const [found] = await runList(await dawnGpu(), list, [words, state], [state]);
  const after = new Uint32Array(found!.buffer, found!.byteOffset, found!.length);
  const logits = words.data.subarray((step % SLOTS) * 3 * BATCH).subarray(0, count);
  const boundary = loss === 'hinge' ? 0 : 0.5;
  expect({
    chance: after[STATE.augmentationChance],
    taken: after[STATE.augmentationTaken],
    seen: after[STATE.augmentationSeen],
  }).toEqual(nextChance(before, step, logits, boundary));
  expect(after[STATE.step]).toBe(step);
});
