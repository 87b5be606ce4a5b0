import { curvesCsv } from '../export/curves';
import { safeFileName } from '../export/file-names';
import type { Exporter } from '../store/ports';

/** Files for the person. What writes ZIPs is fetched at the first download, not at first load. */
export const exporter: Exporter = {
  async generator(run, generator) {
    const { generatorZip } = await import('../export/generator-zip');
    const name = `${safeFileName(run.name)}, generator at epoch ${generator.epoch}`;
    return { name: `${name}.zip`, blob: await generatorZip(run, generator) };
  },
  async samples(run, samples) {
    const { samplesZip } = await import('../export/samples-zip');
    const name = `${safeFileName(run.name)}, samples.zip`;
    return { name, blob: await samplesZip(samples, run.stepsPerEpoch) };
  },
  curves: (run, blocks) => ({
    name: `${safeFileName(run.name)}, curves.csv`,
    blob: curvesCsv(blocks),
  }),
  async picture(name, imageSize, picture) {
    const { rgbaToPng } = await import('../export/png');
    return {
      name: `${safeFileName(name)}.png`,
      blob: await rgbaToPng(picture.rgba, imageSize),
    };
  },
  async pictures(name, imageSize, pictures) {
    const { picturesZip } = await import('../export/pictures-zip');
    return { name: `${safeFileName(name)}.zip`, blob: await picturesZip(pictures, imageSize) };
  },
};
