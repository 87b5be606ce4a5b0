import { ERROR_KINDS, isErrorCode, type ErrorKind, type StudioErrorData } from '../contract/errors';
import { isSkipCode, type SkipReason } from '../contract/skip-reasons';
import { refuse, shape, text, type Check } from './check';

/**
 * Messages that are kept as data. Their parameters are taken as plain values, within limits; whoever
 * makes a sentence of them bears with others than it expects. A code that is not known, as of an
 * older studio, is told by its name.
 */

/** Parameters: values in one another, and characters in all. */
const DEEPEST = 8;
const LONGEST = 2 ** 16;

const plain: Check<object> = (value, where) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(where, { is: 'object' }, 'other');
  }
  const room = { left: LONGEST };
  return (
    copied(value, room, DEEPEST) ?? refuse(where, { is: 'text-up-to', most: LONGEST }, 'other')
  );
};

/** A copy of a plain value; undefined where it is none, or too large. */
function copied<T>(value: T, room: { left: number }, depth: number): T | undefined {
  room.left -= typeof value === 'string' ? value.length : 1;
  if (room.left < 0 || depth === 0) return undefined;
  if (typeof value !== 'object' || value === null) {
    const fits = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    return fits ? value : undefined;
  }
  const entries: [string, unknown][] = [];
  // Not Object.entries: a list may claim to be longer than memory.
  for (const key in value) {
    const entry: unknown = copied(value[key], room, depth - 1);
    if (entry === undefined) return undefined;
    entries.push([key, entry]);
  }
  if (!Array.isArray(value)) return Object.fromEntries(entries) as T;
  return entries.map(([, entry]) => entry) as T;
}

const message = shape({ code: text, params: plain });

/** A failure. */
export const failure: Check<StudioErrorData> = (value, where) => {
  const { code, params } = message(value, where);
  return isErrorCode(code) ? ({ code, params } as StudioErrorData) : failureText(code, null);
};

/** Why a file was left out. */
export const skipReason: Check<SkipReason> = (value, where) => {
  const { code, params } = message(value, where);
  return isSkipCode(code)
    ? ({ code, params } as SkipReason)
    : { code: 'text', params: { text: code } };
};

/** A failure of which only a sentence is known. */
const failureText = (sentence: string, kind: unknown): StudioErrorData => ({
  code: 'text',
  params: { kind: isKind(kind) ? kind : 'unexpected', text: sentence, hint: '' },
});

const isKind = (kind: unknown): kind is ErrorKind =>
  (ERROR_KINDS as readonly unknown[]).includes(kind);

/** A run's record or document of the time when failures were kept as sentences; whatever else it is
 *  passes unchanged. */
export function runToldByCodes(run: unknown): unknown {
  if (typeof run !== 'object' || run === null) return run;
  const { failureCode, ...rest } = run as Record<string, unknown>;
  for (const key of ['failure', 'lastIncident']) {
    const sentence = rest[key];
    if (typeof sentence !== 'string') continue;
    rest[key] = failureText(sentence, key === 'failure' ? failureCode : null);
  }
  return rest;
}

/** The same of a set's record: why its files were left out. */
export function setToldByCodes(set: unknown): unknown {
  if (typeof set !== 'object' || set === null) return set;
  const { skipped, ...rest } = set as Record<string, unknown>;
  if (!Array.isArray(skipped)) return set;
  return { ...rest, skipped: skipped.map(skippedToldByCode) };
}

function skippedToldByCode(file: unknown): unknown {
  if (typeof file !== 'object' || file === null) return file;
  const { reason, ...rest } = file as Record<string, unknown>;
  if (typeof reason !== 'string') return file;
  return { ...rest, reason: { code: 'text', params: { text: reason } } satisfies SkipReason };
}
