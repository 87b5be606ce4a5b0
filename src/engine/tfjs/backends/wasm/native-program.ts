/** What our WebAssembly program offers. */
export interface Program {
  scratchBytes(): number;
  run(board: number, scratch: number, threads: number, mayRest: number): void;
  serve(board: number, scratch: number): void;
}

/** What a thread is told at its start. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly board: number;
  readonly scratch: number;
}

export async function programOf(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Program> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Program;
}
