import type { TrainerEvent } from '../contract/events';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS } from '../contract/records';
import type { Keeper } from './keeper';
import type { StepMetrics } from './model';
import type { RunStore } from './run-store';

const WIDTH = METRIC_COLUMNS.length;
/** How often rows are sent to the page and written, in milliseconds. */
const SEND_MS = 250;
const WRITE_MS = 3_000;

/** The metric rows of a run: sent in batches, written in blocks. */
export class Journal {
  private readonly unsent: number[] = [];
  private rows: number[] = [];
  private block = 0;
  private written = true;
  private sentAt: number;
  private writtenAt: number;
  /** Writes follow one another; training does not wait for them. */
  private writes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runId: string,
    private readonly store: Pick<RunStore, 'putMetrics'>,
    private readonly keeper: Keeper,
    private readonly emit: (event: TrainerEvent) => void,
    now: number,
  ) {
    this.sentAt = now;
    this.writtenAt = now;
  }

  /** @param step completed steps, this one included; @param epoch completed epochs. */
  append(step: number, epoch: number, metrics: StepMetrics, now: number): void {
    const row = [
      step,
      epoch,
      metrics.discriminatorLoss,
      metrics.generatorLoss,
      metrics.realScore,
      metrics.fakeScore,
    ];
    this.unsent.push(...row);
    this.rows.push(...row);
    this.written = false;
    if (now - this.sentAt >= SEND_MS) this.send(now);
    if (this.rows.length === METRIC_BLOCK_ROWS * WIDTH || now - this.writtenAt >= WRITE_MS) {
      this.write(now);
    }
  }

  /** Sends and writes all there is; resolves when it is written. */
  async flush(now: number): Promise<void> {
    this.send(now);
    this.write(now);
    await this.writes;
  }

  private send(now: number): void {
    this.sentAt = now;
    if (this.unsent.length === 0) return;
    this.emit({ type: 'metrics', runId: this.runId, rows: Float64Array.from(this.unsent) });
    this.unsent.length = 0;
  }

  private write(now: number): void {
    this.writtenAt = now;
    if (this.written) return;
    const record = { runId: this.runId, block: this.block, rows: Float64Array.from(this.rows) };
    this.writes = this.writes.then(() => this.keeper.keep(() => this.store.putMetrics(record)));
    this.written = true;
    if (this.rows.length === METRIC_BLOCK_ROWS * WIDTH) {
      this.block += 1;
      this.rows = [];
    }
  }
}
