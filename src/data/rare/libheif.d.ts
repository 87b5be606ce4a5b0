/** The part of libheif's Emscripten build that is used here; the package brings no types. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  interface HeifError {
    readonly code: unknown;
    readonly message: string;
  }

  export type HeifContext = { readonly context: unique symbol };
  export type HeifHandle = { readonly handle: unique symbol };

  interface HeifPlane {
    readonly width: number;
    readonly height: number;
    /** Bytes of a row. */
    readonly stride: number;
    readonly data: Uint8Array;
  }

  interface HeifDecoded {
    readonly image: { readonly image: unique symbol };
    readonly channels: readonly HeifPlane[];
  }

  export interface Heif {
    readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
    readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
    heif_context_alloc(): HeifContext;
    heif_context_free(context: HeifContext): void;
    /** An error whose message is 'Success' where there is none. */
    heif_context_read_from_memory(context: HeifContext, bytes: Uint8Array): HeifError;
    heif_js_context_get_primary_image_handle(context: HeifContext): HeifHandle | HeifError;
    heif_image_handle_get_width(handle: HeifHandle): number;
    heif_image_handle_get_height(handle: HeifHandle): number;
    heif_image_handle_is_premultiplied_alpha(handle: HeifHandle): number;
    heif_image_handle_release(handle: HeifHandle): void;
    heif_js_decode_image2(
      handle: HeifHandle,
      colorspace: unknown,
      chroma: unknown,
    ): HeifDecoded | HeifError | Promise<HeifDecoded | HeifError>;
    heif_image_release(image: HeifDecoded['image']): void;
  }

  /** Starts the program at once; `wasmBinary` is compiled where it stands. */
  export default function loadHeif(options: {
    wasmBinary: ArrayBuffer;
    print: (text: string) => void;
    printErr: (text: string) => void;
  }): Heif;
}
