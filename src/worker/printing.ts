import { StudioError } from '../contract/errors';
import type { EngineChoice } from '../contract/hyperparameters';
import type { PictureShape, PictureSize } from '../contract/picture-shape';
import {
  largerPicture,
  placed,
  sheetLayout,
  type Placed,
  type PrintOrder,
  type PrintSource,
} from '../contract/print';
import { Enlarger } from '../data/pixels/enlarge';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import { latentAt, mirrored } from '../explore/larger-field';
import { describing, madeTexts } from '../export/made-texts';
import { PngStream } from '../export/png-stream';
import { Signed } from '../export/signed';
import { featuresOf, firstBlock } from '../nets/first-block';
import { weightsOf } from '../nets/kept-generator';
import { mapNet, tileOf } from '../nets/larger-map';
import { paintedShape } from '../nets/shapes';
import type { ReadCanvas } from '../signature/draw';
import type { StudioStorage } from '../storage/studio-storage';
import { paintMap, type CellOf } from './map-painting';
import { PrintRows, ROWS } from './print-rows';

/** What printing stands on. */
export interface PrintingPorts {
  readonly openStorage: () => Promise<StudioStorage>;
  readonly openEngine: (choice: EngineChoice) => Promise<Engine>;
  readonly readCanvas: ReadCanvas;
  readonly progress: (done: number, total: number) => void;
}

/** A picture whose rows come in bands, and where it goes. */
interface Source extends Placed {
  readonly shape: PictureShape;
  /** Whole rows, uint8 [rows, width, channels]. */
  readonly bands: AsyncIterable<Uint8Array> | readonly Uint8Array[];
}

/** @throws StudioError as `Prints.make`. */
export async function makePrint(order: PrintOrder, ports: PrintingPorts): Promise<Blob> {
  const { size, dpi, source, title, description, made, signature } = order;
  const placed = source.way === 'sheet' ? source : await sourceOf({ ...order, source }, ports);
  const channels = placed.shape.channels === 1 ? 1 : 3;
  const signed = new Signed(signature, ports.readCanvas);
  const texts = madeTexts(title, made, [describing(description), ...signed.texts]);
  // An ink may have a colour where the picture has none.
  const png = new PngStream({ ...size, channels: signed.signs ? 3 : channels }, dpi, texts);
  const rows = new PrintRows(size, signed.signs ? null : png, channels, (done) => {
    if (source.way !== 'paint') ports.progress(done, size.height);
  });
  if ('pictures' in placed) await fillSheet(rows, placed, size, channels);
  else await fill(rows, placed, channels);
  if (!signed.signs) return png.finish();
  await signed.sign(rows.whole, size, made?.origin ?? title);
  for (let from = 0; from < rows.whole.length; from += 4 * ROWS * size.width) {
    await png.add(withoutAlpha(rows.whole.subarray(from, from + 4 * ROWS * size.width), 3));
  }
  return png.finish();
}

/** All rows of a print, from above. */
async function fill(rows: PrintRows, { shape, bands, shown, at }: Source, channels: 1 | 3) {
  const enlarger = new Enlarger(shape, shown, at, channels);
  const length = shape.width * channels;
  for (let y = 0; y < at.top; y++) await rows.put([]);
  for await (const pixels of bands) {
    for (let from = 0; from < pixels.length; from += length) {
      for (const row of enlarger.add(pixels.subarray(from, from + length))) {
        await rows.put([{ row, left: at.left }]);
      }
    }
  }
  while (rows.missing) await rows.put([]);
}

/** Pictures side by side, each enlarged to its place; no more of them at once than one row has. */
async function fillSheet(
  rows: PrintRows,
  { shape, pictures }: Sheet,
  size: PictureSize,
  channels: 1 | 3,
): Promise<void> {
  const { columns, cell, gap, left, top } = sheetLayout(pictures.length, shape, size);
  const all = { left: 0, top: 0, width: shape.width, height: shape.height };
  function* rowsOf(rgba: Uint8ClampedArray): Generator<Uint8ClampedArray> {
    const enlarger = new Enlarger(shape, all, cell, channels);
    const pixels = withoutAlpha(rgba, channels);
    const length = shape.width * channels;
    for (let from = 0; from < pixels.length; from += length) {
      yield* enlarger.add(pixels.subarray(from, from + length));
    }
  }
  for (let y = 0; y < top; y++) await rows.put([]);
  for (let from = 0; from < pictures.length; from += columns) {
    const beside = pictures.slice(from, from + columns).map(rowsOf);
    for (let y = 0; y < cell.height; y++) {
      const parts = beside.flatMap((one, i) => {
        const { value: row } = one.next() as IteratorResult<Uint8ClampedArray, undefined>;
        return row ? [{ row, left: left + i * (cell.width + gap) }] : [];
      });
      await rows.put(parts);
    }
    for (let y = 0; y < gap && rows.missing; y++) await rows.put([]);
  }
  while (rows.missing) await rows.put([]);
}

function sourceOf(
  { source, size }: { readonly source: Exclude<PrintSource, Sheet>; readonly size: PictureSize },
  ports: PrintingPorts,
): Promise<Source> {
  switch (source.way) {
    case 'enlarge': {
      const bands = [withoutAlpha(source.rgba, source.shape.channels)];
      const { shape, placing } = source;
      return Promise.resolve({ shape, bands, ...placed(shape, size, placing) });
    }
    case 'paint':
      return paintedSource(source, size, ports);
    default:
      return source satisfies never;
  }
}

type Sheet = Extract<PrintSource, { way: 'sheet' }>;
type Painted = Extract<PrintSource, { way: 'paint' }>;

async function paintedSource(
  source: Painted,
  print: PrintOrder['size'],
  { openStorage, openEngine, progress }: PrintingPorts,
): Promise<Source> {
  const { runId, epoch, weights: group } = source.generator;
  const record = await (await openStorage()).generator(runId, epoch);
  if (!record) throw new StudioError('generator-not-kept', { run: null, epoch });
  const { spec } = record;
  const weights = weightsOf(record, group);
  const net = mapNet(spec);
  const own = paintedShape(spec);
  const { cells: map, shown } = largerPicture(own, net, print, source.times);
  const engine = await openEngine(source.engine);
  const tile = tileOf(spec, net, map);
  const cellOf = cellsOf(source, { spec, weights, net, map });
  return {
    shape: { height: map.height * net.cell, width: map.width * net.cell, channels: own.channels },
    shown,
    at: { left: 0, top: 0, ...print },
    bands: failing(paintMap({ engine, spec, weights, net, map, tile, cellOf, progress })),
  };
}

/** What stands in the cells of the larger map, the generator's own in its middle. */
function cellsOf(
  { latent, goingOn, seed }: Pick<Painted, 'latent' | 'goingOn' | 'seed'>,
  larger: Pick<Parameters<typeof paintMap>[0], 'spec' | 'weights' | 'net' | 'map'>,
): CellOf {
  const { spec, weights, net, map } = larger;
  const block = firstBlock(spec, weights);
  if (!block) throw new StudioError('print-net-no-map');
  const { cells, channels } = net;
  const top = (map.height - cells.height) / 2;
  const left = (map.width - cells.width) / 2;
  return (row, column) => {
    const down = mirrored(row - top, cells.height);
    const across = mirrored(column - left, cells.width);
    const z = latentAt(latent, goingOn, seed, {
      x: (column - left) / cells.width,
      y: (row - top) / cells.height,
      outside: Math.hypot(down.outside, across.outside),
    });
    const from = (down.cell * cells.width + across.cell) * channels;
    return featuresOf(block, z, from, from + channels);
  };
}

/** Failures of an engine, told as such. */
async function* failing(bands: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bands;
  } catch (error) {
    throw engineFailure(error);
  }
}

/** uint8 [height, width, channels] of an opaque picture, uint8 [height, width, 4]; of a grey one the red. */
function withoutAlpha(rgba: Uint8ClampedArray, channels: number): Uint8Array {
  const pixels = new Uint8Array((rgba.length / 4) * channels);
  for (let i = 0, to = 0; i < rgba.length; i += 4) {
    for (let c = 0; c < channels; c++) pixels[to++] = rgba[i + c]!;
  }
  return pixels;
}
