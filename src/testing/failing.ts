import { StudioError, type ErrorKind, type StudioErrorData } from '../contract/errors';
import { errorText } from '../words';

/** A failure of some kind in words of a test's own, as data and as what is thrown. */
export const failing = (kind: ErrorKind, text: string, hint = ''): StudioErrorData => ({
  code: 'text',
  params: { kind, text, hint },
});

export const failingError = (kind: ErrorKind, text: string, hint = ''): StudioError =>
  StudioError.of(failing(kind, text, hint));

/** What is read of what a test made fail; '' where nothing did. */
export function sentenceOf(attempt: () => unknown): string {
  try {
    attempt();
    return '';
  } catch (error) {
    return errorText(StudioError.from(error).toData()).message;
  }
}
