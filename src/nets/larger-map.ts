import { StudioError } from '../contract/errors';
import type { LargerMap } from '../contract/explore';
import type { NetSpec } from '../contract/net-spec';
import type { PictureSize } from '../contract/picture-shape';
import type { WeightTensor } from '../contract/records';
import { headOf } from './first-block';
import { elements, inferShapes, inputShapes } from './shapes';

/** A generator cut in two: a first block makes a map of a latent, and the rest paints on any map. */
export interface MapNet extends LargerMap {
  /** Numbers in one cell. */
  readonly channels: number;
  /** The first layer that paints on the map. */
  readonly from: number;
}

/** Pixels at one border that do not hang on the map alone but on what is beyond it. */
interface Reach {
  readonly before: number;
  readonly after: number;
}

/** @throws StudioError 'print-net-no-map' or 'print-net-not-local'. */
export function mapNet(spec: NetSpec): MapNet {
  const head = headOf(spec);
  const shapes = inputShapes(spec);
  const from = spec.layers.findIndex(
    ({ kind }, index) =>
      head !== null && index >= head.layers && kind !== 'reshape' && kind !== 'dropout',
  );
  const [height, width, channels] = shapes[from] ?? [];
  if (height === undefined || width === undefined || channels === undefined) {
    throw new StudioError('print-net-no-map');
  }
  let cell = 1;
  let reach: Reach = { before: 0, after: 0 };
  for (const [i, layer] of spec.layers.slice(from).entries()) {
    const place = { layer: from + i, layerKind: layer.kind };
    switch (layer.kind) {
      case 'upsample':
        cell *= 2;
        reach = { before: 2 * reach.before, after: 2 * reach.after };
        break;
      case 'conv': {
        if (layer.padding !== 'same' || layer.stride !== 1) {
          throw new StudioError('print-net-not-local', place);
        }
        const before = Math.floor((layer.kernel - 1) / 2);
        reach = {
          before: reach.before + before,
          after: reach.after + layer.kernel - 1 - before,
        };
        break;
      }
      case 'convTranspose': {
        if (layer.padding !== 'same') throw new StudioError('print-net-not-local', place);
        const { kernel, stride } = layer;
        const padding = Math.floor(Math.max(0, kernel - stride) / 2);
        cell *= stride;
        reach = {
          before: Math.max(0, (reach.before - 1) * stride - padding + kernel),
          after: reach.after * stride + padding,
        };
        break;
      }
      case 'batchNorm':
      case 'relu':
      case 'leakyRelu':
      case 'tanh':
      case 'dropout':
        break;
      case 'dense':
      case 'reshape':
      case 'averagePool':
      case 'sigmoid':
      case 'flatten':
        throw new StudioError('print-net-not-local', place);
      default:
        return layer satisfies never;
    }
  }
  const margin = Math.ceil(Math.max(reach.before, reach.after) / cell);
  return { cells: { height, width }, channels, from, cell, margin };
}

/** How it paints on a larger map, or why it does not. */
export function largerMap(spec: NetSpec): LargerMap | ReturnType<StudioError['toData']> {
  try {
    const { cells, cell, margin } = mapNet(spec);
    return { cells, cell, margin };
  } catch (error) {
    return StudioError.from(error).toData();
  }
}

/** What paints on a map of so many cells: a net whose latents are such maps, float32 [height, width,
 *  channels] in a row. */
export function netOnMap(spec: NetSpec, { from, channels }: MapNet, cells: PictureSize): NetSpec {
  return {
    input: [cells.height * cells.width * channels],
    layers: [{ kind: 'reshape', ...cells, channels }, ...spec.layers.slice(from)],
  };
}

/** Its weights, of those of the whole generator. */
export function weightsOnMap(
  weights: readonly WeightTensor[],
  { from }: MapNet,
): readonly WeightTensor[] {
  return weights.flatMap((tensor) => {
    const [layer, role] = tensor.name.split('/');
    const index = Number(layer) - from;
    return index < 0 ? [] : [{ ...tensor, name: `${index + 1}/${role}` }];
  });
}

/** Painted pixels of a tile to either side, about: enough to keep a graphics card busy. */
const TILE_PIXELS = 512;
/** Numbers of a tile's largest layer: with four bytes each, half of what every adapter gives to one. */
const TILE_NUMBERS = 2 ** 24;

/**
 * The cells of the tiles that a map is painted by: no more than the map has; of the generator's own map
 * at least, which is known to fit, and so many that most of a tile is not overlap.
 */
export function tileOf(spec: NetSpec, net: MapNet, map: PictureSize): PictureSize {
  const largest = (cells: PictureSize): number =>
    Math.max(...inferShapes(netOnMap(spec, net, cells)).map(elements));
  const wanted = Math.max(1, Math.floor(TILE_PIXELS / net.cell));
  const perCell = largest({ height: 8, width: 8 }) / 64;
  const fitting = Math.floor(Math.sqrt(TILE_NUMBERS / perCell));
  const least = 4 * net.margin + 1;
  const along = (own: number, all: number): number =>
    Math.min(all, Math.max(own, least, Math.min(wanted, fitting)));
  return {
    height: along(net.cells.height, map.height),
    width: along(net.cells.width, map.width),
  };
}

/** One tile along an axis, in cells: where it begins, and what is taken of it. */
export interface TileSpan {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Tiles of one size over all cells of an axis. What is taken of them is everything, once, and lies at least
 * `margin` cells from a tile's end, save where that is the end of the map.
 * @param tile cells, more than twice the margin where it is not all.
 */
export function tileSpans(all: number, tile: number, margin: number): readonly TileSpan[] {
  const spans: TileSpan[] = [];
  for (let from = 0; from < all;) {
    const start = Math.max(0, Math.min(from - margin, all - tile));
    const to = start + tile >= all ? all : start + tile - margin;
    spans.push({ start, from, to });
    from = to;
  }
  return spans;
}
