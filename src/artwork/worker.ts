/// <reference lib="webworker" />
import type { FromPainter, ToPainter } from './artwork';
import { ArtworkPainter } from './painter';
import { tensorsOf } from './tensors';

/** What the page's script is in a worker: it paints what it is sent, one picture after another. */
export function startWorker(scope: DedicatedWorkerGlobalScope): void {
  const post = (message: FromPainter, transfer: Transferable[] = []): void =>
    scope.postMessage(message, transfer);
  let painter: Promise<ArtworkPainter> | null = null;
  const answer = async (message: ToPainter): Promise<void> => {
    if (message.type === 'open') {
      const { artwork, weights, engine } = message;
      painter = ArtworkPainter.open(artwork, tensorsOf(artwork.generator, weights), engine);
      post({ type: 'opened', engine: (await painter).engine });
    } else {
      const frame = await (await painter!).paint(message.latent, message.key);
      post({ type: 'painted', frame }, [frame.rgba.buffer]);
    }
  };
  scope.addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
    answer(data).catch((error: unknown) => post({ type: 'failed', message: String(error) }));
  });
}
