import { StudioError } from '../contract/errors';
import type { Expected, Found, Place, PlainExpected } from '../contract/errors/records';

/** Turns an unknown value into a T, or throws a StudioError that names the place. */
export type Check<T> = (value: unknown, where: Place) => T;

function fail(where: Place, is: PlainExpected, value: unknown): never {
  return refuse(where, { is }, foundIn(value));
}

const foundIn = (value: unknown): Found =>
  value === null ? 'nothing' : Array.isArray(value) ? 'list' : typeof value;

/** Longest text that is taken: more than any path or message comes to. */
const LONGEST_TEXT = 2 ** 16;

/** Longest list that is taken where nothing less is said. */
const LONGEST_LIST = 2 ** 20;

/** As `fail`, saying what was found. */
export function refuse(place: Place, expected: Expected, found: Found): never {
  throw new StudioError('value-wrong', { place, expected, found });
}

export const text: Check<string> = (value, where) => {
  if (typeof value !== 'string') return fail(where, 'text', value);
  if (value.length <= LONGEST_TEXT) return value;
  return refuse(where, { is: 'text-up-to', most: LONGEST_TEXT }, value.length);
};

/** A text of one form. */
export const matching =
  (form: RegExp, is: PlainExpected): Check<string> =>
  (value, where) => {
    const found = text(value, where);
    return form.test(found) ? found : refuse(where, { is }, 'other');
  };

/** Names of runs and sets in the storage: nothing that a path or a page could take for its own. */
export const id = matching(/^[\w -]{1,128}$/, 'id');

export const sha256Hex = matching(/^[0-9a-f]{64}$/, 'sha256');

export const yesOrNo: Check<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : fail(where, 'boolean', value);

export const finite: Check<number> = (value, where) =>
  typeof value === 'number' && Number.isFinite(value) ? value : fail(where, 'number', value);

/** A whole number from 0. */
export const count: Check<number> = (value, where) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : fail(where, 'count', value);

/** A whole number within limits. */
export const whole =
  (least: number, most: number): Check<number> =>
  (value, where) => {
    const found = finite(value, where);
    if (Number.isInteger(found) && found >= least && found <= most) return found;
    return refuse(where, { is: 'whole-within', least, most }, found);
  };

/** A number within limits. */
export const within =
  (least: number, most: number): Check<number> =>
  (value, where) => {
    const found = finite(value, where);
    if (found >= least && found <= most) return found;
    return refuse(where, { is: 'number-within', least, most }, found);
  };

export const oneOf =
  <T extends string>(choices: readonly T[]): Check<T> =>
  (value, where) =>
    choices.find((choice) => choice === value) ??
    refuse(where, { is: 'one-of', choices }, foundIn(value));

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
    if (!Array.isArray(value)) return fail(where, 'list', value);
    if (value.length > most) return refuse(where, { is: 'list-up-to', most }, value.length);
    return value.map((item: unknown, i) => check(item, `${where} ${i}`));
  };

/** An object with at least these fields; fields that are not named are dropped. */
export const shape =
  <T extends object>(fields: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> =>
  (value, where) => {
    if (typeof value !== 'object' || value === null) return fail(where, 'object', value);
    const found = new Map<string, unknown>(Object.entries(value));
    const out: Partial<T> = {};
    for (const key in fields) out[key] = fields[key](found.get(key), `${where}, ${key}`);
    return out as T;
  };

/** An object of at most `most` fields, whose names and values are all of one kind. */
export const named =
  <T>(name: Check<string>, check: Check<T>, most: number): Check<{ readonly [name: string]: T }> =>
  (value, where) => {
    if (typeof value !== 'object' || value === null) return fail(where, 'object', value);
    const entries = Object.entries(value);
    if (entries.length > most) return refuse(where, { is: 'names-up-to', most }, entries.length);
    return Object.fromEntries(
      entries.map(([key, found]) => [name(key, where), check(found, `${where}, ${key}`)]),
    );
  };

interface Numbers {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly length: number;
}

/** A typed array over a buffer of its own. */
const numbers =
  <T extends Numbers>(
    Kind: new (buffer: ArrayBuffer, byteOffset: number, length: number) => T,
    expected: PlainExpected,
  ): Check<T> =>
  (value, where) =>
    value instanceof Kind && value.buffer instanceof ArrayBuffer
      ? new Kind(value.buffer, value.byteOffset, value.length)
      : fail(where, expected, value);

export const bytes = numbers(Uint8Array<ArrayBuffer>, 'bytes');
export const floats = numbers(Float32Array<ArrayBuffer>, 'float32');
export const doubles = numbers(Float64Array<ArrayBuffer>, 'float64');
export const words = numbers(Uint32Array<ArrayBuffer>, 'uint32');

export const blob: Check<Blob> = (value, where) =>
  value instanceof Blob ? value : fail(where, 'image', value);
