import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import type { LayerSpec, NetSpec } from '../contract/net-spec';
import { normal } from '../contract/random';
import { livelyWeights } from '../testing/lively-weights';
import { referenceForward } from '../testing/reference-net';
import { applyPreset } from './apply-preset';
import { featuresOf, firstBlock } from './first-block';
import { largerMap, mapNet, netOnMap, tileOf, tileSpans, weightsOnMap } from './larger-map';
import { buildGan } from './presets';

const initializer = { kind: 'glorotUniform' } as const;
const small = (preset: 'atelier' | 'keragan' | 'tensorflow' | 'artgan', width = 8): NetSpec =>
  buildGan({ ...applyPreset({ ...DEFAULT_SETTINGS, preset }), width, latentSize: 6 }).generator;

/** A dense layer to 2 x 2 with three channels, and what follows it. */
const netOf = (...layers: LayerSpec[]): NetSpec => ({
  input: [4],
  layers: [
    { kind: 'dense', units: 12, bias: false, initializer },
    { kind: 'reshape', height: 2, width: 2, channels: 3 },
    { kind: 'relu' },
    ...layers,
  ],
});
const conv = (change: Partial<Extract<LayerSpec, { kind: 'conv' }>> = {}): LayerSpec => ({
  kind: 'conv',
  filters: 3,
  kernel: 3,
  stride: 1,
  padding: 'same',
  bias: true,
  initializer,
  ...change,
});

describe('a generator on a larger map', () => {
  it.each([
    ['atelier', 8, { cells: { height: 4, width: 4 }, cell: 16, margin: 1 }],
    ['keragan', 64, { cells: { height: 8, width: 8 }, cell: 8, margin: 1 }],
    ['tensorflow', 8, { cells: { height: 7, width: 7 }, cell: 4, margin: 4 }],
    ['artgan', 8, { cells: { height: 4, width: 4 }, cell: 16, margin: 1 }],
  ] as const)('[PRINT3] the nets of %s are cut behind their first block', (preset, width, form) => {
    expect(largerMap(small(preset, width))).toEqual(form);
  });

  it.each(['atelier', 'tensorflow', 'artgan'] as const)(
    '[PRINT4] on its own map a net of %s paints the very picture',
    (preset) => {
      const spec = small(preset);
      const weights = livelyWeights(spec, 3);
      const net = mapNet(spec);
      const latent = Float32Array.from(normal(5, 90, 0, 6));
      const whole = referenceForward(spec, weights, {
        shape: [1, 6],
        values: Float64Array.from(latent),
      });
      const features = featuresOf(firstBlock(spec, weights)!, latent);
      const onMap = netOnMap(spec, net, net.cells);
      const again = referenceForward(onMap, weightsOnMap(weights, net), {
        shape: [1, features.length],
        values: Float64Array.from(features),
      });
      expect(again.shape).toEqual(whole.shape);
      let apart = 0;
      let contrast = 0;
      whole.values.forEach((value, i) => {
        apart = Math.max(apart, Math.abs(value - again.values[i]!));
        contrast = Math.max(contrast, Math.abs(value - whole.values[0]!));
      });
      expect(apart).toBeLessThan(1e-4);
      expect(contrast, 'a picture that shows something').toBeGreaterThan(0.3);
    },
  );

  it.each([
    ['averagePool', [conv(), { kind: 'averagePool' }, { kind: 'tanh' }], 4],
    ['flatten', [{ kind: 'flatten' }, { kind: 'dense', units: 3, bias: false, initializer }], 3],
    ['conv', [conv({ stride: 2 })], 3],
    ['conv', [conv({ padding: 'valid', kernel: 2 })], 3],
  ] as const)('[PRINT5] %s inside refuses it', (layerKind, layers, layer) => {
    expect(largerMap(netOf(...layers))).toEqual({
      code: 'print-net-not-local',
      params: { layer, layerKind },
    });
  });

  it('[PRINT5] a net that makes no map of its latent is refused', () => {
    const spec: NetSpec = {
      input: [4],
      layers: [{ kind: 'dense', units: 12, bias: false, initializer }, { kind: 'relu' }],
    };
    expect(largerMap(spec)).toEqual({ code: 'print-net-no-map', params: {} });
  });

  it('[PRINT4] tiles take every cell once, away from their ends', () => {
    for (const [all, tile, margin] of [
      [4, 4, 1],
      [5, 4, 1],
      [40, 9, 2],
      [41, 17, 4],
      [100, 3, 1],
    ] as const) {
      const spans = tileSpans(all, Math.min(all, tile), margin);
      let at = 0;
      for (const { start, from, to } of spans) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + tile).toBeLessThanOrEqual(all);
        if (from > 0) expect(from - start).toBeGreaterThanOrEqual(margin);
        if (to < all) expect(start + tile - to).toBeGreaterThanOrEqual(margin);
        at = to;
      }
      expect(at).toBe(all);
    }
  });

  it('[PRINT4] tiles are no larger than the map, the layers of one at most 64 MB', () => {
    const spec = small('atelier', 128);
    const net = mapNet(spec);
    expect(tileOf(spec, net, { height: 4, width: 9 })).toEqual({ height: 4, width: 9 });
    // 128 channels at full size: 352 x 352 pixels are just less than 2^24 numbers.
    expect(tileOf(spec, net, { height: 400, width: 400 })).toEqual({ height: 22, width: 22 });
    const wide = small('atelier', 512);
    const tile = tileOf(wide, mapNet(wide), { height: 400, width: 400 });
    expect(tile.height).toBe(11);
  });
});
