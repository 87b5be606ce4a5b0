import type { SampleRecord } from '../../contract/records';
import { lookAtGrid, type GridFacts, type SetLook } from '../../findings/looks/looks';
import { gridPictures } from './grid-pictures';
import { sparing } from './sparing';

/** The newest grids that are looked at, where a run has them already. */
const NEWEST = 4;
/** Milliseconds between two looks. */
const REST = 2000;

/** Looks at a run's grids one after another, the newest first. */
export class GridLooks {
  private readonly facts = new Map<SampleRecord, GridFacts | null>();
  private readonly ended = new AbortController();
  private samples: readonly SampleRecord[] = [];
  private working = false;

  /** @param told called after each look with the facts of the grids there are, by step. */
  constructor(
    private readonly set: SetLook,
    private readonly channels: number,
    private readonly told: (facts: readonly GridFacts[]) => void,
  ) {}

  /** Takes up the grids that there are now. */
  show(samples: readonly SampleRecord[]): void {
    this.samples = samples;
    const there = new Set(samples);
    for (const sample of this.facts.keys()) if (!there.has(sample)) this.facts.delete(sample);
    if (!this.working) void this.work();
  }

  end(): void {
    this.ended.abort();
  }

  private async work(): Promise<void> {
    const { signal } = this.ended;
    this.working = true;
    for (let next = this.next(); next && !signal.aborted; next = this.next()) {
      this.facts.set(next, await this.look(next).catch(() => null));
      if (signal.aborted) return;
      this.told([...this.facts.values()].flatMap((one) => one ?? []).sort(byStep));
      await new Promise((resolve) => setTimeout(resolve, REST));
    }
    this.working = false;
  }

  private next(): SampleRecord | undefined {
    return this.samples
      .slice(-NEWEST)
      .findLast((sample) => sample.epoch > 0 && !this.facts.has(sample));
  }

  private async look(sample: SampleRecord): Promise<GridFacts | null> {
    const pause = sparing(this.ended.signal);
    const pictures = await gridPictures(sample, this.channels);
    await pause();
    return lookAtGrid(sample, pictures, this.set, pause);
  }
}

const byStep = (a: GridFacts, b: GridFacts): number => a.step - b.step;
