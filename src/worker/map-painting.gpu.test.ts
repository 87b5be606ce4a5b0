import { afterAll, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { normal } from '../contract/random';
import { closeEngine, openEngine } from '../engine/opening/open';
import { featuresOf, firstBlock } from '../nets/first-block';
import { mapNet } from '../nets/larger-map';
import { buildGan } from '../nets/presets';
import { painted } from '../testing/engine/painted';
import { livelyWeights } from '../testing/lively-weights';
import { paintMap } from './map-painting';

afterAll(closeEngine);

it.each(['compiled', 'wasm'] as const)(
  '[PRINT4] %s: a map painted by tiles is the map painted in one go, and the own map the very picture',
  async (choice) => {
    const settings = { ...DEFAULT_SETTINGS, imageSize: 16, width: 8, latentSize: 6 };
    const { generator: spec } = buildGan(settings);
    const weights = livelyWeights(spec, 2);
    const net = mapNet(spec);
    const engine = await openEngine(choice);
    const paint = async (
      height: number,
      width: number,
      tile: number,
      cellOf: (row: number, column: number) => Float32Array,
    ): Promise<{ bytes: number[]; tiles: number }> => {
      const bytes: number[] = [];
      let tiles = 0;
      for await (const band of paintMap({
        engine,
        spec,
        weights,
        net,
        map: { height, width },
        tile: { height: Math.min(height, tile), width: Math.min(width, tile) },
        cellOf,
        progress: () => tiles++,
      })) {
        bytes.push(...band);
      }
      return { bytes, tiles };
    };
    const apart = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
      expect(one.length).toBe(other.length);
      return Array.from(one).reduce((most, value, i) => {
        return Math.max(most, Math.abs(value - other[i]!));
      }, 0);
    };

    const drawn = (row: number, column: number): Float32Array =>
      Float32Array.from(normal(1, 91, 100 * row + column, net.channels));
    const whole = await paint(9, 13, 20, drawn);
    const tiled = await paint(9, 13, 5, drawn);
    expect([whole.tiles, tiled.tiles]).toEqual([1, 3 * 4]);
    expect(new Set(whole.bytes).size).toBeGreaterThan(50);
    expect(apart(tiled.bytes, whole.bytes)).toBeLessThanOrEqual(1);

    const latent = Float32Array.from(normal(5, 90, 0, 6));
    const painter = await engine.openPainter(spec, weights);
    const { pixels } = await painted(painter, latent);
    painter.close();
    const features = featuresOf(firstBlock(spec, weights)!, latent);
    const { channels, cells } = net;
    const again = await paint(cells.height, cells.width, 20, (row, column) => {
      const from = (row * cells.width + column) * channels;
      return features.subarray(from, from + channels);
    });
    expect(new Set(pixels).size).toBeGreaterThan(50);
    expect(apart(again.bytes, pixels)).toBeLessThanOrEqual(1);
  },
  120_000,
);
