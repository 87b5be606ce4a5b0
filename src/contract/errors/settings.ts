import type { LayerKind } from '../net-spec';
import type { SettingIssue } from '../setting-issues';
import type { PictureSize } from '../picture-shape';
import type { KindsOf, Nothing } from './of';

/** A layer by its place in its network. */
export interface LayerPlace {
  readonly layer: number;
  readonly layerKind: LayerKind;
}

/** A value of a layer that is checked. */
export type LayerValue = 'units' | 'shape' | 'filters' | 'kernel' | 'stride' | 'momentum' | 'rate';

/** Of settings, and of the networks that they make. */
export interface SettingsErrors {
  'setting-wrong': { readonly issue: SettingIssue };
  /** A run was to train on to so many epochs. */
  'epochs-wrong': { readonly issue: SettingIssue };
  'epochs-behind': { readonly done: number; readonly asked: number };
  'batch-above-set': { readonly batchSize: number; readonly pictures: number };
  /** `size`: a number is the edge of a square in pixels. */
  'set-of-other-shape': {
    readonly set: { readonly size: PictureSize | number; readonly channels: number };
    readonly nets: { readonly size: PictureSize | number; readonly channels: number };
  };
  'net-input-wrong': { readonly shape: readonly number[] };
  'net-without-weights': Nothing;
  /** It should be a whole number above 0. */
  'layer-value-not-whole': LayerPlace & { readonly value: LayerValue; readonly found: number };
  /** It should lie from 0 to below 1. */
  'layer-value-not-share': LayerPlace & { readonly value: LayerValue; readonly found: number };
  'layer-epsilon-wrong': LayerPlace & { readonly found: number };
  'layer-needs-picture': LayerPlace & { readonly input: readonly number[] };
  'layer-needs-flat': LayerPlace & { readonly input: readonly number[] };
  'layer-needs-even': LayerPlace & { readonly input: readonly number[] };
  'layer-reshape-wrong': LayerPlace & {
    readonly input: readonly number[];
    readonly output: readonly number[];
  };
  'layer-kernel-too-large': LayerPlace & {
    readonly kernel: number;
    readonly input: readonly number[];
  };
  'layer-sigmoid-inside': LayerPlace;
  /** The compiled engine has no plan for it there. */
  'layer-not-planned': LayerPlace;
}

export const SETTINGS_KINDS: KindsOf<SettingsErrors> = {
  'setting-wrong': 'settings-invalid',
  'epochs-wrong': 'settings-invalid',
  'epochs-behind': 'settings-invalid',
  'batch-above-set': 'settings-invalid',
  'set-of-other-shape': 'settings-invalid',
  'net-input-wrong': 'settings-invalid',
  'net-without-weights': 'settings-invalid',
  'layer-value-not-whole': 'settings-invalid',
  'layer-value-not-share': 'settings-invalid',
  'layer-epsilon-wrong': 'settings-invalid',
  'layer-needs-picture': 'settings-invalid',
  'layer-needs-flat': 'settings-invalid',
  'layer-needs-even': 'settings-invalid',
  'layer-reshape-wrong': 'settings-invalid',
  'layer-kernel-too-large': 'settings-invalid',
  'layer-sigmoid-inside': 'settings-invalid',
  'layer-not-planned': 'settings-invalid',
};
