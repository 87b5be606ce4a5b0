import { pictureLength } from '../contract/picture-shape';
import type { WeightTensor } from '../contract/records';
import { toRgba } from '../contract/rgba';
import { openDevice } from '../engine/gpu/device';
import { makeGpuContext } from '../engine/wgsl/context/gpu-context';
import { openCompiledPainter } from '../engine/wgsl/painter';
import { ofSeed } from '../explore/latents';
import { paintedShape } from '../nets/shapes';
import { readPlainly } from '../signature/draw';
import { Signer } from '../signature/signer';
import type { Artwork, ArtworkEngine, Frame } from './artwork';
import { inJavaScript, inWasm } from './infer/arithmetic';
import { PlainNet } from './infer/net';
import { readSignature } from './written-signature';

/** Pixels of one picture, uint8 [height, width, channels]. */
type Paint = (latent: Float32Array<ArrayBuffer>) => Promise<Uint8Array>;

/** Steps of brightness by which a card may differ before it is not believed. */
const TRUSTED = 3;

/** Paints and signs the pictures of an artwork. */
export class ArtworkPainter {
  private readonly signer: Signer | null;

  private constructor(
    private readonly artwork: Artwork,
    readonly engine: ArtworkEngine,
    private readonly pixels: Paint,
  ) {
    const { signature } = artwork;
    this.signer = signature && new Signer(readSignature(signature), readPlainly);
  }

  /**
   * On a graphics card where it paints what the processor paints, else on the processor.
   * @param only the one engine to be tried.
   */
  static async open(
    artwork: Artwork,
    weights: readonly WeightTensor[],
    only: ArtworkEngine | null,
  ): Promise<ArtworkPainter> {
    const plain = withoutCard(artwork, weights, only === 'javascript');
    if (only === null || only === 'webgpu') {
      try {
        const card = await onCard(artwork, weights, only === 'webgpu');
        if (card && (await agree(card, plain, artwork))) {
          return new ArtworkPainter(artwork, 'webgpu', card);
        }
      } catch (error) {
        // Whatever a driver has against it: it can be painted without.
        console.info(error);
      }
    }
    return new ArtworkPainter(artwork, only === 'javascript' ? only : 'wasm', plain);
  }

  async paint(latent: Float32Array<ArrayBuffer>, key: string): Promise<Frame> {
    const shape = paintedShape(this.artwork.generator);
    const { width, height } = shape;
    const rgba = toRgba(await this.pixels(latent), shape);
    await this.signer?.sign(rgba, { width, height }, key);
    return { rgba, width, height };
  }
}

function withoutCard(
  { generator }: Artwork,
  weights: readonly WeightTensor[],
  plain: boolean,
): Paint {
  const net = new PlainNet(generator, weights, plain ? inJavaScript : inWasm);
  const rounded = new Uint8ClampedArray(pictureLength(paintedShape(generator)));
  return (latent) => {
    const values = net.run(latent);
    for (let i = 0; i < rounded.length; i++) rounded[i] = (values[i]! + 1) * 127.5;
    return Promise.resolve(new Uint8Array(rounded.buffer));
  };
}

/** Null where there is no card; an emulated one is slower than no card, and taken only if it must be. */
async function onCard(
  { generator }: Artwork,
  weights: readonly WeightTensor[],
  emulated: boolean,
): Promise<Paint | null> {
  const { device, adapter, software, close } = await openDevice();
  if (software && !emulated) {
    close();
    return null;
  }
  const gpu = makeGpuContext(device, adapter, software);
  const painter = await openCompiledPainter(gpu, generator, weights, 1);
  return async (latent) => {
    const painted = await painter.paint(latent);
    if (painted.kind === 'cancelled') throw new Error('The card gave no picture.');
    return painted.pixels;
  };
}

async function agree(card: Paint, plain: Paint, { edition, generator }: Artwork): Promise<boolean> {
  const latent = ofSeed(edition, generator.input[0]!);
  const [a, b] = [await card(latent), await plain(latent)];
  return a.every((value, i) => Math.abs(value - b[i]!) <= TRUSTED);
}
