/** How files are known in which other tools keep their nets. */

/** Bytes of a file that tell. */
export const FOREIGN_HEAD = 32;

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether a file begins as one of HDF5 does, in which Keras keeps models. @param head its first bytes. */
export const isHdf5 = (head: Uint8Array): boolean => HDF5.every((byte, i) => head[i] === byte);

/** What PyTorch pickles first where it writes no ZIP, as up to its version 1.5: a number of its own. */
const OLD_TORCH = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

/** Whether a file begins as one of an old PyTorch does: the pickled number, of protocol 2 mostly. */
export const isOldTorch = (head: Uint8Array): boolean =>
  head[0] === 0x80 && OLD_TORCH.every((byte, i) => head[2 + i] === byte);

/** Whether an archive is one of PyTorch: https://pytorch.org/docs/stable/notes/serialization.html.
 *  @param names paths of all files in it, '/'-separated. */
export const isTorchArchive = (names: readonly string[]): boolean =>
  names.some((name) => /^[^/]+\/data\.pkl$/.test(name)) &&
  names.every((name) => name.includes('/'));

/** Endings of the files of nets that are read. */
const ENDING = /\.(?:h5|hdf5|pth|pt)$/i;

/**
 * The name of the discriminator that lies beside a generator of this name, as those who train call
 * them: `gen_100.h5` and `dis_100.h5`, `G.pth` and `D.pth`, `x-generator.h5` and `x-discriminator.h5`;
 * null where the name is none of a generator.
 */
export function discriminatorBeside(name: string): string | null {
  if (!ENDING.test(name)) return null;
  for (const [form, other] of PAIRS) if (form.test(name)) return name.replace(form, other);
  return null;
}

const PAIRS: readonly (readonly [form: RegExp, other: string])[] = [
  [/\bgenerator\b/, 'discriminator'],
  [/\bGenerator\b/, 'Discriminator'],
  [/^gen(?=[\W_\d])/, 'dis'],
  [/^netG(?=[\W_])/, 'netD'],
  [/^G(?=[\W_])/, 'D'],
];
