import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { METRIC_COLUMNS } from '../contract/records';
import { createExporter } from '../app/exporter';
import { aMetricBlock, aRun, aSample } from '../testing/records';
import { curvesCsv } from './curves';
import { safeFileName } from './file-names';
import { sampleNames } from './sample-names';

describe('file names', () => {
  it.each([
    ['paintings, ARTGAN 2', 'paintings, ARTGAN 2'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['  ..hidden. . ', 'hidden'],
    ['../../<b>x</b>:|?*', 'b x b'],
    ['..', 'atelier'],
    ['a\u0000b\u202Ec\u200bd\nx', 'a b c d x'],
    ['half \ud83d pair', 'half pair'],
    ['none \ufffe\u{1ffff} such', 'none such'],
    ['Häfen 🎨', 'Häfen 🎨'],
    ['', 'atelier'],
    ['///', 'atelier'],
  ])('[SAFE2] make %j good on every system', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  it.each([
    'CON',
    'prn',
    'Aux.txt',
    'NUL .x',
    'COM1',
    'com0',
    'COM¹',
    'lpt³.zip',
    'CONIN$',
    'conout$',
  ])('[SAFE2] step aside where Windows means a device by %j', (name) => {
    expect(safeFileName(name)).toBe(`_${name}`);
  });

  it.each(['console', 'com10', 'lpt', 'Nulla', 'CONIN', 'com¹x'])('[SAFE2] leave %j', (name) => {
    expect(safeFileName(name)).toBe(name);
  });

  it('[SAFE2] are cut without cutting a character, and never end in a dot or space', () => {
    expect(safeFileName('a'.repeat(300))).toBe('a'.repeat(100));
    expect(safeFileName('🎨'.repeat(200))).toBe('🎨'.repeat(50));
    expect(safeFileName(`${'a'.repeat(99)} b`)).toBe('a'.repeat(99));
    expect(safeFileName(`  ${'a'.repeat(99)}. b`)).toBe('a'.repeat(99));
  });

  it('[SAFE2] of downloads keep their ending within 255 bytes, however long a run is called', async () => {
    const run = { ...aRun('run'), name: '漢'.repeat(120) };
    const exporter = createExporter(
      () => Promise.resolve(new Blob()),
      () => Promise.resolve(null),
    );
    const { name } = await exporter(
      { type: 'curves', source: { run, blocks: [], measures: [] } },
      () => undefined,
      new AbortController().signal,
    );
    expect(name).toMatch(/^漢+, curves\.csv$/);
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
  });
});

describe('names of samples', () => {
  const at = (...places: [number, number][]) =>
    places.map(([epoch, step]) => aSample('run', epoch, step));

  it('[OUT2] tell the epoch, and the step where one was asked for within it', () => {
    const run = aRun('run', { stepsPerEpoch: 2, settings: { ...DEFAULT_SETTINGS, batchSize: 8 } });
    expect(sampleNames(at([0, 0], [0, 1], [1, 2], [1, 3], [12, 24]), run)).toEqual([
      'image_at_epoch_0000.png',
      'image_at_epoch_0000_step_000001.png',
      'image_at_epoch_0001.png',
      'image_at_epoch_0001_step_000003.png',
      'image_at_epoch_0012.png',
    ]);
  });

  it('[OUT2] [TRN10] tell the epoch where steps are no whole part of it', () => {
    const run = aRun('run', {
      batching: 'carried-over',
      stepsPerEpoch: 1.5,
      settings: { ...DEFAULT_SETTINGS, batchSize: 8 },
    });
    // Twelve pictures in batches of eight: epochs end with the steps 2, 3, 5, 6 ...
    expect(sampleNames(at([0, 0], [0, 1], [1, 2], [2, 3], [2, 4], [3, 5]), run)).toEqual([
      'image_at_epoch_0000.png',
      'image_at_epoch_0000_step_000001.png',
      'image_at_epoch_0001.png',
      'image_at_epoch_0002.png',
      'image_at_epoch_0002_step_000004.png',
      'image_at_epoch_0003.png',
    ]);
  });

  it('[OUT2] are distinct where the steps of an epoch are not known', () => {
    const run = aRun('run', { stepsPerEpoch: 0 });
    expect(sampleNames(at([0, 0], [1, 5], [1, 7], [10000, 9]), run)).toEqual([
      'image_at_epoch_0000.png',
      'image_at_epoch_0001.png',
      'image_at_epoch_0001_step_000007.png',
      'image_at_epoch_10000.png',
    ]);
  });
});

describe('curves', () => {
  it('[OUT2] are a header and one full row for each step', async () => {
    const text = await curvesCsv([aMetricBlock('run', 0, 2), aMetricBlock('run', 1)]).text();
    expect(text).toBe(
      `${METRIC_COLUMNS.join(',')}\n0,1,2,3,4,5\n6,7,8,9,10,11\n1000,1001,1002,1003,1004,1005\n`,
    );
  });

  it('[OUT2] keep every digit, and numbers that are not finite', async () => {
    const rows = Float64Array.of(1, 0, 1 / 3, 1e-20, NaN, 0.1 + 0.2);
    const text = await curvesCsv([{ runId: 'run', block: 0, rows }]).text();
    const [, line] = text.split('\n');
    expect(line?.split(',').map(Number)).toEqual([...rows]);
  });
});
