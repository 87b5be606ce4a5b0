import { clamp01, cloudy, mix, noise, ramp } from './noise';
import type { Colour } from './palettes';
import { crest, type Scene, type Tree } from './scene';

/** What a place of a scene shows: the brush follows it. */
export type Matter = 'sky' | 'hill' | 'tree' | 'water' | 'meadow';

/** Colour and matter at one place; written anew by every call of `look`. */
export interface Sight {
  r: number;
  g: number;
  b: number;
  matter: Matter;
}

const COLUMNS = 256;

/** Looks at a scene: x and y in 0..1, y down. */
export class Light {
  private readonly crests: Float64Array[];

  constructor(private readonly scene: Scene) {
    this.crests = scene.ridges.map((ridge) =>
      Float64Array.from({ length: COLUMNS + 1 }, (_, i) => crest(ridge, i / COLUMNS)),
    );
  }

  look(x: number, y: number, out: Sight): void {
    const { horizon, water } = this.scene;
    if (y < horizon) this.above(x, y, out);
    else if (water) this.reflect(x, y, out);
    else this.meadow(x, y, out);
    if (!water || y < horizon) this.plant(x, y, out);
  }

  /** Sky and hills. */
  private above(x: number, y: number, out: Sight): void {
    this.sky(x, y, out);
    const { ridges, palette, sun, salt } = this.scene;
    const column = clamp01(x) * COLUMNS;
    const left = Math.min(COLUMNS - 1, Math.floor(column));
    for (let k = 0; k < ridges.length; k++) {
      const heights = this.crests[k]!;
      const top = mix(heights[left]!, heights[left + 1]!, column - left);
      if (y < top) continue;
      const { nearness } = ridges[k]!;
      out.matter = 'hill';
      set(out, palette.far);
      towards(out, palette.near, nearness * nearness * 0.35 + nearness * 0.55);
      const patches = cloudy(x * 9, y * 16, salt + 31 * k);
      const facing = clamp01(1 - Math.abs(x - sun.x) * 1.1);
      const crestLight = ramp(0.1, 0, y - top) * facing;
      towards(out, palette.lit, clamp01(patches * 1.5 - 0.55) * 0.55 + crestLight * 0.4);
      // Haze gathers at the foot of what is far.
      towards(out, palette.horizon, (1 - nearness) * 0.42 + ramp(0, 0.12, y - top) * 0.16);
    }
  }

  private sky(x: number, y: number, out: Sight): void {
    const { palette, sun, horizon, cloudiness, salt } = this.scene;
    const t = clamp01(y / horizon);
    out.matter = 'sky';
    set(out, palette.zenith);
    towards(out, palette.sky, ramp(0, 0.6, t));
    towards(out, palette.horizon, ramp(0.35, 1, t));
    const dx = x - sun.x;
    const dy = y - sun.y;
    const squared = dx * dx + dy * dy;
    towards(out, palette.sun, 0.55 / (1 + squared * 38));
    const drift = cloudy(x * 2.2 + 5, y * 6.5, salt + 11);
    const cover = ramp(0.62 - 0.2 * cloudiness, 0.86 - 0.2 * cloudiness, drift);
    const thick = noise(x * 5, y * 14 + 3, salt + 17);
    towards(out, palette.cloud, cover * (0.45 + 0.5 * thick));
    towards(out, palette.zenith, cover * (1 - thick) * 0.22);
    const edge = Math.sqrt(squared) - sun.radius;
    towards(out, palette.sun, ramp(0.012, -0.006, edge) * (1 - cover * 0.35));
  }

  private reflect(x: number, y: number, out: Sight): void {
    const { palette, sun, horizon, salt } = this.scene;
    const depth = (y - horizon) / (1 - horizon);
    const ripple = noise(x * 7, y * 46, salt + 41) - 0.5;
    const swell = noise(x * 3, y * 20, salt + 43) - 0.5;
    const mirrored = horizon - (y - horizon) * 0.92 - 0.004 + ripple * 0.05 * depth;
    const aside = x + swell * 0.05 * depth;
    this.above(aside, Math.max(0, mirrored), out);
    this.plant(aside, mirrored, out);
    out.matter = 'water';
    towards(out, palette.water, 0.2 + 0.34 * depth);
    towards(out, palette.near, ramp(0.55, 1, depth) * 0.25);
    // The sun's path: broken light, wider towards the viewer.
    const width = sun.radius * (0.7 + 1.7 * depth);
    const path = ramp(width * 1.5, 0, Math.abs(aside - sun.x)) * (0.85 - 0.25 * depth);
    const glint = ramp(0.42, 0.72, noise(x * 11, y * 60, salt + 47));
    towards(out, palette.sun, path * (0.2 + 0.8 * glint) * 0.85);
    towards(out, palette.sky, ramp(0.66, 0.9, noise(x * 6, y * 40, salt + 53)) * 0.22);
    towards(out, palette.horizon, ramp(0.05, 0, depth) * 0.35);
  }

  private meadow(x: number, y: number, out: Sight): void {
    const { palette, horizon, sun, salt } = this.scene;
    const depth = (y - horizon) / (1 - horizon);
    out.matter = 'meadow';
    set(out, palette.near);
    towards(out, palette.lit, 0.62 - 0.4 * depth);
    const strips = noise(x * 1.6 + 0.6 * y, 3 / (0.14 + depth), salt + 61);
    towards(out, palette.tree, ramp(0.5, 0.8, strips) * 0.4);
    towards(out, palette.horizon, ramp(0.12, 0, depth) * 0.3);
    const warmth = ramp(0.5, 0, Math.abs(x - sun.x)) * ramp(0.7, 0.1, depth);
    towards(out, palette.sun, warmth * 0.3);
    const bloom = ramp(0.74, 0.84, noise(x * 26, y * 26, salt + 67)) * ramp(0.2, 0.7, depth);
    towards(out, palette.cloud, bloom * 0.6);
  }

  private plant(x: number, y: number, out: Sight): void {
    const { trees, palette, sun, salt } = this.scene;
    for (const tree of trees) {
      const cover = coverOf(tree, x, y, salt);
      if (cover <= 0) continue;
      if (cover > 0.5) out.matter = 'tree';
      towards(out, palette.tree, cover * 0.94);
      const side = clamp01(((x - tree.x) / tree.width) * (sun.x > tree.x ? 1 : -1) + 0.35);
      const leaves = noise(x * 40, y * 34, salt + 71);
      towards(out, palette.lit, cover * side * leaves * 0.6);
    }
  }
}

/** How much of a place a tree covers: an uneven oval above its foot, on a thin trunk. */
function coverOf(tree: Tree, x: number, y: number, salt: number): number {
  const up = (tree.foot - y) / tree.height;
  if (up < 0 || up > 1.1) return 0;
  const across = (x - tree.x) / tree.width;
  if (across < -1 || across > 1) return 0;
  const trunk = up < 0.3 ? ramp(0.09, 0.05, Math.abs(across)) : 0;
  const low = tree.poplar ? 0.08 : 0.24;
  const h = ((up - low) / (1 - low)) * 2 - 1;
  const lean = tree.poplar ? 0.5 + 0.28 * h : 0;
  const rough = (noise(x * 30, y * 26, salt + 73) - 0.5) * 0.5;
  const reach = across * across * 4 * (1 + lean) + h * h + rough;
  return Math.max(trunk, ramp(1.05, 0.85, reach));
}

function set(out: Sight, colour: Colour): void {
  out.r = colour[0];
  out.g = colour[1];
  out.b = colour[2];
}

function towards(out: Sight, colour: Colour, t: number): void {
  if (t <= 0) return;
  out.r += (colour[0] - out.r) * t;
  out.g += (colour[1] - out.g) * t;
  out.b += (colour[2] - out.b) * t;
}
