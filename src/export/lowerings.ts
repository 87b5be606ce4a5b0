import type { DownloadOrder, ExportId, SourceOf } from '../contract/exports';
import { curvesCsv } from './curves';
import { generatorZip } from './generator-zip';
import { madeTexts } from './made-texts';
import { picturesZip, samplesZip } from './pictures-zip';
import { rgbaToPng, type Pixels } from './png';
import { safetensors } from './safetensors';

/** What a lowering may use of the place where it runs. */
export interface LoweringPorts {
  /** Told parts (pictures, blocks of rows) done, and in all. */
  readonly progress: (done: number, total: number) => void;
  /** Pixels of an image as it is stored. */
  readonly decode: (image: Blob) => Promise<Pixels>;
}

type Lowering<Id extends ExportId> = (
  source: SourceOf<Id>,
  ports: LoweringPorts,
) => Blob | Promise<Blob>;

/** What makes each file of the registry, by its row. */
const LOWERINGS: { readonly [Id in ExportId]: Lowering<Id> } = {
  generator: ({ run, generator }) => generatorZip(run, generator),
  weights: safetensors,
  samples: ({ run, samples }, { progress, decode }) => samplesZip(run, samples, decode, progress),
  curves: ({ blocks, measures }, { progress }) => curvesCsv(blocks, measures, progress),
  picture: ({ title, pictures: [picture], shape }) =>
    rgbaToPng(picture!.rgba, shape, madeTexts(title, picture!.made)),
  pictures: ({ title, pictures, shape }, { progress }) =>
    picturesZip(title, pictures, shape, progress),
};

/** The file that was asked for. */
export async function makeExport(order: DownloadOrder, ports: LoweringPorts): Promise<Blob> {
  // A row and its source come together in an order, which a union does not tell of each apart.
  const make = LOWERINGS[order.type] as Lowering<ExportId>;
  return await make(order.source, ports);
}
