import type { Explorer, OpenGenerator } from '../../contract/explore';
import type { GeneratedPicture } from '../../contract/events';

/** Pictures of one pixel whose red is the first number of their latent, in hundredths above 128. */
export class FakeExplorer implements Explorer {
  readonly opened: OpenGenerator = {
    latentSize: 8,
    shape: { height: 1, width: 1, channels: 3 },
    engine: 'wasm',
  };
  painted = 0;
  closed = 0;

  open(): Promise<OpenGenerator> {
    return Promise.resolve(this.opened);
  }

  paint(...[, , latents]: Parameters<Explorer['paint']>): Promise<readonly GeneratedPicture[]> {
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

  directions(): Promise<readonly Float32Array<ArrayBuffer>[]> {
    return Promise.resolve([Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)]);
  }

  close(): void {
    this.closed += 1;
  }
}
