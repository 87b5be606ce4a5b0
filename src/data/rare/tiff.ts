import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { u32be, u32le } from '../formats/bytes';
import type { Orientation } from '../formats/exif';
import { cut, Unreadable, variant, type Decoder } from './decoder';
import { tiffPixels, type TiffLayout } from './tiff-pixels';

/** What a file means that does not say how many bits a sample has; geotiff wants to be told. */
const BITS_PER_SAMPLE = 258;

/** How geotiff's types of a file's first tags read here. */
type Tags = Readonly<Record<string, number | ArrayLike<number> | undefined>>;

const TAGS = [
  'BitsPerSample',
  'ColorMap',
  'Compression',
  'ExtraSamples',
  'InkSet',
  'NewSubfileType',
  'Orientation',
  'PhotometricInterpretation',
  'SampleFormat',
  'SamplesPerPixel',
  'StripByteCounts',
  'StripOffsets',
  'TileByteCounts',
  'TileOffsets',
  'YCbCrSubSampling',
] as const;

/** Compression methods by their numbers, where geotiff does not unpack them. */
const UNPACKED = [1, 5, 7, 8, 32773, 32946];
const METHODS: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT T.4',
  4: 'CCITT T.6',
  6: 'OJPEG',
  34712: 'JPEG 2000',
  34661: 'JBIG',
  34887: 'LERC',
  34925: 'LZMA',
  // geotiff.js fetches its program from a `data:` address, which the page's policy refuses.
  50000: 'Zstandard',
  50001: 'WebP',
  50002: 'JPEG XL',
};

/** What cameras pack their raw files by. */
const RAW_METHODS = [32767, 32769, 32770, 34713, 34892, 65000, 65535];
/** Colour filter arrays, linear raw; and the tag that says which version of DNG it is. */
const RAW_COLOURS = [32803, 34892];
const DNG_VERSION = 50706;

/** Pages that are looked through for one that is not a smaller copy of another. */
const PAGES = 16;

/** Pixels that are unpacked at a time. */
const BAND_PIXELS = 2_000_000;

/** TIFF and BigTIFF by geotiff.js: the first page that is no thumbnail. */
export const tiff: Decoder = {
  async open(bytes) {
    if (directoryAt(bytes) + 6 > bytes.length) throw cut();
    const file = await fromArrayBuffer(bytes.buffer);
    let page = await file.getImage(0).catch((error: unknown) => {
      throw error instanceof RangeError ? cut() : error;
    });
    if (isRaw(page, await tagsOf(page))) throw new Unreadable('raw');
    let tags = await tagsOf(page);
    for (let i = 1; i < PAGES && isSmaller(tags); i++) {
      const next = await file.getImage(i).catch(() => null);
      if (!next) break;
      page = next;
      tags = await tagsOf(page);
    }
    const width = page.getWidth();
    const height = page.getHeight();
    const { fileDirectory } = page;
    if (!fileDirectory.hasTag(BITS_PER_SAMPLE)) {
      const bits = new Array<number>(page.getSamplesPerPixel()).fill(1);
      fileDirectory.actualizedFields.set(BITS_PER_SAMPLE, bits);
    }
    const layout = layoutOf(page, tags, bytes.length);
    const turn = first(tags['Orientation']) ?? 1;
    const orientation = (turn >= 1 && turn <= 8 ? turn : 1) as Orientation;
    return { width, height, orientation, decode: () => decode(page, layout, width, height) };
  },
};

/** Where the first page is described; many writers put that at the end. */
function directoryAt(bytes: Uint8Array): number {
  const u32 = bytes[0] === 0x49 ? u32le : u32be;
  const large = bytes[2] === 0x2b || bytes[3] === 0x2b;
  if (!large) return u32(bytes, 4);
  const [low, high] = bytes[0] === 0x49 ? [8, 12] : [12, 8];
  return u32(bytes, low) + u32(bytes, high) * 2 ** 32;
}

async function tagsOf(page: GeoTIFFImage): Promise<Tags> {
  const values = TAGS.map(async (tag): Promise<[string, Tags[string]]> => {
    if (!page.fileDirectory.hasTag(tag)) return [tag, undefined];
    return [tag, await page.fileDirectory.loadValue(tag)];
  });
  return Object.fromEntries(await Promise.all(values));
}

const first = (value: Tags[string]): number | undefined =>
  value === undefined || typeof value === 'number' ? value : value[0];

const isSmaller = (tags: Tags): boolean => ((first(tags['NewSubfileType']) ?? 0) & 1) === 1;

function isRaw(page: GeoTIFFImage, tags: Tags): boolean {
  const { fileDirectory } = page;
  if (fileDirectory.hasTag(DNG_VERSION)) return true;
  if (RAW_COLOURS.includes(first(tags['PhotometricInterpretation']) ?? 0)) return true;
  if (RAW_METHODS.includes(first(tags['Compression']) ?? 1)) return true;
  // Other cameras begin with a small copy, and keep the picture in a directory below it.
  return isSmaller(tags) && fileDirectory.hasTag('SubIFDs');
}

function layoutOf(page: GeoTIFFImage, tags: Tags, fileBytes: number): TiffLayout {
  const method = first(tags['Compression']) ?? 1;
  if (!UNPACKED.includes(method)) {
    throw variant({ packedBy: METHODS[method] ?? method });
  }
  const bits = Array.from(asList(tags['BitsPerSample'] ?? 1));
  if (new Set(bits).size > 1) throw variant('uneven-depths');
  const subsampling = Array.from(asList(tags['YCbCrSubSampling'] ?? [2, 2]));
  const photometric = first(tags['PhotometricInterpretation']) ?? 1;
  if (photometric === 6 && method !== 7 && subsampling.some((step) => step !== 1)) {
    throw variant('ycbcr');
  }
  const offsets = asList(tags['TileOffsets'] ?? tags['StripOffsets'] ?? []);
  const counts = asList(tags['TileByteCounts'] ?? tags['StripByteCounts'] ?? []);
  for (let i = 0; i < offsets.length; i++) {
    if (Number(offsets[i]) + Number(counts[i] ?? 0) > fileBytes) throw cut();
  }
  const extra = asList(tags['ExtraSamples'] ?? []);
  return {
    photometric,
    bits: bits[0]!,
    format: first(tags['SampleFormat']) ?? 1,
    samples: page.getSamplesPerPixel(),
    alpha: extra[0] === 1 ? 'laid' : extra[0] === 2 ? 'free' : 'none',
    palette: tags['ColorMap'] === undefined ? null : Array.from(asList(tags['ColorMap'])),
    inks: first(tags['InkSet']) ?? 1,
  };
}

const asList = (value: number | ArrayLike<number>): ArrayLike<number> =>
  typeof value === 'number' ? [value] : value;

/** Band by band, so that what was unpacked is never in memory whole beside the picture. */
async function decode(
  page: GeoTIFFImage,
  layout: TiffLayout,
  width: number,
  height: number,
): Promise<Uint8ClampedArray> {
  const convert = tiffPixels(layout);
  const out = new Uint8ClampedArray(width * height * 4);
  const block = Math.max(1, Math.min(height, page.getTileHeight()));
  const rows = block * Math.max(1, Math.floor(BAND_PIXELS / (width * block)));
  for (let top = 0; top < height; top += rows) {
    const bottom = Math.min(height, top + rows);
    const data = await page.readRasters({ window: [0, top, width, bottom], interleave: true });
    convert(data, out.subarray(top * width * 4, bottom * width * 4));
  }
  return out;
}
