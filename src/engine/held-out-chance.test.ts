import { describe, expect, it } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import type { CheckpointRecord } from '../contract/records';
import { CERTAIN, LOOK_STEPS, MOVE } from '../nets/augmentation-chance';
import { FakeModel, fakeState } from '../testing/engine/fake-model';
import { harness } from '../testing/engine/session-harness';

/** Sessions over fakes whose augmentation goes by pictures that are kept back. */

const shape = squarePictures(4, 1);
const TRAINING = 200;
const HELD_OUT = 100;
const grey = (count: number, value: number) => ({
  shape,
  count,
  pixels: new Uint8Array(count * 16).fill(value),
});

/** One whose D says of a picture how bright it is; the painter's pictures are black. */
class Judging extends FakeModel {
  override judge(pixels: Uint8Array): Promise<Float32Array> {
    return Promise.resolve(
      Float32Array.from({ length: pixels.length / 16 }, (_, n) => pixels[16 * n]!),
    );
  }
}

/** Ten pictures in batches of four: five steps for two epochs. */
const settings = { epochs: 212, sampleEvery: 1000, saveEvery: 1000, checkpointEpochs: 1000 };
const ofOneLook = Math.floor((LOOK_STEPS * 4 * MOVE) / 1000);

async function chances(heldOut: number, from?: CheckpointRecord) {
  const model = new Judging();
  let reads = 0;
  const { session, only } = await harness({
    model,
    settings,
    run: { batching: 'carried-over' },
    heldOut: () => {
      reads += 1;
      return Promise.resolve({ training: grey(3, TRAINING), heldOut: grey(2, heldOut) });
    },
    ...(from ? { from } : {}),
  });
  await session.train();
  expect(only('runFailed' as never)).toEqual([]);
  return { model, reads };
}

describe('[TRN20] the chance of augmentation', () => {
  it('moves once in 256 steps, at the end of an epoch', async () => {
    const { model, reads } = await chances(HELD_OUT - 1);
    // Epochs end behind steps 258 and 513 first.
    expect(model.chances).toEqual([
      { atStep: 258, chance: ofOneLook },
      { atStep: 513, chance: 2 * ofOneLook },
    ]);
    expect(reads).toBe(1);
  });

  it('falls where D knows pictures that it never saw, and not below 0', async () => {
    const { model } = await chances(HELD_OUT + 1);
    expect(model.chances.map(({ chance }) => chance)).toEqual([0, 0]);
  });

  it('goes on from the chance and the step of a checkpoint', async () => {
    const state = fakeState(260);
    const counters = { ...state.counters, 'augmentation.chance': CERTAIN / 4 };
    const from = {
      ...{ runId: 'r', step: 260, epoch: 104, savedAt: 1, engine: 'cpu', trainedMs: 0 },
      ...{ metricTail: new Float64Array(0), state: { ...state, counters } },
    } as unknown as CheckpointRecord;
    const { model } = await chances(HELD_OUT - 1, from);
    expect(model.chances).toEqual([{ atStep: 513 - 260, chance: CERTAIN / 4 + ofOneLook }]);
  });
});
