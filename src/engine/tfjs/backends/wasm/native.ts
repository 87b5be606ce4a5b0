import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { programOf, type Program, type ThreadStart } from './native-program';
import { Board, type Job } from './native/jobs';
import plainUrl from './native/kernels.wasm?url';
import sharedUrl from './native/kernels-shared.wasm?url';

/** Milliseconds for the threads to start. */
const PATIENCE = 10_000;

/** A page's own thread may not wait, a worker may. */
const MAY_REST = 'WorkerGlobalScope' in globalThis ? 1 : 0;

/** Programs that were fetched: opening the engine again needs no server. */
const programs = new Map<string, Promise<WebAssembly.Module>>();

function compiled(url: string): Promise<WebAssembly.Module> {
  const known = programs.get(url);
  if (known) return known;
  const coming = fetch(url)
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));
  programs.set(url, coming);
  coming.catch(() => programs.delete(url));
  return coming;
}

const opened = new WeakMap<BackendWasm, Native>();

/**
 * Our own WebAssembly program at work in the memory of the library's, with threads of its own. The
 * calling thread does its share of every job, and all of it where no thread has started: a thread
 * that is late or missing costs time, never a result.
 */
export class Native {
  private readonly threads: Worker[] = [];
  private readonly held: TensorInfo[] = [];
  private readonly board: number;
  private readonly scratch: number;

  private constructor(
    private readonly backend: BackendWasm,
    private readonly program: Program,
    module: WebAssembly.Module,
    private readonly memory: WebAssembly.Memory,
    readonly threadCount: number,
  ) {
    const bytes = program.scratchBytes();
    this.board = this.reserve(4 * Board.length);
    const scratch = this.reserve(bytes * threadCount);
    this.scratch = scratch;
    for (let i = 1; i < threadCount; i++) {
      const thread = new Worker(new URL('./native-thread.ts', import.meta.url), { type: 'module' });
      const start: ThreadStart = {
        module,
        memory,
        board: this.board,
        scratch: scratch + i * bytes,
      };
      thread.postMessage(start);
      this.threads.push(thread);
    }
  }

  /** @param threadCount wanted; there is one only where the memory is not shared. */
  static async open(backend: BackendWasm, threadCount: number): Promise<Native> {
    const memory = memoryOf(backend);
    const shared =
      typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;
    const module = await compiled(shared ? sharedUrl : plainUrl);
    const program = await programOf(module, memory);
    const native = new Native(backend, program, module, memory, shared ? threadCount : 1);
    opened.set(backend, native);
    await native.threadsReady();
    return native;
  }

  static of(backend: BackendWasm): Native {
    const native = opened.get(backend);
    if (!native) throw new Error('The program of the WASM engine has not been loaded.');
    return native;
  }

  /** Threads start only while the thread that made them rests, so that they are waited for here. */
  private async threadsReady(): Promise<void> {
    const ready = this.threads.map(
      (thread) =>
        new Promise((resolve) => {
          thread.addEventListener('message', resolve, { once: true });
          thread.addEventListener('error', resolve, { once: true });
        }),
    );
    await Promise.race([Promise.all(ready), new Promise((late) => setTimeout(late, PATIENCE))]);
  }

  /**
   * Does a job; `fields` are those of its class in `native/`, in order: whole numbers first, then
   * `fractions`, which are float32 there.
   */
  run(kind: Job, fields: readonly number[], fractions: readonly number[] = []): void {
    const board = new Int32Array(this.memory.buffer, this.board, Board.length);
    board[Board.kind] = kind;
    board.set(fields, Board.job);
    board.set(new Int32Array(Float32Array.from(fractions).buffer), Board.job + fields.length);
    this.program.run(this.board, this.scratch, this.threadCount, MAY_REST);
  }

  /** Where a tensor lies in memory, in bytes. */
  address(info: TensorInfo): number {
    return this.backend.getMemoryOffset(info.dataId) >>> 0;
  }

  /** Ends the threads. The memory goes with the backend. */
  close(): void {
    for (const thread of this.threads) thread.terminate();
    opened.delete(this.backend);
  }

  /** Zeros that stay as long as the backend. */
  private reserve(bytes: number): number {
    const info = this.backend.makeOutput([bytes / 4], 'int32');
    this.held.push(info);
    this.backend.typedArrayFromHeap(info).fill(0);
    return this.address(info);
  }
}

/** The library's memory: it made it where it is shared, and got it from its program otherwise. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const module = backend.wasm as unknown as {
    readonly wasmMemory?: unknown;
    readonly asm?: { readonly memory?: unknown };
  };
  const memory = module.wasmMemory ?? module.asm?.memory;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error('The memory of the WASM engine was not found.');
}
