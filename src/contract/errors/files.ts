import type { StudioErrorData } from '../errors';
import type { SettingIssue } from '../setting-issues';
import type { Place } from './records';
import type { KindsOf, Nothing } from './of';

/** A part of a file by its name there, shortened; `part` is text from outside. */
export interface PartOfFile {
  readonly part: string;
}

/** What is wrong with a part that was found. */
export type PartDamage =
  | { readonly damage: 'checksum' }
  | { readonly damage: 'not-unpacked' }
  | { readonly damage: 'unpacks-to-more'; readonly bytes: number }
  | { readonly damage: 'unpacks-to'; readonly found: number; readonly bytes: number };

/** What HDF5 can be and is not read: files and headers of its newer versions, numbers in chunks. */
export type Hdf5Form =
  'newer-file' | 'newer-headers' | 'other-sizes' | 'shared-types' | 'other-layout' | 'chunks';

/** What a net of another tool has that the studio's nets do not. */
export type ForeignPart =
  | 'layer'
  | 'activation'
  | 'channels-first'
  | 'branches'
  | 'kernel'
  | 'stride'
  | 'dilation'
  | 'scaling'
  | 'pooling'
  | 'batch-norm'
  | 'shape'
  | 'padding';

/** Of files that are brought in: projects, and ZIPs of generators. */
export interface FileErrors {
  'file-newer': { readonly version: number; readonly newest: number };
  'file-version-unknown': { readonly version: number };
  'file-of-other-kind': Nothing;
  'file-no-project': Nothing;
  'file-no-archive': Nothing;
  'file-locked': Nothing;
  'file-directory-too-large': Nothing;
  'file-too-many-parts': { readonly most: number };
  'folder-too-many-files': { readonly most: number };
  'file-name-twice': PartOfFile;
  'file-unpacks-too-far': { readonly bytes: number };
  'file-part-listed-twice': Nothing;
  'file-part-missing': PartOfFile;
  'folder-part-missing': PartOfFile;
  'file-part-too-large': PartOfFile & { readonly bytes: number; readonly most: number };
  'folder-part-too-large': PartOfFile & { readonly bytes: number; readonly most: number };
  'folder-part-unreadable': PartOfFile;
  'file-part-of-other-size': PartOfFile & { readonly bytes: number; readonly found: number };
  'file-part-damaged': PartOfFile & PartDamage;
  'file-part-not-text': { readonly place: Place };
  'file-part-not-json': { readonly place: Place };
  'file-part-too-deep': { readonly place: Place; readonly most: number };
  'file-text-too-long': { readonly place: Place; readonly found: number; readonly most: number };
  /** What it holds was refused by a check that is not of files alone. */
  'file-content-wrong': { readonly error: StudioErrorData };
  'file-rates-wrong': { readonly issue: SettingIssue };
  'file-without-run': Nothing;
  'file-samples-verdicts': { readonly expected: number; readonly found: number };
  'file-sample-no-picture': Nothing;
  /** Pixels. */
  'file-sample-of-other-size': {
    readonly expected: { readonly width: number; readonly height: number };
    readonly found: { readonly width: number; readonly height: number };
  };
  'file-generator-of-other-epoch': { readonly epoch: number };
  'file-weights-of-other-layers': { readonly place: Place };
  'file-numbers-too-many': { readonly place: Place };
  'file-numbers-too-few': { readonly place: Place };
  'file-curves-cut': Nothing;
  'file-curves-wrong': Nothing;
  'file-checkpoint-cut': Nothing;
  'file-checkpoint-empty': Nothing;
  'file-checkpoint-too-many': Nothing;
  'file-checkpoint-of-other-nets': Nothing;
  'file-checkpoint-of-other-steps': Nothing;
  'file-net-too-deep': { readonly layers: number; readonly most: number };
  'file-layer-too-large': Nothing;
  'file-net-too-large': Nothing;
  'file-net-no-generator': Nothing;
  'file-generator-not-ours': Nothing;
  'file-latents-wrong': { readonly found: number; readonly least: number; readonly most: number };
  /** Bytes that the header claims, and bytes of the whole file. */
  'file-safetensors-header': { readonly claimed: number; readonly found: number };
  'file-safetensors-not-ours': Nothing;
  'file-tensor-missing': { readonly tensor: string };
  'file-tensor-wrong': { readonly tensor: string; readonly shape: readonly number[] };
  /** `at`: where in the file, in bytes. */
  'file-hdf5-damaged': { readonly at: number };
  'file-hdf5-form': { readonly form: Hdf5Form };
  'file-keras-not-model': Nothing;
  /** `layer` is its name there, `found` what it has; both are text from outside, shortened. */
  'file-keras-part': {
    readonly part: ForeignPart;
    readonly layer: string;
    readonly found: string;
  };
  'file-foreign-too-large': { readonly bytes: number; readonly most: number };
  'file-tensor-not-finite': { readonly tensor: string };
  /** `at`: where in what is read, in bytes. */
  'file-torch-damaged': { readonly at: number };
  'file-torch-opcode': { readonly opcode: number };
  /** `found` is text from outside, shortened. */
  'file-torch-global': { readonly found: string };
  'file-torch-big-endian': Nothing;
  'file-torch-no-dict': Nothing;
  'file-torch-numbers': { readonly tensor: string; readonly found: string };
  'file-torch-other-net': { readonly found: string };
  'file-discriminator-alone': Nothing;
  'file-nets-of-other-sizes': Nothing;
  'file-model-weights-wrong': Nothing;
  'file-weights-of-other-size': { readonly expected: number; readonly found: number };
  'file-set-folders-missing': Nothing;
  'file-set-other': Nothing;
  /** Pixels. */
  'file-set-shape-unknown': {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  };
  'file-set-of-other-size': Nothing;
  'file-set-without-colour': Nothing;
  'file-set-choice-wrong': Nothing;
  'file-chunk-of-other-size': { readonly bytes: number };
  'file-pictures-of-other-count': { readonly expected: number; readonly found: number };
  'file-hashes-folders-missing': Nothing;
  'file-hashes-missing': Nothing;
  'file-hashes-inconsistent': Nothing;
  'file-hashes-choice-wrong': Nothing;
  'file-hashes-cut': Nothing;
  /** While a run is written out. */
  'run-to-export-gone': Nothing;
  'pictures-to-export-gone': Nothing;
  'pictures-to-export-damaged': Nothing;
}

export const FILE_KINDS: KindsOf<FileErrors> = {
  'file-newer': 'file-newer',
  'file-version-unknown': 'file-unreadable',
  'file-of-other-kind': 'file-unreadable',
  'file-no-project': 'file-unreadable',
  'file-no-archive': 'file-unreadable',
  'file-locked': 'file-unreadable',
  'file-directory-too-large': 'file-unreadable',
  'file-too-many-parts': 'file-unreadable',
  'folder-too-many-files': 'file-unreadable',
  'file-name-twice': 'file-unreadable',
  'file-unpacks-too-far': 'file-unreadable',
  'file-part-listed-twice': 'file-unreadable',
  'file-part-missing': 'file-unreadable',
  'folder-part-missing': 'file-unreadable',
  'file-part-too-large': 'file-unreadable',
  'folder-part-too-large': 'file-unreadable',
  'folder-part-unreadable': 'file-unreadable',
  'file-part-of-other-size': 'file-unreadable',
  'file-part-damaged': 'file-unreadable',
  'file-part-not-text': 'file-unreadable',
  'file-part-not-json': 'file-unreadable',
  'file-part-too-deep': 'file-unreadable',
  'file-text-too-long': 'file-unreadable',
  'file-content-wrong': 'file-unreadable',
  'file-rates-wrong': 'file-unreadable',
  'file-without-run': 'file-unreadable',
  'file-samples-verdicts': 'file-unreadable',
  'file-sample-no-picture': 'file-unreadable',
  'file-sample-of-other-size': 'file-unreadable',
  'file-generator-of-other-epoch': 'file-unreadable',
  'file-weights-of-other-layers': 'file-unreadable',
  'file-numbers-too-many': 'file-unreadable',
  'file-numbers-too-few': 'file-unreadable',
  'file-curves-cut': 'file-unreadable',
  'file-curves-wrong': 'file-unreadable',
  'file-checkpoint-cut': 'file-unreadable',
  'file-checkpoint-empty': 'file-unreadable',
  'file-checkpoint-too-many': 'file-unreadable',
  'file-checkpoint-of-other-nets': 'file-unreadable',
  'file-checkpoint-of-other-steps': 'file-unreadable',
  'file-net-too-deep': 'file-unreadable',
  'file-layer-too-large': 'file-unreadable',
  'file-net-too-large': 'file-unreadable',
  'file-net-no-generator': 'file-unreadable',
  'file-generator-not-ours': 'file-unreadable',
  'file-latents-wrong': 'file-unreadable',
  'file-safetensors-header': 'file-unreadable',
  'file-safetensors-not-ours': 'file-unreadable',
  'file-tensor-missing': 'file-unreadable',
  'file-tensor-wrong': 'file-unreadable',
  'file-hdf5-damaged': 'file-unreadable',
  'file-hdf5-form': 'file-unreadable',
  'file-keras-not-model': 'file-unreadable',
  'file-keras-part': 'file-unreadable',
  'file-foreign-too-large': 'file-unreadable',
  'file-tensor-not-finite': 'file-unreadable',
  'file-torch-damaged': 'file-unreadable',
  'file-torch-opcode': 'file-unreadable',
  'file-torch-global': 'file-unreadable',
  'file-torch-big-endian': 'file-unreadable',
  'file-torch-no-dict': 'file-unreadable',
  'file-torch-numbers': 'file-unreadable',
  'file-torch-other-net': 'file-unreadable',
  'file-discriminator-alone': 'file-unreadable',
  'file-nets-of-other-sizes': 'file-unreadable',
  'file-model-weights-wrong': 'file-unreadable',
  'file-weights-of-other-size': 'file-unreadable',
  'file-set-folders-missing': 'file-unreadable',
  'file-set-other': 'file-unreadable',
  'file-set-shape-unknown': 'file-unreadable',
  'file-set-of-other-size': 'file-unreadable',
  'file-set-without-colour': 'file-unreadable',
  'file-set-choice-wrong': 'file-unreadable',
  'file-chunk-of-other-size': 'file-unreadable',
  'file-pictures-of-other-count': 'file-unreadable',
  'file-hashes-folders-missing': 'file-unreadable',
  'file-hashes-missing': 'file-unreadable',
  'file-hashes-inconsistent': 'file-unreadable',
  'file-hashes-choice-wrong': 'file-unreadable',
  'file-hashes-cut': 'file-unreadable',
  'run-to-export-gone': 'run-missing',
  'pictures-to-export-gone': 'set-missing',
  'pictures-to-export-damaged': 'set-missing',
};
