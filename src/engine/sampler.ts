import { Stream, normal } from '../contract/random';
import type { GeneratorRecord, GeneratorTensors, SampleRecord } from '../contract/records';
import { gridColumns } from './grid-columns';
import type { CarefulWriter } from './careful-writer';
import type { LossGuard } from './loss-guard';
import type { SessionPlan, SessionPorts } from './session-plan';

/** What a run shows and keeps on its way: grids from fixed latents, and generators. */
export class Sampler {
  private readonly latents: Float32Array;
  private keptStep = 0;

  constructor(
    private readonly plan: SessionPlan,
    private readonly ports: SessionPorts,
    private readonly writer: CarefulWriter,
    private readonly guard: LossGuard,
  ) {
    const { seed, sampleCount } = plan.run.settings;
    const latentSize = plan.gan.generator.input[0]!;
    this.latents = normal(seed, Stream.SampleLatent, 0, sampleCount * latentSize);
  }

  /** Paints a grid as the nets are now, keeps it and tells it. */
  async grid(epoch: number, step: number): Promise<void> {
    const { model, run, set } = this.plan;
    const count = run.settings.sampleCount;
    const columns = gridColumns(count, set.shape);
    const rows = Math.ceil(count / columns);
    const painting = await this.guard.wait(
      model.painter.paint(this.latents, this.ports.yieldToMessages),
    );
    if (painting.kind === 'cancelled' || !painting.scores) return;
    const { pixels, scores } = painting;
    const image = await this.ports.encodeGrid(pixels, columns, rows, set.shape);
    const sample: SampleRecord = {
      runId: run.id,
      epoch,
      step,
      columns,
      rows,
      count,
      shape: { height: set.shape.height, width: set.shape.width },
      image,
      scores: scores,
    };
    this.ports.emit({ type: 'samples', sample });
    await this.writer.keep(() => this.ports.store.putSample(sample));
  }

  /** Keeps the generator, unless nothing was learnt since the last one was kept. */
  async keepGenerator(epoch: number, step: number): Promise<void> {
    const keep = await this.holdGenerator(epoch, step);
    await keep();
  }

  /** Reads the generator as it is now. @returns what keeps it, then or later. */
  async holdGenerator(epoch: number, step: number): Promise<() => Promise<void>> {
    if (step === this.keptStep) return () => Promise.resolve();
    const { model, run, gan } = this.plan;
    const tensors = await this.guard.wait(model.generatorTensors(this.ports.yieldToMessages));
    const record: GeneratorRecord = {
      runId: run.id,
      epoch,
      step,
      createdAt: this.ports.now(),
      spec: gan.generator,
      ...tensors,
    };
    return () => this.keep(record, tensors);
  }

  private async keep(record: GeneratorRecord, tensors: GeneratorTensors): Promise<void> {
    if (!(await this.writer.keep(() => this.ports.store.putGenerator(record)))) return;
    const { runId, epoch, step } = record;
    this.keptStep = Math.max(this.keptStep, step);
    const bytes = Object.values(tensors)
      .flat()
      .reduce((sum, { values }) => sum + values.byteLength, 0);
    this.ports.emit({ type: 'generatorSaved', runId, epoch, bytes });
  }
}
