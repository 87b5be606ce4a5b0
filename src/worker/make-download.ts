import type { DownloadOrder } from '../contract/downloads';
import { curvesCsv } from '../export/curves';
import { generatorZip } from '../export/generator-zip';
import { imagesZip, picturesZip, type Progress } from '../export/pictures-zip';
import { rgbaToPng } from '../export/png';
import { decodeStored } from './decode-stored';

/** The file that was asked for. */
export function makeDownload(order: DownloadOrder, progress: Progress): Promise<Blob> {
  switch (order.type) {
    case 'picture':
      return rgbaToPng(order.rgba, order.shape);
    case 'pictures':
      return picturesZip(order.pictures, order.shape, progress);
    case 'images':
      return imagesZip(order.images, decodeStored, progress);
    case 'curves':
      return Promise.resolve(curvesCsv(order.blocks, progress));
    case 'generator':
      return generatorZip(order.run, order.generator);
  }
}
