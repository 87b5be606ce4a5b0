import type { KeptGenerator } from '../../contract/commands';
import type {
  DrawnCanvas,
  Explorer,
  JudgedPicture,
  OpenGenerator,
  Verdicts,
} from '../../contract/explore';
import { StudioError } from '../../contract/errors';
import type { GeneratedPicture } from '../../contract/events';

/** Pictures of one pixel whose red is the first number of their latent, in hundredths above 128. */
export class FakeExplorer implements Explorer {
  readonly opened: OpenGenerator = {
    latentSize: 8,
    shape: { height: 1, width: 1, channels: 3 },
    engine: 'wasm',
    draws: false,
    larger: { cells: { height: 1, width: 1 }, cell: 1, margin: 1 },
  };
  painted = 0;
  /** Of pictures that were painted, order by order. */
  readonly generators: KeptGenerator[] = [];
  /** Steps of the discriminators asked, order by order. */
  readonly judgedBy: number[] = [];
  closed = 0;

  open(): Promise<OpenGenerator> {
    return Promise.resolve(this.opened);
  }

  paint(
    ...[generator, , latents]: Parameters<DrawnCanvas['draw']>
  ): Promise<readonly GeneratedPicture[]> {
    this.generators.push(generator);
    const { latentSize } = this.opened;
    const count = latents.length / latentSize;
    this.painted += count;
    return Promise.resolve(
      Array.from({ length: count }, (_, index) => ({
        index,
        rgba: Uint8ClampedArray.of(128 + 100 * latents[index * latentSize]!, 0, 0, 255),
      })),
    );
  }

  /** The logit is the first number of the latent, of before 0. */
  async judge(
    ...[generator, discriminator, engine, latents, signal]: Parameters<Explorer['judge']>
  ): Promise<readonly JudgedPicture[]> {
    this.judgedBy.push(discriminator.step);
    const logits = latents.slice();
    const painted = await this.paint(generator, engine, latents);
    if (signal.aborted) throw new StudioError('cancelled');
    return painted.map((picture) => {
      const logit = logits[picture.index * this.opened.latentSize]!;
      const score = 1 / (1 + Math.exp(-logit));
      return { ...picture, before: { logit: 0, score: 0.5 }, now: { logit, score } };
    });
  }

  /** The logit is a picture's red, in hundredths above 128. */
  judgePainted(
    ...[, discriminator, , pictures, signal]: Parameters<Explorer['judgePainted']>
  ): Promise<readonly Verdicts[]> {
    this.judgedBy.push(discriminator.step);
    if (signal.aborted) return Promise.reject(new StudioError('cancelled'));
    return Promise.resolve(
      pictures.map(([red]) => {
        const logit = (red! - 128) / 100;
        const score = 1 / (1 + Math.exp(-logit));
        return { before: { logit: 0, score: 0.5 }, now: { logit, score } };
      }),
    );
  }

  /** Canvases whose engine cannot draw: pictures are read back. */
  takeCanvas(): DrawnCanvas {
    return {
      closed: false,
      draw: async (...what) => {
        const [picture] = await this.paint(...what);
        return { kind: 'read-back', picture: picture! };
      },
      close: () => undefined,
    };
  }

  directions(): Promise<readonly Float32Array<ArrayBuffer>[]> {
    return Promise.resolve([Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)]);
  }

  close(): void {
    this.closed += 1;
  }
}
