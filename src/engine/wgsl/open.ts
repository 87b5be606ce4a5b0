import { StudioError } from '../../contract/errors';
import type { OpenedEngine } from '../engine';

export type OpenedWgsl = OpenedEngine;

/** @throws StudioError('engine-unavailable') */
export function openWgsl(): Promise<OpenedWgsl> {
  return Promise.reject(new StudioError('engine-unavailable', 'It is not built in yet.'));
}
