import type { StudioErrorData } from './errors';
import type { LossId, PresetId, SettingKey } from './hyperparameters';
import type { PictureSize, ShapeChoice } from './picture-shape';

/** What can be wrong with a setting, and what is told of it; the sentences stand in words/. */
export interface SettingIssueParams {
  'not-on-or-off': object;
  'no-choice': { readonly choices: readonly string[] };
  /** `found`: the text in its place, shortened; null where there is none. */
  'no-number': { readonly found: string | null };
  'not-whole': { readonly value: number };
  'out-of-limits': { readonly value: number; readonly min: number; readonly max: number };

  /** A side of pictures that no nets can make. `near`: the nearest ones that they can, in pixels. */
  'no-side': {
    readonly value: number;
    readonly multiple: number;
    readonly min: number;
    readonly max: number;
    readonly near: readonly number[];
  };

  /** The preset does not work at this size. `sizes`, `imageSize`: edges in pixels. */
  'preset-size': {
    readonly preset: PresetId;
    readonly sizes: readonly number[];
    readonly imageSize: number;
  };
  'preset-shape': {
    readonly preset: PresetId;
    readonly shapes: readonly ShapeChoice[];
    readonly shape: ShapeChoice;
  };
  /** `allowed`, `channels`: 1 or 3. */
  'preset-channels': {
    readonly preset: PresetId;
    readonly allowed: readonly number[];
    readonly channels: number;
  };
  /** `imageSize`: that of the settings, or the sides that a person chose. */
  'preset-width': {
    readonly preset: PresetId;
    readonly imageSize: PictureSize | number;
    readonly multiple: number;
    readonly min: number;
    readonly width: number;
  };
  'batch-over-set': { readonly batchSize: number; readonly pictures: number };
  /** The networks' batch norms need two pictures at least. `pictures` of the set, where known. */
  'batch-of-one': { readonly preset: PresetId; readonly pictures: number | null };
  /** Batch norm in D would mix what a gradient penalty is to tell apart. */
  'penalty-batch-norm': object;
  /** A step needs more than the engine holds, in one piece or in all. `needed`, `most`: bytes;
   *  `batch`: the largest that fits; null where none does. */
  'too-large': {
    readonly limit: 'piece' | 'all';
    readonly needed: number;
    readonly most: number;
    readonly batch: number | null;
  };
  /** Adaptive augmentation goes by how real D takes pictures to be, which a loss of pairs leaves open. */
  'adaptive-without-level': { readonly loss: LossId };
  /** The networks cannot be built. */
  network: { readonly error: StudioErrorData };

  /** The set was prepared at another size; its pictures are being prepared anew where `coming`. */
  'set-size': {
    readonly set: string;
    readonly prepared: PictureSize;
    readonly wanted: PictureSize;
    readonly coming: boolean;
  };
  /** The same of its channels, 1 or 3. */
  'set-channels': {
    readonly set: string;
    readonly prepared: number;
    readonly wanted: number;
    readonly coming: boolean;
  };
}

/** Something wrong with one field, said at that field before Train. */
export type SettingIssue = {
  readonly [Code in keyof SettingIssueParams]: {
    readonly field: SettingKey;
    readonly code: Code;
    readonly params: SettingIssueParams[Code];
  };
}[keyof SettingIssueParams];
