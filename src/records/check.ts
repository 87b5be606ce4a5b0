import { StudioError } from '../contract/errors';

/** Turns an unknown value into a T, or throws a StudioError that names the place. */
export type Check<T> = (value: unknown, where: string) => T;

function fail(where: string, expected: string, value: unknown): never {
  const found = value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value;
  throw new StudioError('unexpected', `${where} should be ${expected}; found ${found}.`);
}

/** Longest text that is taken: more than any path or message comes to. */
const LONGEST_TEXT = 2 ** 16;

/** Longest list that is taken where nothing less is said. */
const LONGEST_LIST = 2 ** 20;

/** As `fail`, saying what was found. */
export function refuse(where: string, expected: string, found: string | number): never {
  throw new StudioError('unexpected', `${where} should be ${expected}; found ${found}.`);
}

export const text: Check<string> = (value, where) => {
  if (typeof value !== 'string') return fail(where, 'a text', value);
  if (value.length <= LONGEST_TEXT) return value;
  return refuse(where, `a text of up to ${LONGEST_TEXT} characters`, value.length);
};

/** A text of one form, told in words. */
export const matching =
  (form: RegExp, expected: string): Check<string> =>
  (value, where) => {
    const found = text(value, where);
    return form.test(found) ? found : refuse(where, expected, 'another text');
  };

/** Names of runs and sets in the storage: nothing that a path or a page could take for its own. */
export const id = matching(/^[\w -]{1,128}$/, 'up to 128 letters, digits, spaces, _ and -');

export const yesOrNo: Check<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : fail(where, 'true or false', value);

export const finite: Check<number> = (value, where) =>
  typeof value === 'number' && Number.isFinite(value) ? value : fail(where, 'a number', value);

/** A whole number from 0. */
export const count: Check<number> = (value, where) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : fail(where, 'a whole number from 0', value);

/** A whole number within limits. */
export const whole =
  (least: number, most: number): Check<number> =>
  (value, where) => {
    const found = finite(value, where);
    if (Number.isInteger(found) && found >= least && found <= most) return found;
    return refuse(where, `a whole number from ${least} to ${most}`, found);
  };

/** A number within limits. */
export const within =
  (least: number, most: number): Check<number> =>
  (value, where) => {
    const found = finite(value, where);
    if (found >= least && found <= most) return found;
    return refuse(where, `a number from ${least} to ${most}`, found);
  };

export const oneOf =
  <T extends string>(choices: readonly T[]): Check<T> =>
  (value, where) =>
    choices.find((choice) => choice === value) ??
    fail(where, `one of ${choices.join(', ')}`, value);

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, where) =>
    value === null || value === undefined ? null : check(value, where);

/** What is missing, as in records of an older studio, takes `fallback`. */
export const orElse =
  <T>(fallback: T, check: Check<T>): Check<T> =>
  (value, where) =>
    value === undefined ? fallback : check(value, where);

export const listOf =
  <T>(check: Check<T>, most = LONGEST_LIST): Check<T[]> =>
  (value, where) => {
    if (!Array.isArray(value)) return fail(where, 'a list', value);
    if (value.length > most) return refuse(where, `a list of up to ${most}`, value.length);
    return value.map((item: unknown, i) => check(item, `${where} ${i}`));
  };

/** An object with at least these fields; fields that are not named are dropped. */
export const shape =
  <T extends object>(fields: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> =>
  (value, where) => {
    if (typeof value !== 'object' || value === null) return fail(where, 'an object', value);
    const found = new Map<string, unknown>(Object.entries(value));
    const out: Partial<T> = {};
    for (const key in fields) out[key] = fields[key](found.get(key), `${where}, ${key}`);
    return out as T;
  };

/** An object of at most `most` fields, whose names and values are all of one kind. */
export const named =
  <T>(name: Check<string>, check: Check<T>, most: number): Check<{ readonly [name: string]: T }> =>
  (value, where) => {
    if (typeof value !== 'object' || value === null) return fail(where, 'an object', value);
    const entries = Object.entries(value);
    if (entries.length > most) return refuse(where, `up to ${most} names`, entries.length);
    return Object.fromEntries(
      entries.map(([key, found]) => [name(key, where), check(found, `${where}, ${key}`)]),
    );
  };

/** A typed array over a buffer of its own. */
export const bytes: Check<Uint8Array<ArrayBuffer>> = (value, where) =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
    ? new Uint8Array(value.buffer, value.byteOffset, value.length)
    : fail(where, 'bytes', value);

export const floats: Check<Float32Array<ArrayBuffer>> = (value, where) =>
  value instanceof Float32Array && value.buffer instanceof ArrayBuffer
    ? new Float32Array(value.buffer, value.byteOffset, value.length)
    : fail(where, 'float32 numbers', value);

export const doubles: Check<Float64Array<ArrayBuffer>> = (value, where) =>
  value instanceof Float64Array && value.buffer instanceof ArrayBuffer
    ? new Float64Array(value.buffer, value.byteOffset, value.length)
    : fail(where, 'float64 numbers', value);

export const words: Check<Uint32Array<ArrayBuffer>> = (value, where) =>
  value instanceof Uint32Array && value.buffer instanceof ArrayBuffer
    ? new Uint32Array(value.buffer, value.byteOffset, value.length)
    : fail(where, 'whole numbers of 32 bits', value);

export const blob: Check<Blob> = (value, where) =>
  value instanceof Blob ? value : fail(where, 'an image', value);
