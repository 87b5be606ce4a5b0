/// <reference lib="webworker" />
import { lazyStorage } from '../../storage/open';
import type { FromWriter, ToWriter } from '../shared/messages';
import { WriterSession } from './writer-session';

/** Entry point of the worker that writes a set: messages in, messages out. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const session = new WriterSession(
  lazyStorage(),
  (message: FromWriter, transfer: Transferable[]) => {
    scope.postMessage(message, transfer);
  },
);

scope.addEventListener('message', (event: MessageEvent<ToWriter>) => session.receive(event.data));
