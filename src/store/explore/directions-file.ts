import { fieldOf } from '../../contract/field-of';

/** A direction as it is shared. */
export interface SharedDirection {
  readonly name: string;
  readonly vector: Float32Array<ArrayBuffer>;
}

const KIND = 'atelier-directions';
const MOST = 256;
const LONGEST_NAME = 200;

/** Directions as a JSON file that another studio takes. */
export const writeDirections = (directions: readonly SharedDirection[]): string =>
  JSON.stringify({
    kind: KIND,
    directions: directions.map(({ name, vector }) => ({ name, vector: [...vector] })),
  });

/** What a file holds, or null where it is none of directions for latents of that size. */
export function readDirections(text: string, size: number): SharedDirection[] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const list = fieldOf(json, 'directions');
  if (fieldOf(json, 'kind') !== KIND || !Array.isArray(list) || list.length > MOST) return null;
  const found = list.map((one: unknown): SharedDirection | null => {
    const [name, vector] = [fieldOf(one, 'name'), fieldOf(one, 'vector')];
    if (typeof name !== 'string' || name.length > LONGEST_NAME) return null;
    if (!Array.isArray(vector) || vector.length !== size) return null;
    const numbers = Float32Array.from(vector, (value) => (typeof value === 'number' ? value : NaN));
    return numbers.every(Number.isFinite) ? { name, vector: numbers } : null;
  });
  const right = found.filter((one) => one !== null);
  return right.length === found.length ? right : null;
}
