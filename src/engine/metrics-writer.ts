import type { TrainerEvent } from '../contract/events';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS, type CheckpointRecord } from '../contract/records';
import type { CarefulWriter } from './careful-writer';
import type { StepMetrics } from './model';
import type { RunStore } from './run-store';

const WIDTH = METRIC_COLUMNS.length;
/** How often rows are sent to the page and written, in milliseconds. */
const SEND_MS = 250;
const WRITE_MS = 3_000;

/** The metric rows of a run: sent in batches, written in blocks. */
export class MetricsWriter {
  private readonly unsent: number[] = [];
  /** Rows of the block that is not full. */
  private rows: number[] = [];
  private block = 0;
  private written = true;
  /** Blocks that are to be written, by number; one whose write failed stays until it succeeds. */
  private readonly unwritten = new Map<number, Float64Array<ArrayBuffer>>();
  private sentAt: number;
  private writtenAt: number;
  /** Writes follow one another; training does not wait for them. */
  private writes: Promise<unknown> = Promise.resolve();

  /** @param from where the run goes on; null at its beginning. */
  constructor(
    private readonly runId: string,
    private readonly store: Pick<RunStore, 'putMetrics'>,
    private readonly writer: CarefulWriter,
    private readonly emit: (event: TrainerEvent) => void,
    now: number,
    from: Pick<CheckpointRecord, 'step' | 'metricTail'> | null,
  ) {
    this.sentAt = now;
    this.writtenAt = now;
    if (!from) return;
    this.block = Math.floor(from.step / METRIC_BLOCK_ROWS);
    this.rows = [...from.metricTail];
  }

  /**
   * A row more; `keepUp` follows the last one that is there.
   * @param step completed steps, this one included; @param epoch completed epochs.
   */
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
    if (this.rows.length === METRIC_BLOCK_ROWS * WIDTH) this.write(now);
  }

  /** Sends and writes what has waited for long enough. */
  keepUp(now: number): void {
    if (now - this.sentAt >= SEND_MS) this.send(now);
    if (now - this.writtenAt >= WRITE_MS) this.write(now);
  }

  /** The rows of the block that is not full, as a checkpoint keeps them. */
  tail(): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.rows);
  }

  /** Sends and writes all there is; resolves when that was tried. */
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
    if (!this.written) this.unwritten.set(this.block, this.tail());
    this.written = true;
    if (this.rows.length === METRIC_BLOCK_ROWS * WIDTH) {
      this.block += 1;
      this.rows = [];
    }
    if (this.unwritten.size > 0) this.writes = this.writes.then(() => this.writeBlocks());
  }

  private async writeBlocks(): Promise<void> {
    for (const [block, rows] of [...this.unwritten]) {
      const record = { runId: this.runId, block, rows };
      if (!(await this.writer.keep(() => this.store.putMetrics(record)))) return;
      if (this.unwritten.get(block) === rows) this.unwritten.delete(block);
    }
  }
}
