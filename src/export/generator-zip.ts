import type { GeneratorRecord, RunRecord } from '../contract/records';
import { inferShapes } from '../nets/shapes';
import { generatorReadme } from './generator-readme';
import { layersModel } from './layers-model';
import { zip } from './zip';

/** What `settings.json` tells of the run and of the model. Times are ISO 8601. */
function settingsJson(run: RunRecord, generator: GeneratorRecord, output: readonly number[]) {
  return {
    run: run.name,
    pictures: { set: run.datasetName, count: run.datasetCount },
    device: run.device,
    started: new Date(run.createdAt).toISOString(),
    kept: new Date(generator.createdAt).toISOString(),
    epoch: generator.epoch,
    step: generator.step,
    latentSize: generator.spec.input[0],
    outputShape: output,
    outputRange: [-1, 1],
    settings: run.settings,
    /** The layers as the studio has them: with these it can bring the generator back. */
    network: generator.spec,
  };
}

/**
 * A generator as a ZIP: `model.json`, its weights, README.md and settings.json [OUT1].
 * @throws StudioError `model-missing` where the weights are not the net's.
 */
export async function generatorZip(run: RunRecord, generator: GeneratorRecord): Promise<Blob> {
  const output = inferShapes(generator.spec).at(-1) ?? [];
  const model = layersModel(generator.spec, generator.weights, 'generator');
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return await zip([
    { name: 'README.md', data: generatorReadme(run, generator, output) },
    { name: 'model.json', data: json(model.json) },
    ...model.shards.map(({ path, data }) => ({ name: path, data })),
    { name: 'settings.json', data: json(settingsJson(run, generator, output)) },
  ]);
}
