/**
 * Whether a worker's `error` event says that its script could not be fetched: there is no message
 * then, since no script ran; and the worker had not said anything.
 */
export const notFetched = (event: Event, spoke: boolean): boolean =>
  !spoke && !('message' in event && typeof event.message === 'string' && event.message !== '');
