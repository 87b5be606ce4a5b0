import { toBytes } from '../../records/numbers';
import { Message } from './protobuf';

/** The messages of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, as far as nets need them. */

/** Written for readers of 2022 and later. */
const IR_VERSION = 8;
const OPSET = 17;

/** `TensorProto.DataType`. */
const FLOAT = 1;
const INT64 = 7;

/** `AttributeProto.AttributeType`. */
const TYPES = { float: 1, int: 2, text: 3, ints: 7 } as const;

export type Attribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] };

export interface OnnxNode {
  readonly op: string;
  /** Names; '' for one that is left out. */
  readonly inputs: readonly string[];
  /** The name of its output, and its own. */
  readonly output: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A constant of the graph; int64 where the values are a list. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | readonly number[];
}

/** What goes in or comes out, float32; a text is a size that is free, as the batch's. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  readonly about: string;
}

export interface OnnxModel {
  readonly name: string;
  readonly about: string;
  readonly version: number;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata: Readonly<Record<string, string>>;
}

export const modelProto = (model: OnnxModel): Message =>
  new Message()
    .int(1, IR_VERSION)
    .text(2, 'Atelier')
    .int(5, model.version)
    .text(6, model.about)
    .message(
      7,
      new Message()
        .messages(1, model.nodes.map(nodeProto))
        .text(2, model.name)
        .messages(5, model.tensors.map(tensorProto))
        .messages(11, model.inputs.map(valueProto))
        .messages(12, model.outputs.map(valueProto)),
    )
    .message(8, new Message().text(1, '').int(2, OPSET))
    .messages(
      14,
      Object.entries(model.metadata).map(([key, value]) =>
        new Message().text(1, key).text(2, value),
      ),
    );

function nodeProto({ op, inputs, output, attributes = {} }: OnnxNode): Message {
  const node = new Message();
  for (const input of inputs) node.text(1, input);
  return node
    .text(2, output)
    .text(3, output)
    .text(4, op)
    .messages(5, Object.entries(attributes).map(attributeProto));
}

function attributeProto([name, value]: [string, Attribute]): Message {
  const attribute = new Message().text(1, name);
  if ('float' in value) return attribute.float(2, value.float).int(20, TYPES.float);
  if ('int' in value) return attribute.int(3, value.int).int(20, TYPES.int);
  if ('text' in value) return attribute.text(4, value.text).int(20, TYPES.text);
  return attribute.ints(8, value.ints).int(20, TYPES.ints);
}

function tensorProto({ name, shape, values }: OnnxTensor): Message {
  const isFloat = values instanceof Float32Array;
  const tensor = new Message()
    .ints(1, shape)
    .int(2, isFloat ? FLOAT : INT64)
    .text(8, name);
  return isFloat ? tensor.bytes(9, toBytes([values])) : tensor.ints(7, values);
}

function valueProto({ name, shape, about }: OnnxValue): Message {
  const dimensions = shape.map((size) =>
    typeof size === 'number' ? new Message().int(1, size) : new Message().text(2, size),
  );
  const tensor = new Message().int(1, FLOAT).message(2, new Message().messages(1, dimensions));
  return new Message().text(1, name).message(2, new Message().message(1, tensor)).text(3, about);
}
