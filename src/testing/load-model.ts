import * as tf from '@tensorflow/tfjs';

export type ModelFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The JSON in a file of UTF-8. */
export const parseJson = (file: Uint8Array | undefined): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file));

/** Loads an unpacked layers model with plain TensorFlow.js and nothing of ours, as it loads one
 *  over HTTP: the manifest's order, its files joined. */
export function loadLayers(files: ModelFiles): Promise<tf.LayersModel> {
  const json = parseJson(files.get('model.json')) as tf.io.ModelJSON;
  const handler: tf.io.IOHandler = {
    load: () =>
      tf.io.getModelArtifactsForJSON(json, async (manifest) => {
        const shards = manifest.flatMap((group) => group.paths).map((path) => files.get(path));
        const data = await new Blob(shards.filter((shard) => shard !== undefined)).arrayBuffer();
        return [manifest.flatMap((group) => group.weights), data];
      }),
  };
  return tf.loadLayersModel(handler);
}

/** The model's output for `values` as [shape], row-major. */
export async function predict(
  model: tf.LayersModel,
  values: Float32Array,
  shape: number[],
): Promise<{ shape: number[]; values: Float32Array }> {
  const output = model.predict(tf.tensor(values, shape));
  if (Array.isArray(output)) throw new Error('one output expected');
  return { shape: output.shape, values: Float32Array.from(await output.data()) };
}
