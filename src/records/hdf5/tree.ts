/**
 * What a file of HDF5 holds, as far as the studio reads and writes it: groups of groups and of
 * float32 datasets, and texts at either. https://support.hdfgroup.org/documentation (HDF5 File Format
 * Specification, version 3.0) names all that is read and written here.
 */

/** A text, or a list of them. An empty list of Keras has no texts to tell the type by, and is of numbers. */
export type H5Attribute = string | readonly string[];

export interface H5Dataset {
  readonly kind: 'dataset';
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

export interface H5Group {
  readonly kind: 'group';
  readonly attributes: ReadonlyMap<string, H5Attribute>;
  readonly children: ReadonlyMap<string, H5Node>;
}

export type H5Node = H5Group | H5Dataset;

export const group = (
  attributes: Readonly<Record<string, H5Attribute>>,
  children: Readonly<Record<string, H5Node>> = {},
): H5Group => ({
  kind: 'group',
  attributes: new Map(Object.entries(attributes)),
  children: new Map(Object.entries(children)),
});

/** An address that is none. */
export const UNDEFINED = 2n ** 64n - 1n;

export const SIGNATURE = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/** Kinds of messages in an object's header. */
export const MESSAGE = {
  dataspace: 0x01,
  datatype: 0x03,
  fillValue: 0x05,
  layout: 0x08,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

/** Entries of a symbol node, and children of a node of a group's tree, are at most twice these. */
export const LEAF_K = 4;
export const INTERNAL_K = 16;

/** Bytes of a symbol table's entry. */
export const ENTRY_BYTES = 40;

/** Bytes that a message may have: its length is a u16, and a multiple of eight. */
export const LONGEST_MESSAGE = 65_528;

export const up8 = (bytes: number): number => Math.ceil(bytes / 8) * 8;
