// A frozen, feed-forward TensorFlow.js GraphModel -> an ONNX file: walks back from the outputs, so that only what they need is converted.
import { createBuilder, type Value } from "./builder.ts";
import type { GraphModel, TfNode } from "./graph-model.ts";
import { type Dimension, model, valueInfo } from "./onnx.ts";
import { baseName, type Context, OPERATORS } from "./operators.ts";

export interface ModelSpec {
  readonly name: string;
  /** The node where the picture enters; everything before it is left out. */
  readonly input: { readonly node: string; readonly shape: readonly Dimension[] };
  readonly outputs: readonly {
    readonly node: string;
    readonly name: string;
    readonly shape: readonly Dimension[];
    /** True for a weight that is given out as it is, in full precision. */
    readonly constant?: boolean;
  }[];
}

export function convert(graph: GraphModel, spec: ModelSpec): Buffer {
  const builder = createBuilder();
  const done = new Map<string, readonly Value[]>();
  const weightOf = (reference: string) => graph.weights.get(baseName(reference));
  const inputOf = (node: TfNode, n: number): string => node.input?.[n] ?? "";

  const context: Context = {
    builder,
    input: (node, n) => resolve(inputOf(node, n)),
    weight: (node, n) => weightOf(inputOf(node, n)),
    constant(name, like) {
      const weight = graph.weights.get(name);
      if (!weight) throw new Error(`${name} is not constant.`);
      const { data, shape } = weight;
      if (data.length === 1) return { name: builder.floats(name, [], data), layout: like?.layout ?? "tf", rank: 0 };
      if (like?.layout !== "nchw") return { name: builder.floats(name, shape, data), layout: "tf", rank: shape.length };
      if (shape.length !== 1) throw new Error(`${name}: a constant of rank ${shape.length} beside a turned value.`);
      return { name: builder.floats(`${name}_c`, [1, data.length, 1, 1], data), layout: "nchw", rank: 4 };
    },
    shape(node, n) {
      const own = weightOf(inputOf(node, n));
      if (own) return [...own.data];
      const made = graph.nodes.get(baseName(inputOf(node, n)));
      const parts = (made?.input ?? []).map(weightOf);
      if (made?.op === "Pack") return parts.map((side) => side?.data[0] ?? 0);
      // NanoDet adds the number of pictures, which is not constant, to a constant shape with 0 in its place.
      const sum = made?.op === "AddV2" ? parts.find(Boolean) : undefined;
      if (!sum) throw new Error(`${node.name}: the shape is not constant.`);
      return [...sum.data];
    },
  };

  function resolve(reference: string): Value {
    const name = baseName(reference);
    let values = done.get(name);
    if (!values) {
      values = convertNode(name);
      done.set(name, values);
    }
    const value = values[Number(reference.split(":")[1] ?? 0)];
    if (!value) throw new Error(`${reference} is not an output.`);
    return value;
  }

  function convertNode(name: string): readonly Value[] {
    if (name === spec.input.node) return [{ name: "input", layout: "tf", rank: 4 }];
    if (graph.weights.has(name)) return [context.constant(name, undefined)];
    const node = graph.nodes.get(name);
    const operator = node && OPERATORS[node.op];
    if (!operator) throw new Error(`${name}: the operator ${node?.op} is not converted.`);
    return operator(node, context);
  }

  const outputs = spec.outputs.map(({ node, name, shape, constant }) => {
    const value = constant ? exact(node) : builder.toTf(resolve(node));
    builder.named("Identity", [value.name], name);
    return valueInfo(name, shape);
  });

  function exact(name: string): Value {
    const weight = graph.weights.get(name);
    if (!weight) throw new Error(`${name} is not a weight.`);
    return { name: builder.floats(name, weight.shape, weight.data, true), layout: "tf", rank: weight.shape.length };
  }

  const input = valueInfo("input", spec.input.shape);
  return model({ name: spec.name, nodes: builder.nodes, constants: builder.constants, input, outputs });
}
