import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ExportSources } from '../../contract/exports';
import type { SampleRecord } from '../../contract/records';
import { livelyWeights } from '../../testing/lively-weights';
import { aGenerator, aRun } from '../../testing/records';
import { Signed } from '../signed';
import { runPage } from './run-page';

const generator = aGenerator('run', 3);
const latent = Float32Array.of(0.5, -0.5);
const sample = (epoch: number): SampleRecord => ({
  ...{ runId: 'run', epoch, step: 10 * epoch, columns: 1, rows: 1, count: 1 },
  shape: { width: 2, height: 2 },
  image: new Blob([`grid ${epoch}`], { type: 'image/webp' }),
  scores: Float32Array.of(0.5),
});
const metrics = Float64Array.from(
  Array.from({ length: 40 }, (_, i) => [i + 1, i / 10, 1 + i / 40, 2 - i / 40, 0.6, 0.4]).flat(),
);

const source: ExportSources['page'] = {
  run: { ...aRun('run'), name: 'Sea & <b>sky</b>', datasetName: '海 "big"', epoch: 12 },
  samples: [0, 5, 12].map(sample),
  blocks: [{ runId: 'run', block: 0, rows: metrics }],
  measures: [],
  favourites: [
    ...[{ name: 'Dawn <1>', epoch: 3 }],
    // Its generator is gone.
    ...[{ name: 'Dusk', epoch: 7 }],
  ].map((one, i) => ({
    ...{ runId: 'run', keptAt: i, weights: 'weights', origin: 'seed 1', latent, ...one },
  })) as ExportSources['page']['favourites'],
  generators: [{ ...generator, weights: livelyWeights(generator.spec, 3) }],
};

const made = async (change: Partial<ExportSources['page']> = {}): Promise<string> => {
  const blob = await runPage(
    { ...source, ...change },
    {
      decode: () => Promise.reject(new Error('Nothing is signed.')),
      signed: new Signed(null, () => Promise.reject(new Error('Nothing is signed.'))),
      progress: () => undefined,
    },
  );
  return await blob.text();
};

describe('a page of a run', () => {
  it('[SHARE2] shows grids, favourites, curves and settings, and no text as a tag', async () => {
    const html = await made();
    const grids = [...html.matchAll(/data:image\/webp;base64,([^"]+)/g)].map(([, text]) =>
      atob(text!),
    );
    expect(grids).toEqual(['grid 0', 'grid 5', 'grid 12']);
    expect(html).toContain('alt="Before training"');
    expect(html).toContain('max="2" value="2"');
    expect(html.match(/data:image\/png;base64,/g)).toHaveLength(1);
    expect(html).toContain('Dawn &lt;1>');
    expect(html).not.toContain('Dusk');
    expect(html).toContain('<h1>Sea &amp; &lt;b>sky&lt;/b></h1>');
    expect(html.match(/<polyline/g)).toHaveLength(4);
    expect(html).toContain('Losses: Discriminator from 1 to 1.98');
    expect(html).toContain('<dt>Batch size</dt>');
  });

  it('[SHARE2] leaves out what a run does not have', async () => {
    const html = await made({ samples: [], blocks: [], favourites: [] });
    for (const none of ['<svg', '<img', 'id="film"', 'class="pictures"']) {
      expect(html).not.toContain(none);
    }
  });

  it('[SHARE2] says where a generator came from that knows no set', async () => {
    const html = await made({ run: { ...source.run, datasetName: '', datasetCount: 0 } });
    expect(html).toContain('<p class="quiet">A generator from a file</p>');
    expect(html).not.toContain('0 pictures');
  });

  it('[SHARE2] allows its own script and style, and nothing else', async () => {
    const html = await made();
    const hash = (text: string): string =>
      `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const inside = (tag: string): string =>
      new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? '';
    expect(inside('script')).not.toBe('');
    expect(/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(inside('script'))}`,
      `style-src ${hash(inside('style'))}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });
});
