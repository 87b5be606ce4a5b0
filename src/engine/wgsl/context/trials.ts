import { normal } from '../../../contract/random';
import type { Dispatch, Variant } from '../plan/dispatch';
import { DispatchList } from '../plan/dispatch';
import type { Tensor } from '../plan/tensor';
import type { Buffers } from './buffers';
import type { GpuContext } from './gpu-context';
import { Clock } from './clock';
import { Program } from './program';
import { hold } from './read';

/** Milliseconds that one timing should last: submitting costs some tenths of one, and browsers round
 *  the GPU's own clock to a tenth. */
const LONG_MS = 2;
const MOST_REPEATS = 256;
/** The least that one run is taken for. */
const SHORT_MS = 0.01;
/** Numbers that are compared of each result, at most, from its beginning and from its end. */
const COMPARED = 8192;
/** Relative, in the norm: float32 sums of some thousand numbers differ less. */
const TOLERANCE = 1e-4;

/** What dispatches write. */
const RESULTS = ['y', 'moments', 'parts'];
const NOISE = normal(1, 0, 0, 2 ** 16, 0.5);

/** Tries ways of dispatches: whether they are right, and how long they take. */
export class Trials {
  private readonly programs = new Map<Variant, Promise<Program>>();
  private readonly agreements = new Map<string, boolean>();
  private readonly clock: Clock | null;

  constructor(
    private readonly gpu: GpuContext,
    private readonly buffers: Buffers,
  ) {
    const { device, software } = gpu;
    this.clock = !software && device.features.has('timestamp-query') ? new Clock(device) : null;
  }

  /** Compiles all ways. One that does not compile is left out when it is asked for. */
  async compile(dispatch: Dispatch): Promise<void> {
    await Promise.all(
      dispatch.variants.map((variant) => this.program(dispatch, variant).catch(() => null)),
    );
  }

  /** Whether a way gives what the first one gives, on random numbers; false where it fails. */
  async agrees(dispatch: Dispatch, variant: Variant): Promise<boolean> {
    const plain = dispatch.variants[0]!;
    if (variant === plain) return true;
    // Asked once for each kernel, not for each size.
    const key = JSON.stringify([dispatch.kernel, dispatch.flags, variant.flags]);
    const known = this.agreements.get(key);
    if (known !== undefined) return known;
    // A driver may refuse it, or lose its way.
    const gap = await this.gap(dispatch, variant).catch(() => Infinity);
    this.agreements.set(key, gap <= TOLERANCE);
    return gap <= TOLERANCE;
  }

  /** How far a way's results are from the first one's on random numbers, relative in the norm. */
  async gap(dispatch: Dispatch, variant: Variant): Promise<number> {
    this.fill(dispatch);
    const expected = await this.results(dispatch, dispatch.variants[0]!);
    const found = await this.results(dispatch, variant);
    return Math.max(...expected.map((values, i) => distance(found[i]!, values)));
  }

  /** Milliseconds of one dispatch. */
  async time(dispatch: Dispatch, variant: Variant): Promise<number> {
    const program = await this.program(dispatch, variant);
    const once = await this.run(program, 1);
    // A lone run is mostly submitting: from it alone too few would be asked for.
    const few = once < LONG_MS ? (await this.run(program, 8)) / 8 : once;
    const repeats = Math.min(MOST_REPEATS, Math.ceil(LONG_MS / Math.max(few, SHORT_MS)));
    return repeats > 8 ? (await this.run(program, repeats)) / repeats : few;
  }

  destroy(): void {
    this.clock?.destroy();
    for (const program of this.programs.values()) {
      program.then((made) => made.destroy()).catch(() => undefined);
    }
  }

  private program(dispatch: Dispatch, variant: Variant): Promise<Program> {
    let program = this.programs.get(variant);
    if (!program) {
      const list = new DispatchList();
      list.add({ ...dispatch, variants: [variant] });
      const { device, pipelines } = this.gpu;
      program = Program.make(device, pipelines, this.buffers, list, () => variant);
      this.programs.set(variant, program);
    }
    return program;
  }

  /** Milliseconds of so many runs, by the GPU's own clock where it has one. */
  private async run(program: Program, repeats: number): Promise<number> {
    const { device } = this.gpu;
    const encoder = device.createCommandEncoder();
    const timestampWrites = this.clock?.writes;
    const pass = encoder.beginComputePass(timestampWrites ? { timestampWrites } : {});
    for (let i = 0; i < repeats; i++) program.encode(pass);
    pass.end();
    const read = this.clock?.read(encoder);
    const begun = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    const waited = performance.now() - begun;
    // A clock that was set back says nothing.
    const took = await read?.();
    return took !== undefined && took > 0 ? took : waited;
  }

  private async results(dispatch: Dispatch, variant: Variant): Promise<Float32Array[]> {
    const { device } = this.gpu;
    const outputs = RESULTS.flatMap((name) => dispatch.tensors[name] ?? []);
    const encoder = device.createCommandEncoder();
    // Else what the way before wrote would pass for its own.
    for (const { storage } of outputs) encoder.clearBuffer(this.buffers.of(storage));
    const program = await this.program(dispatch, variant);
    const pass = encoder.beginComputePass();
    program.encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    return hold(
      device,
      outputs.flatMap((tensor) => this.stretches(tensor)),
    )();
  }

  private stretches({ storage }: Tensor): { buffer: GPUBuffer; size: number; offset: number }[] {
    const buffer = this.buffers.of(storage);
    const size = Math.min(4 * COMPARED, buffer.size);
    const end = Math.floor((storage.vectors * 16 - size) / 4) * 4;
    return [0, Math.max(0, end)].map((offset) => ({ buffer, size, offset }));
  }

  private fill(dispatch: Dispatch): void {
    for (const [name, { storage }] of Object.entries(dispatch.tensors)) {
      if (RESULTS.includes(name) || name === 'state') continue;
      const numbers = storage.vectors * 4;
      for (let begin = 0; begin < numbers; begin += NOISE.length) {
        const data = new Float32Array(NOISE.subarray(0, numbers - begin));
        this.buffers.write({ storage, data }, 4 * begin);
      }
    }
  }
}

/** Relative, in the norm; infinite where a number is none. */
function distance(found: Float32Array, expected: Float32Array): number {
  let gap = 0;
  let size = 0;
  expected.forEach((value, i) => {
    gap += (found[i]! - value) ** 2;
    size += value ** 2;
  });
  const relative = Math.sqrt(gap / (size || 1));
  return Number.isFinite(relative) ? relative : Infinity;
}
