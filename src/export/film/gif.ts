import { GIFEncoder } from 'gifenc';
import type { PictureSize } from '../../contract/picture-shape';
import type { Colours } from './palette';

/** A GIF that plays for ever, frame by frame; whoever is given its bytes keeps them in their order. */
export interface Gif {
  /** @param rgba uint8 [height, width, 4]. @returns bytes of the file. */
  add(rgba: Uint8ClampedArray<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  /** @returns its last bytes. */
  finish(): Uint8Array<ArrayBuffer>;
}

/**
 * @param framesPerSecond up to 50: viewers show what is shorter than two hundredths of a second slowly.
 * @param comment kept in the file, as UTF-8.
 */
export function openGif(
  { width, height }: PictureSize,
  framesPerSecond: number,
  colours: Colours,
  comment: string,
): Gif {
  const encoder = GIFEncoder();
  let frames = 0;
  const taken = (): Uint8Array<ArrayBuffer> => {
    const bytes = encoder.bytes();
    encoder.stream.reset();
    return bytes;
  };
  // Delays are hundredths of a second: rounded so that all of them together are right.
  const begins = (frame: number): number => Math.round((100 * frame) / framesPerSecond);
  return {
    add(rgba) {
      const delay = 10 * (begins(frames + 1) - begins(frames));
      const head = frames === 0 ? { palette: colours.palette, repeat: 0 } : {};
      encoder.writeFrame(colours.indexed(rgba, width), width, height, { delay, ...head });
      frames += 1;
      return taken();
    },
    finish() {
      writeComment(encoder.stream, new TextEncoder().encode(comment));
      encoder.finish();
      return taken();
    },
  };
}

type Stream = ReturnType<typeof GIFEncoder>['stream'];

/** A comment extension, GIF89a section 24: blocks of up to 255 bytes, and one of none. */
function writeComment(stream: Stream, bytes: Uint8Array): void {
  stream.writeBytes([0x21, 0xfe]);
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.subarray(at, at + 255);
    stream.writeByte(block.length);
    stream.writeBytes(block);
  }
  stream.writeByte(0);
}
