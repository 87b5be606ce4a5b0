/** Picture files made in the browser, for tests. */

/** A canvas filled by a function of x and y that gives red, green, blue, alpha, 0..255. */
export function canvasOf(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number, number],
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const data = new ImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.data.set(colour(x, y), (y * width + x) * 4);
  }
  canvas.getContext('2d')!.putImageData(data, 0, 0);
  return canvas;
}

/** Quarters of red, green, blue and yellow, from the top left, in reading order. */
export const quarters = (width: number, height: number): OffscreenCanvas =>
  canvasOf(width, height, (x, y) => {
    const right = x >= width / 2;
    if (y < height / 2) return right ? [0, 255, 0, 255] : [255, 0, 0, 255];
    return right ? [255, 255, 0, 255] : [0, 0, 255, 255];
  });

export async function encode(
  canvas: OffscreenCanvas,
  type: 'image/png' | 'image/jpeg' | 'image/webp',
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  if (blob.type !== type) throw new Error(`This browser does not encode ${type}.`);
  return new Uint8Array(await blob.arrayBuffer());
}

/** Names of the quarters of a prepared picture, in reading order: "red green blue yellow". */
export function quartersOf(pixels: Uint8Array, size: number): string {
  const at = (x: number, y: number): string => {
    const i = (Math.floor(y * size) * size + Math.floor(x * size)) * 3;
    const [r, g, b] = [pixels[i]! > 127, pixels[i + 1]! > 127, pixels[i + 2]! > 127];
    return r ? (g ? (b ? 'white' : 'yellow') : 'red') : g ? 'green' : b ? 'blue' : 'black';
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join(' ');
}

/** A TIFF structure with one tag, the orientation. */
export function exifBlock(orientation: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(26);
  block.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]);
  return block;
}

/** A JPEG with an EXIF segment that says how it is turned. */
export function turnJpeg(
  jpeg: Uint8Array<ArrayBuffer>,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  const exif = exifBlock(orientation);
  const name = Array.from('Exif\0\0', (c) => c.charCodeAt(0));
  const header = [0xff, 0xd8, 0xff, 0xe1, 0, 2 + name.length + exif.length, ...name];
  return Uint8Array.from([...header, ...exif, ...jpeg.subarray(2)]);
}

/** A WebP in its extended form, with an EXIF chunk. */
export function turnWebp(
  webp: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  const text = (s: string) => Array.from(s, (c) => c.charCodeAt(0));
  const le = (n: number, bytes: number) =>
    Array.from({ length: bytes }, (_, i) => (n >> (8 * i)) & 255);
  const exif = exifBlock(orientation);
  // What follows the RIFF header; an extended header that is there already is left off.
  const simple = webp.subarray(String.fromCharCode(...webp.subarray(12, 16)) === 'VP8X' ? 30 : 12);
  const extended = [
    ...text('VP8X'),
    ...le(10, 4),
    0x08,
    0,
    0,
    0,
    ...le(width - 1, 3),
    ...le(height - 1, 3),
  ];
  const body = [
    ...text('WEBP'),
    ...extended,
    ...simple,
    ...text('EXIF'),
    ...le(exif.length, 4),
    ...exif,
  ];
  return Uint8Array.from([...text('RIFF'), ...le(body.length, 4), ...body]);
}

/** A PNG with an eXIf chunk before its data. */
export function turnPng(
  png: Uint8Array<ArrayBuffer>,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  const chunk = pngChunk('eXIf', exifBlock(orientation));
  return Uint8Array.from([...png.subarray(0, 33), ...chunk, ...png.subarray(33)]);
}

/** A PNG whose header claims any size, and whose data is next to nothing. */
export function emptyPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2], 8);
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...pngChunk('IHDR', header),
    ...pngChunk('IDAT', Uint8Array.from([0x78, 0x9c, 3, 0, 0, 0, 0, 1])),
    ...pngChunk('IEND', new Uint8Array(0)),
  ]);
}

function pngChunk(type: string, data: Uint8Array): number[] {
  const body = [...Array.from(type, (c) => c.charCodeAt(0)), ...data];
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  const be = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
  return [...be(data.length), ...body, ...be(~crc)];
}

/** A BMP of 24 bits from a canvas. */
export function encodeBmp(canvas: OffscreenCanvas): Uint8Array<ArrayBuffer> {
  const { width, height } = canvas;
  const rgba = canvas.getContext('2d')!.getImageData(0, 0, width, height).data;
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + row * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((height - 1 - y) * width + x) * 4;
      bytes.set([rgba[from + 2]!, rgba[from + 1]!, rgba[from]!], 54 + y * row + x * 3);
    }
  }
  return bytes;
}

/** An IDX file of grey pictures; `value` gives a pixel of a picture. */
export function encodeIdx(
  count: number,
  size: number,
  value: (picture: number, x: number, y: number) => number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 + count * size * size);
  const view = new DataView(bytes.buffer);
  [0x803, count, size, size].forEach((number, i) => view.setUint32(i * 4, number));
  for (let i = 16, p = 0; p < count; p++) {
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) bytes[i++] = value(p, x, y);
  }
  return bytes;
}

export const gzip = (bytes: Uint8Array<ArrayBuffer>): Promise<Blob> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
