import { inWasm } from '../../artwork/infer/arithmetic';
import { PlainNet } from '../../artwork/infer/net';
import type { ExportSources } from '../../contract/exports';
import { pictureLength } from '../../contract/picture-shape';
import { toRgba } from '../../contract/rgba';
import { weightsOf } from '../../nets/kept-generator';
import { paintedShape } from '../../nets/shapes';
import { runPageWords as says } from '../../words/en/run-page';
import { dataUrl, escaped } from '../html';
import { rgbaToPng } from '../png';
import type { Signed } from '../signed';

/**
 * The favourites of a run as a list of images, each painted from its latent by the generator of its epoch;
 * those whose generator is not kept are left out. Nothing where there is none.
 * @param told after each favourite.
 */
export async function favouritePictures(
  { run, favourites, generators }: ExportSources['page'],
  signed: Signed,
  told: () => void,
): Promise<string[]> {
  const nets = new Map<string, PlainNet>();
  const parts: string[] = [];
  for (const { name, epoch, weights, latent, keptAt } of favourites) {
    const record = generators.find((one) => one.epoch === epoch);
    if (record?.[weights] && record.spec.input[0] === latent.length) {
      const key = `${epoch} ${weights}`;
      const net = nets.get(key) ?? new PlainNet(record.spec, weightsOf(record, weights), inWasm);
      nets.set(key, net);
      const shape = paintedShape(record.spec);
      const pixels = new Uint8ClampedArray(pictureLength(shape));
      const values = net.run(latent);
      for (let i = 0; i < pixels.length; i++) pixels[i] = (values[i]! + 1) * 127.5;
      const rgba = toRgba(new Uint8Array(pixels.buffer), shape);
      await signed.sign(rgba, shape, `${run.id} ${keptAt}`);
      const image = await dataUrl(await rgbaToPng(rgba, shape, signed.texts));
      parts.push(`<li><img alt="" src="${image}">${escaped(name)}</li>\n`);
    }
    told();
  }
  if (parts.length === 0) return [];
  return [`<h2>${says.favourites}</h2>\n<ul class="pictures">\n`, ...parts, '</ul>\n'];
}
