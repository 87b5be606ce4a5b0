import type { ExportSources, KeptNet } from '../../contract/exports';
import { inputShapes, paintedShape } from '../../nets/shapes';
import type { WeightRole } from '../../nets/weights';
import { onnxReadme } from '../../words/en/onnx-readme';
import { chosenNet } from '../chosen-net';
import { SCORE_FORMS } from '../score-form';
import { lowered } from './layers';
import { modelProto, type OnnxModel, type OnnxNode, type OnnxTensor } from './proto';

/** A free number of pictures. */
const BATCH = 'n';

/**
 * The chosen net as an ONNX model of opset 17: the generator from `latent` [n, d] to `pictures`
 * [n, channels, height, width], -1..1; the discriminator from `pictures` to `logits` and `scores`, both
 * [n, 1]. What made it stands in `metadata_props`.
 * @throws StudioError as `chosenNet`.
 */
export function onnx(source: ExportSources['network']): Blob {
  const net = chosenNet(source);
  const { run, generator, weights } = source;
  const { height, width, channels } = paintedShape(generator.spec);
  const pictures = {
    name: 'pictures',
    shape: [BATCH, channels, height, width],
    about: 'values from -1 to 1, channels first',
  };
  const readme = onnxReadme(source, { height, width, channels });
  const model: OnnxModel = {
    ...(source.net === 'generator'
      ? generatorGraph(net, pictures)
      : discriminatorGraph(source, net, pictures)),
    name: source.net,
    about: readme,
    version: generator.step,
    metadata: {
      run: run.name,
      preset: run.settings.preset,
      network: source.net,
      ...(source.net === 'generator'
        ? { weights: weights === 'averaged' ? 'averaged' : 'trained' }
        : {}),
      epoch: String(generator.epoch),
      step: String(generator.step),
      settings: JSON.stringify(run.settings),
      layers: JSON.stringify(net.spec),
      readme,
    },
  };
  return new Blob([...modelProto(model).pieces], { type: 'application/octet-stream' });
}

type Graph = Pick<OnnxModel, 'nodes' | 'tensors' | 'inputs' | 'outputs'>;
type Value = OnnxModel['inputs'][number];

function generatorGraph(net: KeptNet, pictures: Value): Graph {
  const latent = {
    name: 'latent',
    shape: [BATCH, ...net.spec.input],
    about: 'drawn from the normal distribution of mean 0 and deviation 1',
  };
  return { ...chain(net, latent.name, pictures.name), inputs: [latent], outputs: [pictures] };
}

function discriminatorGraph(
  { run }: ExportSources['network'],
  { spec, weights }: KeptNet,
  pictures: Value,
): Graph {
  // Scores are made of logits, whatever the net ends with.
  const layers = spec.layers.filter(
    ({ kind }, i) => kind !== 'sigmoid' || i < spec.layers.length - 1,
  );
  const { nodes, tensors } = chain({ spec: { ...spec, layers }, weights }, pictures.name, 'logits');
  const score = scoreOf(run.settings.loss);
  return {
    nodes: [...nodes, ...score.nodes],
    tensors: [...tensors, ...score.tensors],
    inputs: [pictures],
    outputs: [
      { name: 'logits', shape: [BATCH, 1], about: 'the more, the more real' },
      { name: 'scores', shape: [BATCH, 1], about: 'how real the pictures look to it, from 0 to 1' },
    ],
  };
}

/** The layers one after the other, from `input` to `output`. */
function chain(
  { spec, weights }: KeptNet,
  input: string,
  output: string,
): Pick<Graph, 'nodes' | 'tensors'> {
  const byName = new Map(weights.map((weight) => [weight.name, weight]));
  const shapes = inputShapes(spec);
  const nameOf = (i: number): string =>
    i === spec.layers.length - 1 ? output : `${i}.${spec.layers[i]!.kind}`;
  const parts = spec.layers.map((layer, i) =>
    lowered(layer, {
      name: nameOf(i),
      input: i === 0 ? input : nameOf(i - 1),
      shape: shapes[i]!,
      weight: (role: WeightRole) => byName.get(`${i}/${role}`),
    }),
  );
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    tensors: parts.flatMap(({ tensors }) => tensors),
  };
}

/** From `logits` to `scores`. */
function scoreOf(loss: keyof typeof SCORE_FORMS): {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
} {
  const { fromMean, line } = SCORE_FORMS[loss];
  const number = (name: string, value: number): OnnxTensor => ({
    name,
    shape: [],
    values: Float32Array.of(value),
  });
  if (!line) {
    const level: OnnxNode[] = [
      {
        op: 'ReduceMean',
        inputs: ['logits'],
        output: 'scores.level',
        attributes: { axes: { ints: [0] } },
      },
      { op: 'Sub', inputs: ['logits', 'scores.level'], output: 'scores.difference' },
    ];
    const from = fromMean ? 'scores.difference' : 'logits';
    return {
      nodes: [...(fromMean ? level : []), { op: 'Sigmoid', inputs: [from], output: 'scores' }],
      tensors: [],
    };
  }
  return {
    nodes: [
      { op: 'Mul', inputs: ['logits', 'scores.scale'], output: 'scores.scaled' },
      { op: 'Add', inputs: ['scores.scaled', 'scores.shift'], output: 'scores.line' },
      { op: 'Clip', inputs: ['scores.line', 'scores.least', 'scores.most'], output: 'scores' },
    ],
    tensors: [
      number('scores.scale', line.scale),
      number('scores.shift', line.shift),
      number('scores.least', 0),
      number('scores.most', 1),
    ],
  };
}
