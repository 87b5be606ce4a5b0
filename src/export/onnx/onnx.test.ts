import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import type { ExportSources } from '../../contract/exports';
import { paintedShape } from '../../nets/shapes';
import {
  channelsFirst,
  choicesOf,
  farthest,
  referenceOf,
  scoresBy,
  spreadOf,
  takenCases,
} from '../../testing/taken-nets';
import { onnx } from './onnx';

const opened = async (source: ExportSources['network']): Promise<ort.InferenceSession> =>
  await ort.InferenceSession.create(new Uint8Array(await onnx(source).arrayBuffer()));

describe.each(takenCases())('ONNX of $name', ({ source: base }) => {
  const pictures = paintedShape(base.generator.spec);
  const { height, width, channels } = pictures;
  const input = [height, width, channels];

  it.each(choicesOf(base).filter(({ net }) => net === 'generator'))(
    '[ONNX1] [ONNX2] $weights weights paint the same pictures in ONNX Runtime',
    async (choice) => {
      const source = { ...base, ...choice };
      const { input: latents, output, count } = await referenceOf(source);
      const session = await opened(source);
      const latent = new ort.Tensor('float32', latents, [count, latents.length / count]);
      const made = (await session.run({ latent }))['pictures']!;
      expect(made.dims).toEqual([count, channels, height, width]);
      expect(spreadOf(output)).toBeGreaterThan(0.05);
      expect(farthest(made.data as Float32Array, channelsFirst(output, { input }))).toBeLessThan(
        5e-4,
      );
    },
  );

  it('[ONNX1] [ONNX3] the discriminator says the same in ONNX Runtime', async () => {
    const source = { ...base, net: 'discriminator' as const };
    const { input: seen, output, count } = await referenceOf(source);
    const session = await opened(source);
    const values = channelsFirst(seen, { input });
    const given = new ort.Tensor('float32', values, [count, channels, height, width]);
    const { logits, scores } = await session.run({ pictures: given });
    expect(logits!.dims).toEqual([count, 1]);
    expect(spreadOf(output)).toBeGreaterThan(0.01);
    expect(farthest(logits!.data as Float32Array, output)).toBeLessThan(1e-3);
    expect(farthest(scores!.data as Float32Array, scoresBy(source, output))).toBeLessThan(1e-3);
  });
});

describe('[ONNX4] the lines that an ONNX file holds', () => {
  const { source: base } = takenCases().at(-1)!;

  it.each(['generator', 'discriminator'] as const)('load the %s, as they stand', async (net) => {
    const file = onnx({ ...base, net });
    const text = await file.text();
    const [, lines] = /```js\n(.*?)```/s.exec(text)!;
    mkdirSync('.cache', { recursive: true });
    // Where modules are found from.
    const folder = mkdtempSync('.cache/onnx-');
    try {
      writeFileSync(join(folder, `${net}.onnx`), new Uint8Array(await file.arrayBuffer()));
      writeFileSync(join(folder, 'lines.mjs'), lines!);
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, ['lines.mjs'], { cwd: folder });
      expect(stdout).toMatch(
        net === 'generator' ? /\[ 4, 3, 8, 8 \]/ : /Float32Array\(1\) \[ [\d.e-]+ \]/,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
