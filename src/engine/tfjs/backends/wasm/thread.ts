import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';

/**
 * A thread of the WASM engine: speaks the protocol of the library's own thread script (Emscripten's
 * `worker.js`), which it would start from a blob, as a script of ours. Values of the protocol are
 * opaque and go back into the library's module as they came.
 */
type Instance = Record<string, unknown> & {
  __emscripten_thread_init(pthread: number, isMain: number, isRuntime: number, block: number): void;
  __emscripten_thread_exit(status: number): void;
  __emscripten_thread_crashed?(): void;
  establishStackSpace(): void;
  executeNotifiedProxyingQueue(queue: number): void;
  invokeEntryPoint(routine: number, argument: number): void;
  keepRuntimeAlive(): boolean;
  _pthread_self(): number;
  PThread: { receiveObjectTransfer(data: unknown): void; threadInitTLS(): void };
  ExitStatus: new (status: number) => { readonly status: number };
};

type Message =
  | {
      readonly cmd: 'load';
      readonly wasmModule: WebAssembly.Module;
      readonly wasmMemory: WebAssembly.Memory;
      readonly handlers: readonly string[];
    }
  | {
      readonly cmd: 'run';
      readonly pthread_ptr: number;
      readonly start_routine: number;
      readonly arg: number;
    }
  | { readonly cmd: 'processProxyingQueue'; readonly queue: number }
  | { readonly cmd: 'cancel' };

const start = factory as unknown as (settings: object) => Promise<unknown>;

let instance: Instance | null = null;
let running = false;
const queued: number[] = [];

function load(message: Extract<Message, { cmd: 'load' }>): void {
  const handlers: Record<string, unknown> = {};
  for (const handler of message.handlers) {
    handlers[handler] = (...args: unknown[]) => postMessage({ cmd: 'callHandler', handler, args });
  }
  void start({
    ...handlers,
    ENVIRONMENT_IS_PTHREAD: true,
    wasmMemory: message.wasmMemory,
    buffer: message.wasmMemory.buffer,
    instantiateWasm: (imports: WebAssembly.Imports, receive: (made: unknown) => void) => {
      const made = new WebAssembly.Instance(message.wasmModule, imports);
      receive(made);
      return made.exports;
    },
  });
}

function run(thread: Instance, message: Extract<Message, { cmd: 'run' }>): void {
  thread.__emscripten_thread_init(message.pthread_ptr, 0, 0, 1);
  thread.establishStackSpace();
  thread.PThread.receiveObjectTransfer(message);
  thread.PThread.threadInitTLS();
  if (!running) {
    running = true;
    for (const queue of queued.splice(0)) thread.executeNotifiedProxyingQueue(queue);
  }
  try {
    thread.invokeEntryPoint(message.start_routine, message.arg);
  } catch (error) {
    // The library's way of leaving a thread that stays alive.
    if (error === 'unwind') return;
    if (!(error instanceof thread.ExitStatus)) throw error;
    if (!thread.keepRuntimeAlive()) thread.__emscripten_thread_exit(error.status);
  }
}

function answer(message: Message): void {
  if (message.cmd === 'load') return load(message);
  if (message.cmd === 'processProxyingQueue' && !running) return void queued.push(message.queue);
  if (!instance) return;
  if (message.cmd === 'processProxyingQueue') instance.executeNotifiedProxyingQueue(message.queue);
  else if (message.cmd === 'run') run(instance, message);
  else if (message.cmd === 'cancel' && instance._pthread_self()) {
    instance.__emscripten_thread_exit(-1);
  }
}

Object.assign(globalThis, {
  // Called by the library's module once it is ready.
  startWorker(made: Instance) {
    instance = made;
    postMessage({ cmd: 'loaded' });
  },
});

addEventListener('message', ({ data }: MessageEvent<Message>) => {
  try {
    answer(data);
  } catch (error) {
    instance?.__emscripten_thread_crashed?.();
    throw error;
  }
});
