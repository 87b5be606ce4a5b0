import type { GanSpec, LayerSpec, NetSpec } from '../contract/net-spec';
import type { MemoryEstimate } from '../contract/memory';
import { averageOf } from './average';
import { elements, inferShapes } from './shapes';
import { learnsFrom, phasesOf } from './step-phases';
import { countParameters, weightSpecs } from './weights';

/** Bytes of a float32, which is all that training uses. */
const FLOAT = 4;

/**
 * An estimate of what training holds at once with eager TensorFlow.js: good to a factor of about
 * two, since engines keep other temporaries and pool freed buffers.
 * @throws StudioError `settings-invalid` as `inferShapes`.
 */
export function estimateMemory(gan: GanSpec, batchSize: number): MemoryEstimate {
  const nets = [gan.generator, gan.discriminator];
  const counts = nets.map(countParameters);
  const sum = (pick: (count: { trainable: number; total: number }) => number): number =>
    FLOAT * counts.reduce((all, count) => all + pick(count), 0);

  // The averaged generator has weights and statistics of its own.
  const averaged = averageOf(gan.step.program) ? FLOAT * counts[0]!.total : 0;
  const weights = averaged + sum((count) => count.total);
  const optimizer = 3 * sum((count) => count.trainable);
  const kept = (net: NetSpec): number => FLOAT * batchSize * savedNumbers(net);
  const g = kept(gan.generator);
  const d = kept(gan.discriminator);
  const picture = FLOAT * batchSize * elements(gan.discriminator.input);
  // Each phase of the step holds its passes that a loss goes back through.
  const { program } = gan.step;
  const saved = Math.max(
    ...phasesOf(program).map(({ makes, judges, losses, penalties }) => {
      const learns = makes.filter((one) => one.do === 'generate' && learnsFrom(program, one));
      const walked = judges.filter((judge) =>
        losses.some((loss) => loss.pictures === judge.pictures),
      );
      // An augmented picture lies beside the one that it was made of.
      const changed = makes.filter((one) => one.do === 'augment');
      // Pictures moved up and down the gradient, of one penalty at a time.
      const moved = penalties.length > 0 ? 2 : 0;
      return learns.length * g + (walked.length + moved) * d + changed.length * picture;
    }),
  );
  const largestActivation = FLOAT * batchSize * Math.max(...nets.map(largestOutput));
  // Backward through the largest layer: the gradients of its output and of its input.
  const activations = saved + 2 * largestActivation;

  const largestWeight = FLOAT * Math.max(...nets.map(largestTensor));
  return {
    weights,
    optimizer,
    activations,
    total: weights + optimizer + activations,
    largestBuffer: Math.max(largestActivation, largestWeight),
  };
}

/** Numbers per picture that the backward pass needs: the input and the tensors of each layer. */
function savedNumbers(net: NetSpec): number {
  const shapes = inferShapes(net);
  return net.layers.reduce(
    (sum, layer, index) => sum + keptTensors(layer) * elements(shapes[index]!),
    elements(net.input),
  );
}

/** How many tensors of its output's size a layer keeps. */
function keptTensors(layer: LayerSpec): number {
  switch (layer.kind) {
    case 'reshape':
    case 'flatten':
      return 0;
    // The normalised input beside the output; the mask beside the output.
    case 'batchNorm':
    case 'dropout':
      return 2;
    case 'dense':
    case 'conv':
    case 'convTranspose':
    case 'upsample':
    case 'averagePool':
    case 'relu':
    case 'leakyRelu':
    case 'tanh':
    case 'sigmoid':
      return 1;
    default:
      return layer satisfies never;
  }
}

const largestOutput = (net: NetSpec): number =>
  Math.max(elements(net.input), ...inferShapes(net).map(elements));

const largestTensor = (net: NetSpec): number =>
  Math.max(0, ...weightSpecs(net).map((weight) => elements(weight.shape)));
