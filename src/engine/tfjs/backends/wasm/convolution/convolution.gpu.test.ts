import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { closeEngine } from '../../../../opening/open';
import {
  convFilterGradient,
  convForward,
  convInputGradient,
  convOutput,
  relativeError,
  sizeOf,
} from '../../../../../testing/reference-ops';
import {
  LARGE,
  PICTURES,
  PLAIN,
  TO_PICTURES,
  WINOGRAD,
  asItIs,
  numbers,
  openOn,
} from '../../../../../testing/wasm/cases';
import { Scratch } from '../scratch';
import { suitsScatter, suitsWindows } from './few-channels';
import { suitsMirror } from './few-filters';
import { geometryOf, type Geometry } from './geometry';
import {
  gradientSuitsWinograd,
  suitsWinograd,
  winogradConvolve,
  winogradFilterGradient,
  winogradInputGradient,
} from './winograd';

afterEach(asItIs);
afterAll(closeEngine);
beforeEach(() => openOn(2));

test.each([WINOGRAD, PICTURES, TO_PICTURES, PLAIN])(
  '[TRN4] a convolution with a bias: $filter, $stride',
  async (conv) => {
    const [x, filter] = [numbers(sizeOf(conv.x), 0), numbers(sizeOf(conv.filter), 1)];
    const k = conv.filter[3];
    const bias = numbers(k, 2);
    const expected = convForward(conv, x, filter).map((value, i) => value + bias[i % k]!);
    const run = (activation: 'linear' | 'relu'): tf.Tensor =>
      tf.tidy(() =>
        tf.fused.conv2d({
          x: tf.tensor4d(x, [...conv.x]),
          filter: tf.tensor4d(filter, [...conv.filter]),
          strides: conv.stride,
          pad: conv.padding,
          bias: tf.tensor1d(bias),
          activation,
        }),
      );
    const [linear, relu] = [run('linear'), run('relu')];
    expect(relativeError(await linear.data(), expected)).toBeLessThan(1e-5);
    const positive = expected.map((value) => Math.max(0, value));
    expect(relativeError(await relu.data(), positive)).toBeLessThan(1e-5);
    tf.dispose([linear, relu]);
  },
);

test.each([WINOGRAD, LARGE, PICTURES, TO_PICTURES, PLAIN])(
  '[TRN4] a convolution and its gradients where inputs lie far from zero: $filter, $stride',
  async (conv) => {
    const far = (count: number, step: number): Float32Array =>
      numbers(count, step).map((value) => value + 3);
    const [x, dy] = [far(sizeOf(conv.x), 0), far(sizeOf(convOutput(conv)), 2)];
    const filter = numbers(sizeOf(conv.filter), 1);
    const found = tf.tidy(() => {
      const tensors = [
        tf.tensor4d(x, [...conv.x]),
        tf.tensor4d(filter, [...conv.filter]),
        tf.tensor4d(dy, [...convOutput(conv)]),
      ] as const;
      const run = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, conv.stride, conv.padding);
      return [run(tensors[0], tensors[1]), ...tf.grads(run)([tensors[0], tensors[1]], tensors[2])];
    });
    const expected = [
      convForward(conv, x, filter),
      convInputGradient(conv, dy, filter),
      convFilterGradient(conv, x, dy),
    ];
    for (const [i, tensor] of found.entries()) {
      expect(relativeError(await tensor.data(), expected[i]!)).toBeLessThan(1e-5);
    }
    tf.dispose(found);
  },
);

test.each([1, 40_000, 90_000])(
  '[TRN4] Winograd’s products of pictures in portions of %i numbers',
  async (most) => {
    const { x: shape, filter, stride, padding } = WINOGRAD;
    const geometry = geometryOf(shape, filter, {
      dataFormat: 'NHWC',
      strides: [stride, stride],
      pad: padding,
    });
    const [x, weights] = [numbers(sizeOf(shape), 0), numbers(sizeOf(filter), 1)];
    const dy = numbers(sizeOf(convOutput(WINOGRAD)), 2);
    const given = [
      tf.tensor4d(x, [...shape]),
      tf.tensor4d(weights, [...filter]),
      tf.tensor4d(dy, [...convOutput(WINOGRAD)]),
    ] as const;
    const found = (
      [
        (scratch) => winogradConvolve(scratch, given[0], given[1], null, geometry, most),
        (scratch) => winogradInputGradient(scratch, given[2], given[1], geometry, [...shape], most),
        (scratch) => winogradFilterGradient(scratch, given[0], given[2], geometry, most),
      ] as ((scratch: Scratch) => tf.TensorInfo)[]
    ).map((run) => {
      const scratch = Scratch.over(tf.backend());
      return tf.engine().makeTensorFromTensorInfo(scratch.release(run(scratch)));
    });
    const expected = [
      convForward(WINOGRAD, x, weights),
      convInputGradient(WINOGRAD, dy, weights),
      convFilterGradient(WINOGRAD, x, dy),
    ];
    for (const [i, tensor] of found.entries()) {
      expect(relativeError(await tensor.data(), expected[i]!)).toBeLessThan(1e-5);
    }
    tf.dispose([...given, ...found]);
  },
);

/** Of x [n, edge, edge, c] by [kernel, kernel, c, k], padded. */
const square = (edge: number, kernel: number, stride: number): Geometry =>
  geometryOf([1, edge, edge, 1], [kernel, kernel, 1, 1], {
    dataFormat: 'NHWC',
    strides: [stride, stride],
    pad: 'same',
  });

test('the layers of a DCGAN go the ways that cost least', () => {
  for (const [edge, channels] of [
    [32, 64],
    [16, 128],
    [8, 256],
  ] as const) {
    const layer = [square(edge, 4, 2), 16, channels, 2 * channels] as const;
    expect(suitsWinograd(...layer)).toBe(true);
    expect(gradientSuitsWinograd(...layer)).toBe(true);
  }
  const pictures = square(64, 4, 2);
  expect(suitsWinograd(pictures, 16, 3, 64)).toBe(false);
  expect(suitsWindows(pictures, 16, 3, 64)).toBe(true);
  expect(suitsScatter(pictures, 3, 64)).toBe(true);
  expect(suitsMirror(square(64, 3, 1), 16, 32, 3)).toBe(true);
  // Of one or two pictures most of a tile would be thrown away; tiles of 5x5 results mostly lie outside.
  expect(suitsWinograd(square(8, 4, 2), 2, 256, 512)).toBe(false);
  expect(suitsWinograd(square(10, 4, 2), 16, 64, 64)).toBe(false);
});
