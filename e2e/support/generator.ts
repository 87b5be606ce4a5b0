import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import {
  BlobReader,
  TextWriter,
  Uint8ArrayWriter,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js';

/** The files of a ZIP on disk, by name. */
async function unzip(path: string): Promise<Map<string, FileEntry>> {
  const reader = new ZipReader(new BlobReader(new Blob([readFileSync(path)])));
  const entries = await reader.getEntries();
  return new Map(
    entries.filter((e): e is FileEntry => !e.directory).map((e) => [e.filename, e] as const),
  );
}

export const zipNames = async (path: string): Promise<string[]> => [...(await unzip(path)).keys()];

export async function zipBytes(path: string, name: string): Promise<Uint8Array> {
  const entry = (await unzip(path)).get(name);
  if (!entry) throw new Error(`${path} holds no ${name}`);
  return entry.getData(new Uint8ArrayWriter());
}

export async function zipText(path: string, name: string): Promise<string> {
  const entry = (await unzip(path)).get(name);
  if (!entry) throw new Error(`${path} holds no ${name}`);
  return entry.getData(new TextWriter());
}

/**
 * Runs a downloaded generator with plain TensorFlow.js and nothing of the studio.
 * @param latents [count, latentSize], row-major
 * @param file which of its models.
 * @returns [count, height, width, channels], values 0..255, not rounded
 */
export async function runGenerator(
  zip: string,
  latents: Float32Array,
  file = 'model.json',
): Promise<Float32Array> {
  await tf.setBackend('cpu');
  interface ModelJson {
    readonly modelTopology: object;
    readonly weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
  }
  const json = JSON.parse(await zipText(zip, file)) as ModelJson;
  const shards: Uint8Array[] = [];
  for (const group of json.weightsManifest) {
    for (const path of group.paths) shards.push(await zipBytes(zip, path));
  }
  const weightData = Uint8Array.from(Buffer.concat(shards)).buffer;
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
      weightData,
    }),
  );
  const latentSize = model.inputs[0]!.shape[1]!;
  const z = tf.tensor2d(latents, [latents.length / latentSize, latentSize]);
  const output = model.predict(z) as tf.Tensor;
  const values = (await output.data()) as Float32Array;
  tf.dispose([z, output]);
  return values.map((value) => ((value + 1) / 2) * 255);
}
