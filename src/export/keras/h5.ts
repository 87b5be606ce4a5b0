import type { ExportSources } from '../../contract/exports';
import type { NetSpec } from '../../contract/net-spec';
import { group, type H5Node } from '../../records/hdf5/tree';
import { writeHdf5 } from '../../records/hdf5/write';
import { kerasReadme } from '../../words/en/keras-readme';
import { chosenNet } from '../chosen-net';
import { layerName, sequential } from '../layers-topology';
import { layerWeights } from './net';

/** Whose format it is. Where it is not told beside the weights too, Keras takes them for those of its
 *  version 1, and turns the kernels of transposed convolutions around. */
const WRITER = { keras_version: '2.15.0', backend: 'tensorflow' };

/** As ASCII: Keras up to 2.3 knows no other. */
const ascii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

type Source = ExportSources['network'];

/** With this the studio brings the net back as it was. */
function toldOf({ run, generator, net }: Source, layers: NetSpec) {
  const { epoch, step } = generator;
  return { net, run: run.name, epoch, step, settings: run.settings, layers };
}

/**
 * A net as the one file that `keras.models.load_model` reads, of Keras 2 and 3 [KERAS1]:
 * https://github.com/keras-team/tf-keras, saving/legacy/hdf5_format.py.
 * @throws StudioError as `chosenNet`.
 */
export function kerasH5(source: Source): Blob {
  const net = chosenNet(source);
  const { spec } = net;
  const names = spec.layers.map((layer, index) => layerName(index, layer));
  const layers: Record<string, H5Node> = {};
  for (const [index, weights] of layerWeights(net).entries()) {
    const name = names[index]!;
    const titles = weights.map((weight) => `${name}/${weight.name}:0`);
    const data = Object.fromEntries(weights.map((weight) => [`${weight.name}:0`, weight.data]));
    layers[name] = group(
      { weight_names: titles },
      titles.length > 0 ? { [name]: group({}, data) } : {},
    );
  }
  const root = group(
    {
      ...WRITER,
      model_config: ascii(JSON.stringify(sequential(spec, source.net))),
      atelier: ascii(JSON.stringify(toldOf(source, spec))),
      readme: kerasReadme(source, spec, 'h5'),
    },
    {
      model_weights: group(
        { ...WRITER, layer_names: names },
        { ...layers, top_level_model_weights: group({ weight_names: [] }) },
      ),
    },
  );
  return new Blob(writeHdf5(root), { type: 'application/x-hdf5' });
}
