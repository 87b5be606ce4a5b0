import { StudioError } from '../contract/errors';
import type { PictureShape, PictureSize } from '../contract/picture-shape';
import type { WeightTensor } from '../contract/records';
import type { NetSpec } from '../contract/net-spec';
import type { Engine } from '../engine/engine';
import { LossGuard } from '../engine/loss-guard';
import { netOnMap, tileSpans, weightsOnMap, type MapNet, type TileSpan } from '../nets/larger-map';

/** Numbers of one cell, float32 [channels]. */
export type CellOf = (row: number, column: number) => Float32Array;

/** A map to be painted, tile by tile. */
export interface MapPainting {
  readonly engine: Engine;
  readonly spec: NetSpec;
  readonly weights: readonly WeightTensor[];
  readonly net: MapNet;
  /** Cells of the whole map. */
  readonly map: PictureSize;
  /** Cells of a tile. */
  readonly tile: PictureSize;
  readonly cellOf: CellOf;
  /** Told after each tile. */
  readonly progress: (done: number, total: number) => void;
}

/**
 * Paints a map band by band from above: what one row of tiles gives, uint8 [rows, width, channels].
 * Tiles overlap by what the net sees around a cell, so that they meet without a seam.
 */
export async function* paintMap(painting: MapPainting): AsyncGenerator<Uint8Array> {
  const { engine, spec, weights, net, map, tile, progress } = painting;
  const guard = new LossGuard(engine.lost);
  const own = weightsOnMap(weights, net);
  const painter = await guard.wait(engine.openPainter(netOnMap(spec, net, tile), own, 1));
  const rows = tileSpans(map.height, tile.height, net.margin);
  const columns = tileSpans(map.width, tile.width, net.margin);
  const { shape } = painter;
  let done = 0;
  try {
    for (const down of rows) {
      const band = new Uint8Array(
        (down.to - down.from) * net.cell * map.width * net.cell * shape.channels,
      );
      for (const across of columns) {
        const painted = await guard.wait(painter.paint(numbersOf(painting, down, across)));
        if (painted.kind === 'cancelled') throw new StudioError('cancelled');
        take(painted.pixels, shape, band, map.width * net.cell, net.cell, { down, across });
        progress(++done, rows.length * columns.length);
      }
      yield band;
    }
  } finally {
    painter.close();
  }
}

/** float32 [height, width, channels] of a tile. */
function numbersOf(
  { net, tile, cellOf }: MapPainting,
  down: TileSpan,
  across: TileSpan,
): Float32Array {
  const numbers = new Float32Array(tile.height * tile.width * net.channels);
  for (let row = 0, at = 0; row < tile.height; row++) {
    for (let column = 0; column < tile.width; column++, at += net.channels) {
      numbers.set(cellOf(down.start + row, across.start + column), at);
    }
  }
  return numbers;
}

/** Puts into a band what is taken of a tile. */
function take(
  pixels: Uint8Array,
  { width, channels }: PictureShape,
  band: Uint8Array,
  bandWidth: number,
  cell: number,
  { down, across }: { readonly down: TileSpan; readonly across: TileSpan },
): void {
  const left = (across.from - across.start) * cell;
  const length = (across.to - across.from) * cell * channels;
  for (let y = 0; y < (down.to - down.from) * cell; y++) {
    const row = (down.from - down.start) * cell + y;
    const from = (row * width + left) * channels;
    band.set(pixels.subarray(from, from + length), (y * bandWidth + across.from * cell) * channels);
  }
}
