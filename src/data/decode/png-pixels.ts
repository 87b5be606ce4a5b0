import type { DecodedPng } from 'fast-png';

/** A decoded PNG of any depth, grey, coloured or with a palette, as uint8 RGBA [height, width, 4]. */
export function pngPixels(png: DecodedPng): Uint8ClampedArray {
  const { width, height, depth, channels, palette, transparency } = png;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const sample = samples(png);
  const scale = palette ? 1 : 255 / (2 ** depth - 1);
  for (let i = 0, to = 0; i < width * height; i++, to += 4) {
    const at = i * channels;
    if (palette) {
      const [r = 0, g = 0, b = 0, a = 255] = palette[sample(at)] ?? [];
      rgba.set([r, g, b, a], to);
      continue;
    }
    const grey = channels < 3;
    const [r, g, b] = grey
      ? [sample(at), sample(at), sample(at)]
      : [sample(at), sample(at + 1), sample(at + 2)];
    rgba[to] = r * scale;
    rgba[to + 1] = g * scale;
    rgba[to + 2] = b * scale;
    if (channels % 2 === 0) rgba[to + 3] = sample(at + channels - 1) * scale;
    else {
      // One colour, or one grey, may stand for "nothing here".
      const gone =
        transparency &&
        (grey
          ? transparency[0] === r
          : transparency[0] === r && transparency[1] === g && transparency[2] === b);
      rgba[to + 3] = gone ? 0 : 255;
    }
  }
  return rgba;
}

/** Sample `i` of the picture. Below 8 bits several lie in a byte, and each row begins a new one. */
function samples({ data, depth, width, channels }: DecodedPng): (i: number) => number {
  if (depth >= 8) return (i) => data[i]!;
  const perByte = 8 / depth;
  const row = Math.ceil((width * channels) / perByte);
  return (i) => {
    const y = Math.floor(i / (width * channels));
    const x = i - y * width * channels;
    const byte = data[y * row + Math.floor(x / perByte)]!;
    return (byte >> (8 - depth * ((x % perByte) + 1))) & (2 ** depth - 1);
  };
}
