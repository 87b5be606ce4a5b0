import { longerSide, type PictureShape, type PictureSize } from '../../contract/picture-shape';
import { luma } from '../pixels/flatten';
import { resample } from '../pixels/resample';
import { Light, type Matter, type Sight } from './light';
import { dice, noise } from './noise';
import { composeScene } from './scene';

/** Edge of the grid of colours laid down before the brush. */
const GROUND = 64;

/** Layers of brush strokes, from broad to fine. Sizes are parts of the picture's edge. */
const LAYERS = [
  { strokes: 700, length: 0.1, width: 0.034, cover: 0.85, stray: 0.05 },
  { strokes: 2600, length: 0.05, width: 0.017, cover: 0.9, stray: 0.04 },
] as const;

/** How long the brush's strokes are over each matter. */
const STRETCH: Readonly<Record<Matter, number>> = {
  sky: 1.15,
  hill: 0.8,
  tree: 0.6,
  water: 1.3,
  meadow: 0.75,
};

/**
 * Sample picture `index`: a little landscape, the same on every machine, whatever its size. A rectangle
 * is the middle of the square of its longer side.
 * @returns uint8 [height, width, channels].
 */
export function paintPicture(index: number, shape: PictureShape): Uint8Array<ArrayBuffer> {
  const { height, width, channels } = shape;
  const size = longerSide(shape);
  // Strokes finer than a pixel come out better when they are painted larger and reduced.
  const edge = size < 96 ? size * Math.ceil(96 / size) : size;
  const canvas = paint(index, edge);
  const square = resample(quantise(canvas), edge, edge, 3, size, size);
  const rgb = middle(square, size, { height, width });
  if (channels === 3) return rgb;
  const grey = new Uint8Array(height * width);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = Math.round(luma(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!));
  }
  return grey;
}

/** uint8 [height, width, 3] of [size, size, 3]. */
function middle(
  square: Uint8Array<ArrayBuffer>,
  size: number,
  { height, width }: PictureSize,
): Uint8Array<ArrayBuffer> {
  if (height === size && width === size) return square;
  const out = new Uint8Array(height * width * 3);
  const left = (size - width) >> 1;
  const top = (size - height) >> 1;
  for (let y = 0; y < height; y++) {
    const from = 3 * ((top + y) * size + left);
    out.set(square.subarray(from, from + 3 * width), 3 * y * width);
  }
  return out;
}

/** float32 [edge, edge, 3], about 0..1. */
function paint(index: number, edge: number): Float32Array {
  const scene = composeScene(index);
  const light = new Light(scene);
  const sight: Sight = { r: 0, g: 0, b: 0, matter: 'sky' };
  const canvas = layGround(light, sight, edge);
  // Another run of numbers than the composition's.
  const roll = dice(index + 65536);
  for (const layer of LAYERS) {
    const columns = Math.round(Math.sqrt(layer.strokes));
    for (let i = 0; i < columns * columns; i++) {
      const x = ((i % columns) + roll()) / columns;
      const y = (Math.floor(i / columns) + roll()) / columns;
      light.look(x, y, sight);
      const turn = noise(x * 3, y * 3, scene.salt + 83) - 0.5;
      const slope =
        sight.matter === 'tree' ? 3 : sight.matter === 'water' ? turn * 0.12 : turn * 1.5;
      const norm = Math.sqrt(1 + slope * slope);
      const tint = (roll() - 0.5) * layer.stray * 2;
      const warmth = (roll() - 0.5) * layer.stray;
      const size = 0.75 + 0.5 * roll();
      stroke(canvas, edge, {
        x: x * edge,
        y: y * edge,
        dx: 1 / norm,
        dy: slope / norm,
        length: Math.max(0.6, layer.length * STRETCH[sight.matter] * size * edge * 0.5),
        width: Math.max(0.5, layer.width * size * edge * 0.5),
        cover: layer.cover,
        r: sight.r + tint + warmth,
        g: sight.g + tint,
        b: sight.b + tint - warmth,
      });
    }
  }
  return canvas;
}

function layGround(light: Light, sight: Sight, edge: number): Float32Array {
  const ground = new Float32Array(GROUND * GROUND * 3);
  for (let i = 0; i < GROUND * GROUND; i++) {
    light.look(((i % GROUND) + 0.5) / GROUND, (Math.floor(i / GROUND) + 0.5) / GROUND, sight);
    ground.set([sight.r, sight.g, sight.b], i * 3);
  }
  const canvas = new Float32Array(edge * edge * 3);
  for (let y = 0; y < edge; y++) {
    const row = Math.floor((y * GROUND) / edge) * GROUND;
    for (let x = 0; x < edge; x++) {
      const from = (row + Math.floor((x * GROUND) / edge)) * 3;
      const to = (y * edge + x) * 3;
      canvas[to] = ground[from]!;
      canvas[to + 1] = ground[from + 1]!;
      canvas[to + 2] = ground[from + 2]!;
    }
  }
  return canvas;
}

/** One mark of the brush: a soft-edged oval along (dx, dy). Lengths in pixels, from its centre. */
interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
  readonly width: number;
  readonly cover: number;
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

function stroke(canvas: Float32Array, edge: number, s: Stroke): void {
  const reachX = Math.abs(s.dx) * s.length + Math.abs(s.dy) * s.width + 1;
  const reachY = Math.abs(s.dy) * s.length + Math.abs(s.dx) * s.width + 1;
  const left = Math.max(0, Math.floor(s.x - reachX));
  const right = Math.min(edge - 1, Math.ceil(s.x + reachX));
  const top = Math.max(0, Math.floor(s.y - reachY));
  const bottom = Math.min(edge - 1, Math.ceil(s.y + reachY));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - s.x;
      const py = y + 0.5 - s.y;
      const along = (px * s.dx + py * s.dy) / s.length;
      const across = (py * s.dx - px * s.dy) / s.width;
      const inside = 1 - along * along - across * across;
      if (inside <= 0) continue;
      // Thick in the middle, thin towards the rim.
      const alpha = s.cover * Math.min(1, inside * 2.2);
      const at = (y * edge + x) * 3;
      canvas[at]! += (s.r - canvas[at]!) * alpha;
      canvas[at + 1]! += (s.g - canvas[at + 1]!) * alpha;
      canvas[at + 2]! += (s.b - canvas[at + 2]!) * alpha;
    }
  }
}

function quantise(canvas: Float32Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(canvas.length);
  for (let i = 0; i < out.length; i++) {
    const value = canvas[i]! * 255 + 0.5;
    out[i] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  return out;
}
