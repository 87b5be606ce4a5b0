import { generatorPart } from '../contract/exports';
import type { GeneratorGroup, GeneratorRecord, RunRecord } from '../contract/records';
import { generatorTensors } from '../nets/kept-generator';
import { inferShapes } from '../nets/shapes';
import { device as deviceText } from '../words/en/device';
import { generatorReadme } from '../words/en/generator-readme';
import { layersModel } from './layers-model';
import { zip } from './zip';

/** What `settings.json` tells of the run and of the model. Times are ISO 8601. */
function settingsJson(run: RunRecord, generator: GeneratorRecord, output: readonly number[]) {
  return {
    run: run.name,
    pictures: { set: run.datasetName, count: run.datasetCount },
    device: run.device ? deviceText(run.device) : '',
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
 * A generator as a ZIP: for each of its groups of weights a model and its numbers, README.md and settings.json [OUT1].
 * @throws StudioError `model-missing` where the weights are not the net's.
 */
export async function generatorZip(run: RunRecord, generator: GeneratorRecord): Promise<Blob> {
  const output = inferShapes(generator.spec).at(-1) ?? [];
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const models = Object.entries(generatorTensors(generator)).flatMap(([group, weights]) => {
    const part = (name: string): string => generatorPart(group as GeneratorGroup, name);
    const model = layersModel(generator.spec, weights, 'generator', part);
    const shards = model.shards.map(({ path, data }) => ({ name: path, data }));
    return [{ name: part('model.json'), data: json(model.json) }, ...shards];
  });
  return await zip([
    { name: 'README.md', data: generatorReadme(run, generator, output) },
    ...models,
    { name: 'settings.json', data: json(settingsJson(run, generator, output)) },
  ]);
}
