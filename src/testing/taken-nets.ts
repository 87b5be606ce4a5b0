import * as tf from '@tensorflow/tfjs-core';
import type { ExportSources, KeptNet, NetChoice } from '../contract/exports';
import {
  DEFAULT_SETTINGS,
  PRESET_IDS,
  type PresetId,
  type Settings,
} from '../contract/hyperparameters';
import type { GanSpec, NetSpec } from '../contract/net-spec';
import { Stream, normal, uniform } from '../contract/random';
import { openCpu } from '../engine/tfjs/backends/cpu';
import { Constants } from '../engine/tfjs/constants';
import { Net } from '../engine/tfjs/net';
import { INFERENCE } from '../engine/tfjs/painter';
import { weightsOf } from '../nets/kept-generator';
import { LOSSES, scoresOf } from '../nets/losses';
import { buildGan, PRESETS } from '../nets/presets';
import { elements } from '../nets/shapes';
import { everyLayerGan } from './engine/tiny-gan';
import { livelyWeights } from './lively-weights';
import { aGenerator, aRun } from './records';

/** A run of lively weights, trained and averaged, with its discriminator. */
export interface TakenCase {
  readonly name: string;
  readonly source: ExportSources['network'];
}

/** What the studio's own engine makes of a net. */
export interface Reference {
  /** float32 [count, ...shape], channels last where it is a picture. */
  readonly input: Float32Array<ArrayBuffer>;
  readonly output: Float32Array<ArrayBuffer>;
  readonly count: number;
}

/** Pictures of a reference. */
export const REFERENCE_COUNT = 3;

/** A name that breaks whatever takes it for code. */
export const AWKWARD_NAME = `"""It's\\ \${x} \`漢字\`\r\n'''# {name} %s\u2028 </script> \ud83d`;

/** As narrow as the preset allows. */
function narrow(preset: PresetId, change: Partial<Settings> = {}): Settings {
  const recipe = PRESETS[preset];
  const [imageSize, channels] = [recipe.sizes[0]!, recipe.channels[0]!];
  const whole = { ...DEFAULT_SETTINGS, ...recipe.defaults(imageSize), preset, imageSize, channels };
  const small = { ...whole, latentSize: 6, averageGenerator: true, ...change };
  const tried = [...[8, 16].map((width) => ({ ...small, width })), { ...whole, ...change }];
  const found = tried.find((settings) => recipe.checks(settings).length === 0);
  if (!found) throw new Error(JSON.stringify(recipe.checks(small)));
  return found;
}

function caseOf(name: string, settings: Settings, gan: GanSpec = buildGan(settings)): TakenCase {
  const run = aRun('run', { name, settings, batching: gan.step.batching });
  const generator = {
    ...aGenerator('run', 7),
    spec: gan.generator,
    weights: livelyWeights(gan.generator, 1),
    averaged: livelyWeights(gan.generator, 2),
  };
  const discriminator = { spec: gan.discriminator, weights: livelyWeights(gan.discriminator, 3) };
  return { name, source: { run, generator, discriminator, net: 'generator', weights: 'averaged' } };
}

/** Small nets of every preset, in grey and colour, square and not, of every loss, and of every layer. */
export const takenCases = (): TakenCase[] => [
  ...PRESET_IDS.map((id) => caseOf(id, narrow(id))),
  caseOf('grey, wide, hinge', narrow('atelier', { channels: 1, shape: '3:2', loss: 'hinge' })),
  caseOf('tall, least squares', narrow('atelier', { shape: '3:4', loss: 'least-squares' })),
  caseOf(
    'relativistic, no norm',
    narrow('atelier', { channels: 3, loss: 'relativistic', discriminatorNorm: 'none' }),
  ),
  caseOf(AWKWARD_NAME, { ...narrow('atelier'), channels: 3 }, everyLayerGan()),
];

/** Every net of a case, with all its weights. */
export const choicesOf = ({ discriminator }: ExportSources['network']): NetChoice[] => [
  { net: 'generator', weights: 'averaged' },
  { net: 'generator', weights: 'weights' },
  ...(discriminator ? [{ net: 'discriminator', weights: 'weights' } as const] : []),
];

/** What the studio's TensorFlow.js engine says of random input: pictures, or logits. */
export async function referenceOf(source: ExportSources['network']): Promise<Reference> {
  tf.env().set('IS_TEST', true);
  await openCpu();
  const { spec, weights } =
    source.net === 'generator'
      ? { spec: source.generator.spec, weights: weightsOf(source.generator, source.weights) }
      : source.discriminator!;
  const size = REFERENCE_COUNT * elements(spec.input);
  const input =
    source.net === 'generator'
      ? normal(5, Stream.NewPictures, 0, size)
      : uniform(5, Stream.NewPictures, 0, size, -1, 1);
  const output = await outputOf({ spec, weights }, input.slice());
  return { input: input.slice(), output, count: REFERENCE_COUNT };
}

async function outputOf(
  { spec, weights }: KeptNet,
  input: Float32Array<ArrayBuffer>,
): Promise<Float32Array<ArrayBuffer>> {
  const constants = new Constants();
  const net = new Net(spec, weights, constants);
  const out = tf.tidy(() => net.run(tf.tensor(input, [REFERENCE_COUNT, ...spec.input]), INFERENCE));
  const values = Float32Array.from(await out.data<'float32'>());
  out.dispose();
  net.dispose();
  constants.dispose();
  return values;
}

/** Scores of logits, as the studio shows them. */
export const scoresBy = (source: ExportSources['network'], logits: Float32Array): Float32Array =>
  scoresOf(LOSSES[source.run.settings.loss], logits);

/** [n, h, w, c] -> [n, c, h, w]. */
export function channelsFirst(
  values: Float32Array,
  { input: [height, width, channels] }: Pick<NetSpec, 'input'>,
): Float32Array<ArrayBuffer> {
  const area = height! * width!;
  return Float32Array.from(values, (_, at) => {
    const picture = Math.floor(at / (area * channels!));
    const channel = Math.floor(at / area) % channels!;
    return values[(picture * area + (at % area)) * channels! + channel]!;
  });
}

/** The largest difference of two lists of the same length. */
export function farthest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) throw new Error(`${one.length} numbers, not ${other.length}`);
  return Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}

/** Deviation from the mean: of pictures that are all alike it is 0. */
export function spreadOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
