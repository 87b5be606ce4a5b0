/** gifenc 1.0.3 comes without types; these are of what is used of it. */
declare module 'gifenc' {
  export type Palette = number[][];
  export function quantize(
    rgba: Uint8Array | Uint8ClampedArray,
    maxColors: number,
    options: { readonly format: 'rgb444' | 'rgb565' },
  ): Palette;
  export interface Encoder {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: {
        /** Milliseconds, of which hundredths of a second are written. */
        readonly delay: number;
        /** With the first frame: that of all. */
        readonly palette?: Palette;
        /** 0 for ever. */
        readonly repeat?: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
    readonly stream: {
      writeByte(byte: number): void;
      writeBytes(bytes: ArrayLike<number>): void;
      /** Forgets what was written; the encoder goes on. */
      reset(): void;
    };
  }
  export function GIFEncoder(): Encoder;
}
