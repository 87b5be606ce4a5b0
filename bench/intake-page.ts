import { squarePictures } from '../src/contract/picture-shape';
import { createIntake } from '../src/intake/page/intake';
import { SAMPLE_PICTURES } from '../src/contract/decode';
import { DEFAULT_INTAKE, type SourceFile } from '../src/contract/intake';
import { listFiles } from '../src/intake/page/list-files';
import { paintPicture } from '../src/data/paint/painting';
import { openStorage } from '../src/storage/open';
import { copiedBytes, countCopies } from './count-copies';

/** The page of bench/intake.mjs: takes files in as the studio does, into real storage. */
interface IntakeResult {
  readonly pictures: number;
  readonly skipped: number;
  readonly sourceBytes: number;
  readonly wallMs: number;
  /** What the page's thread copied meanwhile. */
  readonly copiedBytes: number;
}

declare global {
  interface Window {
    intakeBench: {
      paintFiles(edge: number): Promise<number>;
      run(workers: number, imageSize: number): Promise<IntakeResult>;
    };
  }
}

let painted: SourceFile[] = [];

/** The sample pictures as JPEG files, for machines without a folder of pictures. */
async function paintFiles(edge: number): Promise<number> {
  painted = [];
  const canvas = new OffscreenCanvas(edge, edge);
  const context = canvas.getContext('2d')!;
  for (let i = 0; i < SAMPLE_PICTURES; i++) {
    const rgb = paintPicture(i, squarePictures(edge, 3));
    const data = new ImageData(edge, edge);
    for (let p = 0; p < edge * edge; p++) {
      data.data.set([rgb[3 * p]!, rgb[3 * p + 1]!, rgb[3 * p + 2]!, 255], 4 * p);
    }
    context.putImageData(data, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    painted.push({ path: `painted/${i}.jpg`, file: new File([blob], `${i}.jpg`) });
  }
  return painted.length;
}

async function run(workers: number, imageSize: number): Promise<IntakeResult> {
  const input = document.querySelector<HTMLInputElement>('#files')!;
  const files = input.files?.length ? listFiles(input.files) : painted;
  const storage = await openStorage();
  const listener = {
    progress: () => undefined,
    pictures: () => undefined,
    own: () => undefined,
  };
  const before = copiedBytes();
  const started = performance.now();
  const record = await createIntake(storage, { workers }).prepare(
    files,
    { ...DEFAULT_INTAKE, imageSize },
    listener,
    new AbortController().signal,
  );
  const wallMs = performance.now() - started;
  const copied = copiedBytes() - before;
  await storage.deleteDataset(record.id);
  storage.close();
  return {
    pictures: record.count,
    skipped: record.skipped.length,
    sourceBytes: files.reduce((sum, { file }) => sum + file.size, 0),
    wallMs,
    copiedBytes: copied,
  };
}

countCopies();
window.intakeBench = { paintFiles, run };
