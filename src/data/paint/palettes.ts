/** Red, green, blue, 0..1. */
export type Colour = readonly [number, number, number];

/** The colours of one time of day. */
export interface Palette {
  readonly zenith: Colour;
  readonly sky: Colour;
  readonly horizon: Colour;
  readonly cloud: Colour;
  readonly sun: Colour;
  readonly far: Colour;
  readonly near: Colour;
  readonly lit: Colour;
  readonly tree: Colour;
  readonly water: Colour;
}

const hex = (text: string): Colour => [
  parseInt(text.slice(0, 2), 16) / 255,
  parseInt(text.slice(2, 4), 16) / 255,
  parseInt(text.slice(4, 6), 16) / 255,
];

/** In the order of the fields above. */
function palette(text: string): Palette {
  const [zenith, sky, horizon, cloud, sun, far, near, lit, tree, water] = text.split(' ').map(hex);
  return {
    zenith: zenith!,
    sky: sky!,
    horizon: horizon!,
    cloud: cloud!,
    sun: sun!,
    far: far!,
    near: near!,
    lit: lit!,
    tree: tree!,
    water: water!,
  };
}

/** One family: warm light against blue shadow, at six times of day. */
export const PALETTES: readonly Palette[] = [
  // dawn
  palette('6f8fbf b9b4cf f6c9a8 f9dccb fff3d6 a59fc0 51618a d9a58c 33415f 5d7fa6'),
  // morning
  palette('5a98cf 9cc7e3 f3ead0 fdf6ea fffbe8 93b3c9 5f8a63 b9c27a 2f5142 4f8fb0'),
  // afternoon
  palette('4a84bd 8cb9d6 f2dcaa fbeed6 fff4c8 8fa9b8 7d8a45 dcb85c 3d4f30 4b86a3'),
  // evening
  palette('46517f b56f7d f5a25d f7c189 ffe9b0 8a6787 43395f c8705a 2a2740 6b567d'),
  // dusk
  palette('26305f 6a5590 e58a7a c98a9c ffd9a8 5f5a8c 2c2f57 8f6a8a 1b1d3c 39457a'),
  // moonlight
  palette('14213f 28456f 6f97ab 5c7f9c f4f2dc 35577a 16294a 5c8495 0c172e 1f4468'),
];
