import type { PaintedPictures, Painter } from '../../engine/painter';

/** Pictures of a request that nothing cancels. */
export async function painted(painter: Painter, latents: Float32Array): Promise<PaintedPictures> {
  const painting = await painter.paint(latents);
  if (painting.kind === 'cancelled') throw new Error('Another request came meanwhile.');
  return painting;
}
