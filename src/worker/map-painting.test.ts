import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type PresetId } from '../contract/hyperparameters';
import { normal } from '../contract/random';
import { applyPreset } from '../nets/apply-preset';
import { mapNet } from '../nets/larger-map';
import { buildGan } from '../nets/presets';
import { livelyWeights } from '../testing/lively-weights';
import { referenceEngine } from '../testing/reference-engine';
import { paintMap } from './map-painting';

/** All of a map of 11 x 12 cells, painted by tiles of that size, each cell its own numbers. */
async function painted(preset: PresetId, size: number, overlap = true) {
  const { generator: spec } = buildGan({
    ...applyPreset({ ...DEFAULT_SETTINGS, preset }),
    ...(preset === 'atelier' ? { imageSize: 16 } : {}),
    width: 8,
    latentSize: 6,
  });
  const own = mapNet(spec);
  const net = overlap ? own : { ...own, margin: 0 };
  const { counts, engine } = referenceEngine();
  const told: string[] = [];
  const bands: Uint8Array[] = [];
  const painting = paintMap({
    engine,
    spec,
    weights: livelyWeights(spec, 2),
    net,
    map: { height: 11, width: 12 },
    tile: { height: Math.min(11, size), width: Math.min(12, size) },
    cellOf: (row, column) => Float32Array.from(normal(1, 91, 100 * row + column, net.channels)),
    progress: (done, total) => told.push(`${done}/${total}`),
  });
  for await (const band of painting) bands.push(band);
  return { told, counts, net, bytes: Buffer.concat(bands) };
}

/** Levels between two pictures where they differ most. */
const apart = (one: Uint8Array, other: Uint8Array): number =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);

describe('painting a map tile by tile', () => {
  it.each([
    ['atelier', 4],
    ['artgan', 5],
    ['tensorflow', 11],
  ] as const)(
    '[PRINT4] %s: tiles meet without a seam',
    async (preset, size) => {
      const whole = await painted(preset, 12);
      const tiled = await painted(preset, size);
      const { cell } = whole.net;
      expect(whole.bytes.length).toBe(11 * 12 * cell * cell * (preset === 'tensorflow' ? 1 : 3));
      expect(new Set(whole.bytes).size).toBeGreaterThan(50);
      expect(whole.counts.painted).toBe(1);
      expect(tiled.counts.painted).toBeGreaterThan(1);
      expect(apart(tiled.bytes, whole.bytes)).toBeLessThanOrEqual(1);
      expect(tiled.told.at(-1)).toBe(`${tiled.counts.painted}/${tiled.counts.painted}`);
      expect(tiled.counts).toMatchObject({ opened: 1, closed: 1 });
    },
    60_000,
  );

  it('[PRINT4] tiles that overlap by less would show a seam', async () => {
    const [whole, tiled] = [await painted('atelier', 12), await painted('atelier', 4, false)];
    expect(apart(tiled.bytes, whole.bytes)).toBeGreaterThan(10);
  });
});
