import { StudioError } from '../../contract/errors';
import type { ForeignPart } from '../../contract/errors/files';
import { shortName } from '../fields';

/** Fields of an object of JSON; none of anything else. */
export type Fields = ReadonlyMap<string, unknown>;

export const fieldsOf = (value: unknown): Fields =>
  new Map(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [],
  );

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

export function otherPart(part: ForeignPart, layer: string, found: unknown): never {
  const told = typeof found === 'string' ? found : (JSON.stringify(found) ?? '');
  throw new StudioError('file-keras-part', {
    part,
    layer: shortName(layer),
    found: shortName(told),
  });
}
