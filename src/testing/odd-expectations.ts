import { skipReason, type SkipReason } from '../contract/skip-reasons';

/** The end of a file of the folder `odd`: ready, passed over silently, or skipped for a reason. */
export type OddEnd = 'ready' | 'silent' | { readonly skipped: SkipReason };

const skipped = (reason: SkipReason): OddEnd => ({ skipped: reason });
const sameAs = (name: string): OddEnd => skipped(skipReason('duplicate', { of: `odd/${name}` }));

/** Files that do not end as ready. */
const OTHERS: Readonly<Record<string, OddEnd>> = {
  'avif/garbled.avif': skipped(skipReason('damaged', { format: 'AVIF' })),
  'corrupt/broken.png': skipped(skipReason('damaged', { format: 'PNG' })),
  'corrupt/not-a-png.png': skipped(skipReason('cut-short', { format: 'PNG' })),
  'corrupt/painting-baseline-cut-half.jpg': skipped(skipReason('cut-short', { format: 'JPEG' })),
  'corrupt/truncated.gif': skipped(skipReason('cut-short', { format: 'GIF' })),
  'corrupt/truncated.png': skipped(skipReason('cut-short', { format: 'PNG' })),
  'duplicates/original (1).jpg': sameAs('duplicates/Copy of original.jpg'),
  'duplicates/original.jpg': sameAs('duplicates/Copy of original.jpg'),
  'huge-dimensions/65536-uint32-limit.png': skipped(
    skipReason('too-many-pixels', { width: 65536, height: 65536 }),
  ),
  // Its file ends where the picture's data should begin.
  'jpeg/ultrahdr.jpg': skipped(skipReason('cut-short', { format: 'JPEG' })),
  'nested/__MACOSX/level1/._painting-01.jpg': 'silent',
  'nested/level1/.DS_Store': 'silent',
  'nested/level1/Thumbs.db': 'silent',
  'nested/level1/desktop.ini': 'silent',
  'nested/level1/README.txt': skipped(skipReason('unreadable', { kind: 'text' })),
  'nested/level1/captions.json': skipped(skipReason('unreadable', { kind: 'text' })),
  'png/apple-cgbi-fried.png': skipped(skipReason('unreadable', { kind: 'cgbi' })),
  'svg/malformed.svg': skipped(skipReason('svg')),
  'wrong-extension/heic-named.jpg': sameAs('heic/small.heic'),
  'wrong-extension/404-page.jpg': skipped(skipReason('unreadable', { kind: 'html' })),
  'wrong-extension/text-inside.jpg': skipped(skipReason('unreadable', { kind: 'text' })),
  'wrong-extension/zero-byte.jpg': skipped(skipReason('empty')),
};

/** Folders and how many of their files end as ready: a file that is new there is noticed. */
const READY: Readonly<Record<string, readonly string[]>> = {
  avif: ['fox.profile0.8bpc.yuv420.avif'],
  bmp: ['24bit.bmp'],
  // Bit rot within the compressed data still decodes; nothing in the file tells of it.
  corrupt: ['bad-exif.jpg', 'junk_jpeg_header.jpg', 'painting-bitrot.jpg'],
  duplicates: ['Copy of original.jpg', 'half-size.png', 're-encoded.jpg'],
  'exif-orientation': [
    ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => [`Landscape_${n}.jpg`, `Portrait_${n}.jpg`]),
    'avif-orientation-6.avif',
    'exif_imagemagick_orientation.png',
    'hopper_orientation_6.webp',
    'paris_exif_orientation_5.jpg',
    'xmp_tags_orientation.png',
  ],
  gif: ['cogs.gif', 'transparent.gif'],
  heic: ['small.heic'],
  'huge-dimensions': ['camera-48MP-6000x8000.jpg'],
  jpeg: [
    '1x2-flipped-big-endian.jpg',
    'cmyk-adobe-app14.jpg',
    'cmyk-no-profile.jpg',
    'cmyk-with-icc.jpg',
    'grayscale-tiny.jpg',
    'grayscale.jpg',
    'hopper_16bit_qtables.jpg',
    'icc_profile_big.jpg',
    'optimized.jpg',
    'orientation_rectangle.jpg',
    'painting-progressive.jpg',
    'plain-flower.jpg',
    'progressive.jpg',
    'rgb-not-ycc.jpg',
    'sample-xyb.jpg',
  ],
  'nested/level1': nested(),
  png: [
    '1bit-bw.png',
    '1x1-transparent.png',
    'Flag_of_the_Netherlands-16bit.png',
    'animated-apng.png',
    'bggn4a16.png',
    'display-p3.png',
    'full-transparent.png',
    'kodim03_grayscale_gamma1.6.png',
    'painting-16bit-gray.png',
    'painting-alpha-gradient.png',
    'palette-indexed.png',
    'palette-p16.png',
    'prophoto.png',
    'rgb_trns.png',
    'rgba.png',
    'swiss.png',
    'tbgn2c16.png',
    'transparent.png',
    'wrong-ext-apng.apng',
  ],
  svg: ['star.svg'],
  tiff: ['multipage.tiff'],
  'tiny-and-extreme': ['1x1.jpg', '4000x8.jpg', '63x63.jpg', 'all-black.jpg'],
  webp: ['animated.webp', 'big-height.webp', 'extended.webp', 'lossless.webp', 'lossy.webp'],
  'wrong-extension': ['SHOUTING.JPG', 'browser-saved.jfif', 'jpeg-named.png', 'jpeg-no-extension'],
};

/** `painting-01.jpg` in the first of twelve nested folders, and so on to the deepest. */
function nested(): string[] {
  const names: string[] = [];
  let folder = '';
  for (let level = 1; level <= 11; level++) {
    names.push(`${folder}painting-${String(level).padStart(2, '0')}.jpg`);
    folder += `level${level + 1}/`;
  }
  return [...names, `${folder}deepest picture.jpg`];
}

/** Every file of the folder `odd` and its expected end, prepared whole with the usual options. */
export const ODD_ENDS: ReadonlyMap<string, OddEnd> = new Map([
  ...Object.entries(READY).flatMap(([folder, names]) =>
    names.map((name): [string, OddEnd] => [`${folder}/${name}`, 'ready']),
  ),
  ...Object.entries(OTHERS),
]);
