import type { Engine } from '../engine/engine';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import type { Painter } from '../engine/painter';
import { paintedShape } from '../nets/shapes';
import { referenceForward } from './reference-net';

/** An engine that paints by plain loops in double precision, and counts its painters. */
export function referenceEngine() {
  const counts = { opened: 0, closed: 0, painted: 0 };
  const openPainter = (spec: NetSpec, weights: readonly WeightTensor[]): Promise<Painter> => {
    counts.opened += 1;
    const latentSize = spec.input[0]!;
    return Promise.resolve({
      latentSize,
      shape: paintedShape(spec),
      closed: false,
      paint: (latents: Float32Array) => {
        const count = latents.length / latentSize;
        counts.painted += count;
        const values = Float64Array.from(latents);
        const made = referenceForward(spec, weights, { shape: [count, latentSize], values });
        const bytes = Uint8ClampedArray.from(made.values, (value) => (value + 1) * 127.5);
        const pixels = new Uint8Array(bytes.buffer);
        return Promise.resolve({ kind: 'painted', pixels, scores: null } as const);
      },
      cancel: () => undefined,
      close: () => {
        counts.closed += 1;
      },
    });
  };
  return { counts, engine: { lost: null, openPainter } as unknown as Engine };
}
