import { describe, expect, it } from 'vitest';
import { skipReason } from '../../contract/skip-reasons';
import { whyNot } from './why-not';
import { failingError } from '../../testing/failing';

describe('[PIC3] why a picture could not be read', () => {
  it.each([
    new RangeError('Array buffer allocation failed'),
    new RangeError('Invalid typed array length: 4294967296'),
    new RangeError('Out of memory'),
    new DOMException('Failed to allocate the bitmap', 'InvalidStateError'),
  ])('tells a lack of memory as one: %s', (error) => {
    expect(whyNot(error)).toEqual(skipReason('too-little-memory'));
  });

  it.each(['NotFoundError', 'NotReadableError'])('tells a file that is gone: %s', (name) => {
    expect(whyNot(new DOMException('', name))).toEqual(skipReason('file-unreadable'));
  });

  it.each([
    new TypeError("Cannot read properties of undefined (reading 'digest')"),
    new RangeError('Maximum call stack size exceeded'),
    new DOMException('no', 'NotSupportedError'),
    'a text',
  ])('never tells what it does not know as a lack of memory: %s', (error) => {
    const what = error instanceof Object ? error.message : error;
    expect(whyNot(error)).toEqual(skipReason('unforeseen', { what }));
  });

  it('passes on what the studio itself says', () => {
    const error = failingError('unexpected', 'No canvas.', 'Use another browser.');
    expect(whyNot(error)).toEqual(skipReason('failed', { error: error.toData() }));
  });
});
