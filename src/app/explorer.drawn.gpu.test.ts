import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createExplorer, type ExploreWorker } from '../client/explorer';
import type { KeptGenerator } from '../contract/commands';
import type { ExploreAnswer, ExploreOrder, Explorer } from '../contract/explore';
import type { EngineChoice } from '../contract/hyperparameters';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { Stream } from '../contract/random';
import { yieldToMessages } from '../contract/yielding';
import { closeEngine, openEngine } from '../engine/opening/open';
import { ofSeed } from '../explore/latents';
import { initialWeights } from '../nets/initial';
import { buildGan } from '../nets/presets';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { aGenerator, aRun } from '../testing/records';
import { Exploring } from '../worker/exploring';
import { explorer as inWorker } from './explorer';

const { generator: spec } = buildGan({ ...DEFAULT_SETTINGS, imageSize: 32, width: 8 });
const latentSize = spec.input[0]!;
const record = {
  ...aGenerator('drawn', 1),
  spec,
  // Louder than a net begins, so that its pictures are not all grey.
  weights: initialWeights(spec, 1, Stream.GeneratorWeights).map((tensor) => ({
    ...tensor,
    values: tensor.values.map((value) => (tensor.name.endsWith('kernel') ? 6 * value : value)),
  })),
};
const GENERATOR: KeptGenerator = { runId: 'drawn', epoch: 1, weights: 'weights' };
const never = new AbortController().signal;
const latent = (seed: number) => ofSeed(seed, latentSize);

/** A canvas of the page, and what it shows. */
function canvasOnPage() {
  const element = document.createElement('canvas');
  document.body.append(element);
  onTestFinished(() => element.remove());
  return {
    offscreen: element.transferControlToOffscreen(),
    /** Once the page has taken over what was drawn. */
    shown: async (): Promise<Uint8ClampedArray> => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      const { width, height } = element;
      const pen = new OffscreenCanvas(width, height).getContext('2d')!;
      pen.drawImage(element, 0, 0);
      return pen.getImageData(0, 0, width, height).data;
    },
  };
}

/** Largest difference of two pictures, of 255. */
const apart = (one: Uint8ClampedArray, other: Uint8ClampedArray): number =>
  one.length === other.length
    ? one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0)
    : Infinity;

/** What the read-back way shows. */
async function readBack(explorer: Explorer, seed: number): Promise<Uint8ClampedArray> {
  const [picture] = await explorer.paint(GENERATOR, 'compiled', latent(seed), 'now', never);
  return picture!.rgba;
}

/** Explores in this thread, so that what the engine calls can be counted. */
function inThisThread(choice?: () => EngineChoice): Explorer {
  const worker: ExploreWorker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (order: ExploreOrder) => exploring.handle(order),
    terminate: () => closeEngine(),
  };
  const exploring = new Exploring({
    openStorage: () =>
      Promise.resolve({ generator: () => Promise.resolve(record) } as unknown as StudioStorage),
    openEngine: (asked) => openEngine(choice?.() ?? asked),
    closeEngine,
    answer: (data) => worker.onmessage?.({ data } as MessageEvent<ExploreAnswer>),
    yieldToMessages,
  });
  const explorer = createExplorer(() => worker);
  onTestFinished(() => explorer.close());
  return explorer;
}

const devices: GPUDevice[] = [];
beforeEach(() => {
  // oxlint-disable-next-line typescript/unbound-method -- called with `this` below
  const request = GPUAdapter.prototype.requestDevice;
  vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (
    this: GPUAdapter,
    what,
  ) {
    const device = await request.call(this, what);
    devices.push(device);
    return device;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  devices.splice(0);
});

describe('pictures drawn straight onto a canvas', () => {
  it('[DRAW1] are those that are read back, within 1/255, and nothing is mapped for them', async () => {
    const explorer = inThisThread();
    await explorer.open(GENERATOR, 'compiled');
    const { offscreen, shown } = canvasOnPage();
    const canvas = explorer.takeCanvas(offscreen, () => undefined);
    const expected = await readBack(explorer, 1);
    expect(new Set(expected).size).toBeGreaterThan(50);

    const mapped = vi.spyOn(GPUBuffer.prototype, 'mapAsync');
    const copied = vi.spyOn(GPUCommandEncoder.prototype, 'copyBufferToBuffer');
    const frames = [];
    for (const seed of [2, 3, 1])
      frames.push(await canvas.draw(GENERATOR, 'compiled', latent(seed)));
    expect(frames).toEqual([{ kind: 'drawn' }, { kind: 'drawn' }, { kind: 'drawn' }]);
    expect(mapped).not.toHaveBeenCalled();
    expect(copied).not.toHaveBeenCalled();
    expect(apart(await shown(), expected)).toBeLessThanOrEqual(1);

    // The counts are such that see them.
    const other = await readBack(explorer, 4);
    expect(mapped).toHaveBeenCalled();
    expect(apart(await shown(), other)).toBeGreaterThan(10);
  });

  it('[DRAW4] come back on another device where theirs is lost, at rest and while they move', async () => {
    const explorer = inThisThread();
    await explorer.open(GENERATOR, 'compiled');
    const { offscreen, shown } = canvasOnPage();
    const onLost = vi.fn();
    const canvas = explorer.takeCanvas(offscreen, onLost);
    await canvas.draw(GENERATOR, 'compiled', latent(1));

    devices.at(-1)!.destroy();
    await expect.poll(() => onLost.mock.calls.length).toBe(1);
    expect(await canvas.draw(GENERATOR, 'compiled', latent(2))).toEqual({ kind: 'drawn' });
    const expected = await readBack(explorer, 2);
    expect(apart(await shown(), expected)).toBeLessThanOrEqual(1);
    expect(devices).toHaveLength(2);

    // Lost with an order on its way.
    devices.at(-1)!.destroy();
    expect(await canvas.draw(GENERATOR, 'compiled', latent(3))).toEqual({ kind: 'drawn' });
    expect(apart(await shown(), await readBack(explorer, 3))).toBeLessThanOrEqual(1);
  });

  it('[DRAW2] are given to the page where what was opened instead cannot draw', async () => {
    let engine: EngineChoice = 'compiled';
    const explorer = inThisThread(() => engine);
    await explorer.open(GENERATOR, 'compiled');
    const canvas = explorer.takeCanvas(canvasOnPage().offscreen, () => undefined);
    await canvas.draw(GENERATOR, 'compiled', latent(1));
    engine = 'cpu';
    devices.at(-1)!.destroy();
    const drawn = await canvas.draw(GENERATOR, 'compiled', latent(2));
    expect(drawn).toMatchObject({ kind: 'read-back', picture: { index: 0 } });
    expect(await explorer.open(GENERATOR, 'compiled')).toMatchObject({ draws: false });
  });

  it('[DRAW1] by the worker that explores, onto a canvas that the page handed over', async () => {
    const storage = await openStorage();
    onTestFinished(async () => {
      inWorker.close();
      await storage.deleteRun('drawn');
      storage.close();
    });
    await storage.createRun(aRun('drawn'));
    await storage.putGenerator(record);
    await inWorker.open(GENERATOR, 'compiled');
    const { offscreen, shown } = canvasOnPage();
    const canvas = inWorker.takeCanvas(offscreen, () => undefined);
    expect(await canvas.draw(GENERATOR, 'compiled', latent(5))).toEqual({ kind: 'drawn' });
    expect(apart(await shown(), await readBack(inWorker, 5))).toBeLessThanOrEqual(1);
    inWorker.close();
    expect(canvas.closed).toBe(true);
    await expect(canvas.draw(GENERATOR, 'compiled', latent(5))).rejects.toThrow(/cancelled/);
  });
});
