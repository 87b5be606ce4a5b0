import { StudioError, type ErrorKind, type StudioErrorData } from '../contract/errors';
import type { Expected, Found, Place } from '../contract/errors/records';

/** A failure of some kind in words of a test's own, as data and as what is thrown. */
export const failing = (kind: ErrorKind, text: string, hint = ''): StudioErrorData => ({
  code: 'text',
  params: { kind, text, hint },
});

export const failingError = (kind: ErrorKind, text: string, hint = ''): StudioError =>
  StudioError.of(failing(kind, text, hint));

/** What a record or a file was refused for, apart from what it was read as. */
export function innermost(error: StudioErrorData): StudioErrorData {
  if (error.code === 'record-damaged') return innermost(error.params.cause);
  if (error.code === 'file-content-wrong') return innermost(error.params.error);
  return error;
}

/** What made something fail; null where nothing did. */
export function failureOf(attempt: () => unknown): StudioErrorData | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return innermost(StudioError.from(error).toData());
  }
}

/** That a value of a record is not what it should be. */
export const wrong = (place: Place, expected: Expected, found: Found): StudioErrorData => ({
  code: 'value-wrong',
  params: { place, expected, found },
});
