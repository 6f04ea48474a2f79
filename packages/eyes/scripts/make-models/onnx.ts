// ONNX messages (field numbers from onnx/onnx.proto, IR version 8, operator set 18).
import { bytes, float, int } from "./protobuf.ts";

/** Element types of tensors. */
export const TYPE = { float: 1, int64: 7, half: 10 } as const;

/** A dimension: a number, or a name for one that is chosen at run time. */
export type Dimension = number | string;
/** A plain number is an integer attribute; `{ float }` is a float one. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

function attribute(name: string, value: Attribute): Buffer {
  const parts = [bytes(1, name)];
  if (typeof value === "string") parts.push(bytes(4, value), int(20, 3));
  else if (typeof value === "number") parts.push(int(3, value), int(20, 2));
  else if ("float" in value) parts.push(float(2, value.float), int(20, 1));
  else parts.push(...value.map((i) => int(8, i)), int(20, 7));
  return Buffer.concat(parts);
}

export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly [string, ...string[]],
  attributes: Readonly<Record<string, Attribute>> = {},
): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(3, outputs[0]),
    bytes(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
  ]);
}

export function tensor(name: string, dims: readonly number[], type: number, raw: Buffer): Buffer {
  return Buffer.concat([...dims.map((d) => int(1, d)), int(2, type), bytes(8, name), bytes(9, raw)]);
}

export function valueInfo(name: string, dims: readonly Dimension[]): Buffer {
  const shape = Buffer.concat(dims.map((d) => bytes(1, typeof d === "string" ? bytes(2, d) : int(1, d))));
  const type = bytes(1, Buffer.concat([int(1, TYPE.float), bytes(2, shape)]));
  return Buffer.concat([bytes(1, name), bytes(2, type)]);
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Buffer[];
  readonly constants: readonly Buffer[];
  readonly input: Buffer;
  readonly outputs: readonly Buffer[];
}

export function model(graph: Graph): Buffer {
  const body = Buffer.concat([
    ...graph.nodes.map((n) => bytes(1, n)),
    bytes(2, graph.name),
    ...graph.constants.map((c) => bytes(5, c)),
    bytes(11, graph.input),
    ...graph.outputs.map((o) => bytes(12, o)),
  ]);
  return Buffer.concat([int(1, 8), bytes(2, "tfjs2onnx"), bytes(7, body), bytes(8, int(2, 18))]);
}
