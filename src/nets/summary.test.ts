import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS } from '../contract/hyperparameters';
import { buildGan } from './presets';
import { layer } from '../words/en/layers';
import { summarize } from './summary';
import { applyPreset } from './apply-preset';
import { countParameters } from './weights';

describe('summary', () => {
  it('[NET1] says each layer with shape and parameters', () => {
    const tutorial = buildGan(applyPreset({ ...DEFAULT_SETTINGS, preset: 'tensorflow' }));
    const { rows, total, trainable } = summarize(tutorial.discriminator);
    expect(rows.map((row) => [layer(row.layer), row.shape, row.parameters])).toEqual([
      ['Conv 5x5, stride 2, 64', [14, 14, 64], 1664],
      ['Leaky ReLU 0.3', [14, 14, 64], 0],
      ['Dropout 0.3', [14, 14, 64], 0],
      ['Conv 5x5, stride 2, 128', [7, 7, 128], 204_928],
      ['Leaky ReLU 0.3', [7, 7, 128], 0],
      ['Dropout 0.3', [7, 7, 128], 0],
      ['Flatten', [6272], 0],
      ['Dense 1', [1], 6273],
    ]);
    expect([total, trainable]).toEqual([212_865, 212_865]);
  });

  it('[NET1] adds up for every preset, each layer in words', () => {
    for (const preset of PRESET_IDS) {
      const gan = buildGan(applyPreset({ ...DEFAULT_SETTINGS, preset }));
      for (const net of [gan.generator, gan.discriminator]) {
        const { rows, total, trainable } = summarize(net);
        expect(rows.reduce((sum, row) => sum + row.parameters, 0)).toBe(total);
        expect({ trainable, total }).toEqual(countParameters(net));
        expect(rows.map((row) => row.layer)).toEqual(net.layers);
      }
    }
  });
});
