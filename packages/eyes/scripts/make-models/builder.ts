// Collects the nodes and constants of an ONNX graph, and remembers in which layout each value is.

import { toHalf } from "./half.ts";
import { type Attribute, node, TYPE, tensor } from "./onnx.ts";

/** A value of the graph. TensorFlow keeps channels last; convolutions of ONNX want them second (`nchw`). */
export interface Value {
  readonly name: string;
  readonly layout: "tf" | "nchw";
  readonly rank: number;
}

/** Constants of at least this many numbers are stored as halves and cast when the model is loaded: half the file. */
const HALF_FROM = 64;

export interface Builder {
  readonly nodes: readonly Buffer[];
  readonly constants: readonly Buffer[];
  /** Adds a node with `count` outputs. */
  add(
    operator: string,
    inputs: readonly string[],
    like: Pick<Value, "layout" | "rank">,
    attributes?: Record<string, Attribute>,
    count?: number,
  ): [Value, ...Value[]];
  /** A name that no other value has. */
  fresh(prefix: string): string;
  /** Adds a node whose output has a name of its own. */
  named(operator: string, inputs: readonly string[], output: string): void;
  /** A constant of floats; the same name is added once. */
  floats(name: string, dims: readonly number[], data: ArrayLike<number>, exact?: boolean): string;
  integers(data: readonly number[]): string;
  toTf(value: Value): Value;
  toNchw(value: Value): Value;
}

export function createBuilder(): Builder {
  const nodes: Buffer[] = [];
  const constants: Buffer[] = [];
  const known = new Set<string>();
  let made = 0;
  const fresh = (prefix: string): string => `${prefix}_${made++}`;

  function transpose(value: Value, prefix: string, perm: number[], layout: Value["layout"]): Value {
    const name = fresh(prefix);
    nodes.push(node("Transpose", [value.name], [name], { perm }));
    return { name, layout, rank: 4 };
  }

  return {
    nodes,
    constants,
    add(operator, inputs, { layout, rank }, attributes = {}, count = 1) {
      const names = Array.from({ length: count }, () => fresh(operator)) as [string, ...string[]];
      nodes.push(node(operator, inputs, names, attributes));
      return names.map((name) => ({ name, layout, rank })) as [Value, ...Value[]];
    },
    fresh,
    named(operator, inputs, output) {
      nodes.push(node(operator, inputs, [output]));
    },
    floats(name, dims, data, exact = false) {
      if (known.has(name)) return name;
      known.add(name);
      if (exact || data.length < HALF_FROM) {
        constants.push(tensor(name, dims, TYPE.float, Buffer.from(Float32Array.from(data).buffer)));
        return name;
      }
      constants.push(tensor(`${name}_h`, dims, TYPE.half, Buffer.from(Uint16Array.from(data, toHalf).buffer)));
      nodes.push(node("Cast", [`${name}_h`], [name], { to: TYPE.float }));
      return name;
    },
    integers(data) {
      const name = fresh("i64");
      constants.push(tensor(name, [data.length], TYPE.int64, Buffer.from(BigInt64Array.from(data, BigInt).buffer)));
      return name;
    },
    toTf: (value) => (value.layout === "tf" ? value : transpose(value, "nhwc", [0, 2, 3, 1], "tf")),
    toNchw: (value) => (value.layout === "nchw" ? value : transpose(value, "nchw", [0, 3, 1, 2], "nchw")),
  };
}
