import type { DownloadOrder, ExportId, SourceOf } from '../contract/exports';
import { artwork } from './artwork';
import { curvesCsv } from './curves';
import { generatorZip } from './generator-zip';
import { kerasArchive } from './keras/archive';
import { kerasH5 } from './keras/h5';
import { madeTexts } from './made-texts';
import { onnx } from './onnx/onnx';
import type { ReadCanvas } from '../signature/draw';
import type { Signature } from '../contract/signature';
import { picturesZip, samplesZip, type Decode } from './pictures-zip';
import { rgbaToPng } from './png';
import { pytorch } from './pytorch/pytorch';
import { runPage } from './run-page/run-page';
import { safetensors } from './safetensors';
import type { ServerParts } from './server/parts';
import { serverEntries } from './server/server-zip';
import { Signed } from './signed';
import { zip, zipTo } from './zip';

/** What a lowering may use of the place where it runs. */
export interface LoweringPorts {
  /** Told parts (pictures, blocks of rows) done, and in all. */
  readonly progress: (done: number, total: number) => void;
  /** Pixels of an image as it is stored. */
  readonly decode: Decode;
  readonly readCanvas: ReadCanvas;
  /** Reads what a run takes along to another machine. */
  readonly serverParts: (runId: string) => Promise<ServerParts>;
}

type Lowering<Id extends ExportId> = (
  source: SourceOf<Id>,
  ports: LoweringPorts & {
    readonly signed: Signed;
    readonly signature: Signature | null;
    readonly to: FileSystemFileHandle | null;
  },
) => Blob | Promise<Blob>;

/** What makes each file of the registry, by its row. */
const LOWERINGS: { readonly [Id in ExportId]: Lowering<Id> } = {
  generator: ({ run, generator }) => generatorZip(run, generator),
  weights: safetensors,
  pytorch,
  onnx,
  kerasH5,
  keras: (source) => kerasArchive(source, Date.now()),
  artwork: (source, { signature }) => artwork(source, signature),
  samples: ({ run, samples }, { progress, decode, signed }) =>
    samplesZip(run, samples, decode, signed, progress),
  curves: ({ blocks, measures }, { progress }) => curvesCsv(blocks, measures, progress),
  page: runPage,
  server: async ({ run }, { progress, serverParts, to }) => {
    const entries = serverEntries(await serverParts(run.id), progress);
    if (!to) return await zip(entries);
    await zipTo(await to.createWritable(), entries);
    return await to.getFile();
  },
  picture: async ({ title, pictures: [picture], shape }, { signed }) => {
    const { rgba, made } = picture!;
    await signed.sign(rgba, shape, made?.origin ?? title);
    return await rgbaToPng(rgba, shape, madeTexts(title, made, signed.texts));
  },
  pictures: ({ title, pictures, shape }, { progress, signed }) =>
    picturesZip(title, pictures, shape, signed, progress),
};

/** The file that was asked for. */
export async function makeExport(order: DownloadOrder, ports: LoweringPorts): Promise<Blob> {
  // A row and its source come together in an order, which a union does not tell of each apart.
  const make = LOWERINGS[order.type] as Lowering<ExportId>;
  const signature = order.signature ?? null;
  const signed = new Signed(signature, ports.readCanvas);
  return await make(order.source, { ...ports, signed, signature, to: order.to ?? null });
}
