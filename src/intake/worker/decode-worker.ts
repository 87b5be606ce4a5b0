/// <reference lib="webworker" />
import type { FromDecoder, ToDecoder } from '../shared/messages';
import { DecodeSession } from './decode-session';

/** Entry point of the decode workers: messages in, messages out. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const session = new DecodeSession((message: FromDecoder, transfer: Transferable[]) => {
  scope.postMessage(message, transfer);
});

scope.addEventListener('message', (event: MessageEvent<ToDecoder>) => session.receive(event.data));
