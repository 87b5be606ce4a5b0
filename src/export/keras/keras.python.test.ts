import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { predict } from '../../testing/load-model';
import { choicesOf, farthest, referenceOf, spreadOf, takenCases } from '../../testing/taken-nets';
import { kerasArchive } from './archive';
import { kerasH5 } from './h5';

/**
 * Files of Keras are read by h5py, at the places where Keras looks; the layers they tell and the weights
 * found there are loaded by plain TensorFlow.js, with nothing of ours in between.
 */

interface Opened {
  readonly model: tf.io.ModelJSON['modelTopology'];
  readonly layers: readonly (readonly { readonly shape: number[]; readonly data: string }[])[];
  readonly readme: string;
}

const PYTHON = process.env['ATELIER_PYTHON'] ?? '/usr/bin/python3';
const SCRIPT = new URL('../../testing/foreign/open_keras.py', import.meta.url).pathname;

const cases = takenCases().flatMap(({ name, source }, i) =>
  choicesOf(source).map((choice) => ({
    title: `${name}: ${choice.net}, ${choice.weights}`,
    file: `case-${i}-${choice.net}-${choice.weights}`,
    source: { ...source, ...choice },
  })),
);

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-keras-'));
  for (const { file, source } of cases) {
    const put = async (ending: string, blob: Blob) =>
      writeFileSync(join(folder, file + ending), new Uint8Array(await blob.arrayBuffer()));
    await put('.h5', kerasH5(source));
    await put('.keras', await kerasArchive(source, Date.UTC(2026, 0, 2)));
  }
  execFileSync(PYTHON, [SCRIPT, folder], { stdio: ['ignore', 'inherit', 'inherit'] });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened = (file: string): Opened =>
  JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as Opened;

/** What Keras 3 tells of a model, as Keras 2 and TensorFlow.js know it. */
function asKeras2(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asKeras2);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !['module', 'registered_name', 'build_config'].includes(key))
    .map(([key, inner]) => [KERAS_2[key] ?? key, asKeras2(inner)] as const);
  return Object.fromEntries(entries);
}
const KERAS_2: Readonly<Record<string, string>> = {
  negative_slope: 'alpha',
  batch_shape: 'batch_input_shape',
};

/** The model that a file tells of, with the weights in its own order. */
async function load(model: unknown, { layers }: Opened): Promise<tf.LayersModel> {
  const handler: tf.io.IOHandler = {
    load: () =>
      Promise.resolve({
        modelTopology: { keras_version: '2.15.0', backend: 'tensorflow', model_config: model },
      }),
  };
  const loaded = await tf.loadLayersModel(handler, { strict: false });
  const weighted = loaded.layers.filter(({ weights }) => weights.length > 0);
  const found = layers.filter((weights) => weights.length > 0);
  expect(weighted.length).toBe(found.length);
  for (const [i, layer] of weighted.entries()) {
    layer.setWeights(
      found[i]!.map(({ shape, data }) => {
        const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
        return tf.tensor(new Float32Array(bytes.buffer), shape);
      }),
    );
  }
  return loaded;
}

describe('networks as files of Keras', () => {
  it.each(cases)(
    '[KERAS1] [KERAS2] [KERAS3] $title: pictures and scores are the studio’s, in either format',
    async ({ file, source }) => {
      const reference = await referenceOf(source);
      const h5 = opened(`${file}.h5`);
      const archive = opened(`${file}.keras`);
      const spec = source.net === 'generator' ? source.generator.spec : source.discriminator!.spec;
      const sigmoid = spec.layers.at(-1)?.kind === 'sigmoid';
      const expected = sigmoid
        ? reference.output.map((logit) => 1 / (1 + Math.exp(-logit)))
        : reference.output;
      expect(spreadOf(expected)).toBeGreaterThan(0.01);
      for (const [found, model] of [
        [h5, h5.model],
        [archive, asKeras2(archive.model)],
      ] as const) {
        const loaded = await load(model, found);
        const shape = [reference.count, ...spec.input];
        const made = await predict(loaded, reference.input, shape);
        loaded.dispose();
        // Pictures go from -1 to 1: within 1/255 of one is within 2/255 here.
        expect(farthest(made.values, expected)).toBeLessThan(1 / 255);
        expect(found.readme).toContain('keras.models.load_model');
      }
    },
    60_000,
  );
});
