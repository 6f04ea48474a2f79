// How each TensorFlow operator of our three models is said in ONNX. One entry an operator; anything else stops the conversion.
import type { Builder, Value } from "./builder.ts";
import type { TfAttribute, TfNode, Weight } from "./graph-model.ts";
import type { Attribute } from "./onnx.ts";

/** What an operator sees while it is converted. */
export interface Context {
  readonly builder: Builder;
  /** The value of the node's nth input, converted first if need be. */
  input(node: TfNode, n: number): Value;
  /** The nth input as a weight, when it is one. */
  weight(node: TfNode, n: number): Weight | undefined;
  /** A weight as a value fit to be added to, or multiplied with, `like`. */
  constant(name: string, like: Value | undefined): Value;
  /** The numbers of a shape input; 0 stands for a side that is not constant. */
  shape(node: TfNode, n: number): number[];
}
type Convert = (node: TfNode, context: Context) => readonly Value[];

/** The name of a node from a reference like `^name:1`. */
export function baseName(reference: string): string {
  return reference.replace(/^\^/, "").split(":")[0] as string;
}

// Axes of TensorFlow's layout in the order of nchw, and back.
const NCHW = [0, 3, 1, 2] as const;
const AXIS_IN_NCHW = [0, 2, 3, 1] as const;

const ints = (attribute: TfAttribute | undefined): number[] => (attribute?.list?.i ?? []).map(Number);
const text = (attribute: TfAttribute | undefined): string =>
  typeof attribute?.s === "string"
    ? Buffer.from(attribute.s, "base64").toString()
    : Buffer.from(attribute?.s ?? []).toString();
const at = <T>(list: ArrayLike<T>, i: number): T => list[i] as T;

function numbers(node: TfNode, n: number, { weight }: Context): number[] {
  const found = weight(node, n);
  if (!found) throw new Error(`${node.name}: input ${n} is not constant.`);
  return [...found.data];
}

function padding(node: TfNode): string {
  return text(node.attr?.padding) === "SAME" ? "SAME_UPPER" : "VALID";
}

function activation(value: Value, name: string, { builder }: Context): Value {
  if (name === "Relu") return builder.add("Relu", [value.name], { layout: value.layout, rank: 4 })[0];
  if (name !== "Relu6") throw new Error(`The activation ${name} is not converted.`);
  const bounds = [builder.floats("zero_f", [], [0]), builder.floats("six_f", [], [6])];
  return builder.add("Clip", [value.name, ...bounds], { layout: value.layout, rank: 4 })[0];
}

/** Kernel [height, width, in, out] -> [out, in, height, width]; a depthwise one -> [in * out, 1, height, width]. */
function kernel({ shape, data }: Weight, depthwise: boolean): { dims: number[]; data: Float32Array } {
  const [height, width, from, to] = shape as [number, number, number, number];
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < from; c++)
        for (let d = 0; d < to; d++) {
          const plane = depthwise ? c * to + d : d * from + c;
          out[(plane * height + y) * width + x] = at(data, ((y * width + x) * from + c) * to + d);
        }
  return { dims: depthwise ? [from * to, 1, height, width] : [to, from, height, width], data: out };
}

const convolution =
  (depthwise: boolean): Convert =>
  (node, context) => {
    const { builder, input, weight } = context;
    const x = builder.toNchw(input(node, 0));
    const weights = weight(node, 1);
    if (!weights) throw new Error(`${node.name}: the kernel is not constant.`);
    const [height, width, from] = weights.shape as [number, number, number, number];
    const { dims, data } = kernel(weights, depthwise);
    const inputs = [x.name, builder.floats(`${baseName(at(node.input ?? [], 1))}_w`, dims, data)];
    const fused = (node.attr?.fused_ops?.list?.s ?? []).map((s) => Buffer.from(s, "base64").toString());
    if (fused.includes("BiasAdd")) {
      const bias = numbers(node, 2, context);
      inputs.push(builder.floats(`${baseName(at(node.input ?? [], 2))}_b`, [bias.length], bias));
    }
    const strides = ints(node.attr?.strides);
    const dilations = ints(node.attr?.dilations);
    const attributes: Record<string, Attribute> = {
      kernel_shape: [height, width],
      strides: [at(strides, 1), at(strides, 2)],
      group: depthwise ? from : 1,
      auto_pad: padding(node),
    };
    if (dilations.length > 0 && (at(dilations, 1) > 1 || at(dilations, 2) > 1))
      attributes.dilations = [at(dilations, 1), at(dilations, 2)];
    const [value] = builder.add("Conv", inputs, { layout: "nchw", rank: 4 }, attributes);
    const then = fused.find((name) => name !== "BiasAdd");
    return [then ? activation(value, then, context) : value];
  };

const elementwise =
  (operator: string): Convert =>
  (node, { builder, input, weight, constant }) => {
    let values = (node.input ?? []).map((_, n) => (weight(node, n) ? undefined : input(node, n)));
    const layouts = new Set(values.flatMap((value) => value?.layout ?? []));
    if (layouts.size > 1) values = values.map((value) => value && builder.toNchw(value));
    const like = values.find(Boolean);
    const all = values.map((value, n) => value ?? constant(baseName(at(node.input ?? [], n)), like));
    return builder.add(
      operator,
      all.map((value) => value.name),
      like ?? { layout: "tf", rank: 0 },
    );
  };

const activationNode: Convert = (node, context) => [activation(context.input(node, 0), node.op, context)];
const same: Convert = (node, { input }) => [input(node, 0)];

const pad: Convert = (node, context) => {
  const { builder, input } = context;
  const value = input(node, 0);
  const amounts = numbers(node, 1, context);
  const order = value.layout === "nchw" ? NCHW : ([0, 1, 2, 3] as const);
  const pads = [...order.map((axis) => at(amounts, axis * 2)), ...order.map((axis) => at(amounts, axis * 2 + 1))];
  const inputs = [value.name, builder.integers(pads)];
  // A float32 minimum as padding value would be minus infinity in half precision.
  if (node.op === "PadV2") {
    const fill = Math.max(-3e38, at(numbers(node, 2, context), 0));
    inputs.push(builder.floats(builder.fresh("padv"), [], [fill]));
  }
  return builder.add("Pad", inputs, { layout: value.layout, rank: 4 }, { mode: "constant" });
};

export const OPERATORS: Readonly<Record<string, Convert>> = {
  Identity: same,
  Conv2D: convolution(false),
  _FusedConv2D: convolution(false),
  DepthwiseConv2dNative: convolution(true),
  Relu: activationNode,
  Relu6: activationNode,
  Add: elementwise("Add"),
  AddV2: elementwise("Add"),
  BiasAdd: elementwise("Add"),
  Mul: elementwise("Mul"),
  Sub: elementwise("Sub"),
  AddN: elementwise("Sum"),
  Pad: pad,
  PadV2: pad,
  LeakyRelu(node, { builder, input }) {
    const value = input(node, 0);
    return builder.add("LeakyRelu", [value.name], value, { alpha: { float: node.attr?.alpha?.f ?? 0.2 } });
  },
  Sigmoid(node, { builder, input }) {
    const value = input(node, 0);
    return builder.add("Sigmoid", [value.name], value);
  },
  FusedBatchNorm(node, context) {
    const { builder, input } = context;
    const value = builder.toNchw(input(node, 0));
    const parameters = [1, 2, 3, 4].map((n) => {
      const data = numbers(node, n, context);
      return builder.floats(`${baseName(at(node.input ?? [], n))}_bn`, [data.length], data);
    });
    const epsilon = { float: node.attr?.epsilon?.f ?? 1e-3 };
    return builder.add("BatchNormalization", [value.name, ...parameters], value, { epsilon });
  },
  ConcatV2(node, context) {
    const { builder, input } = context;
    const count = (node.input ?? []).length - 1;
    const axis = at(numbers(node, count, context), 0);
    const values = Array.from({ length: count }, (_, n) => input(node, n));
    if (values.every((value) => value.layout === "tf"))
      return builder.add(
        "Concat",
        values.map((value) => value.name),
        at(values, 0),
        { axis },
      );
    const turned = values.map(builder.toNchw).map((value) => value.name);
    return builder.add(
      "Concat",
      turned,
      { layout: "nchw", rank: 4 },
      { axis: at(AXIS_IN_NCHW, axis < 0 ? axis + 4 : axis) },
    );
  },
  MaxPool(node, { builder, input }) {
    const value = builder.toNchw(input(node, 0));
    const size = ints(node.attr?.ksize);
    const strides = ints(node.attr?.strides);
    return builder.add("MaxPool", [value.name], value, {
      kernel_shape: [at(size, 1), at(size, 2)],
      strides: [at(strides, 1), at(strides, 2)],
      auto_pad: padding(node),
    });
  },
  ResizeBilinear(node, context) {
    const { builder, input } = context;
    const value = builder.toNchw(input(node, 0));
    const size = builder.integers(numbers(node, 1, context));
    const mode = node.attr?.align_corners?.b
      ? "align_corners"
      : node.attr?.half_pixel_centers?.b
        ? "half_pixel"
        : "asymmetric";
    return builder.add("Resize", [value.name, "", "", size], value, {
      mode: "linear",
      coordinate_transformation_mode: mode,
      axes: [2, 3],
    });
  },
  Transpose(node, context) {
    const { builder, input } = context;
    const value = input(node, 0);
    const perm = numbers(node, 1, context);
    // The graph turns the layout itself: the value is already there, only its name for the layout changes.
    if (value.layout === "nchw" && perm.join() === NCHW.join()) return [{ ...value, layout: "tf" }];
    if (value.layout === "tf" && perm.join() === AXIS_IN_NCHW.join()) return [{ ...value, layout: "nchw" }];
    return builder.add("Transpose", [builder.toTf(value).name], { layout: "tf", rank: perm.length }, { perm });
  },
  Reshape(node, { builder, input, shape }) {
    const value = builder.toTf(input(node, 0));
    const sides = shape(node, 1);
    // 0 keeps the first side, the number of pictures, as it comes.
    if (sides[0] === 1) sides[0] = 0;
    return builder.add("Reshape", [value.name, builder.integers(sides)], { layout: "tf", rank: sides.length });
  },
  Squeeze(node, { builder, input }) {
    const value = builder.toTf(input(node, 0));
    const axes = ints(node.attr?.squeeze_dims);
    const name = builder.fresh("sq");
    builder.named("Squeeze", [value.name, builder.integers(axes)], name);
    return [{ name, layout: "tf", rank: value.rank - axes.length }];
  },
  SplitV(node, context) {
    const { builder, input } = context;
    const value = builder.toTf(input(node, 0));
    const sizes = numbers(node, 1, context);
    const axis = at(numbers(node, 2, context), 0);
    return builder.add("Split", [value.name, builder.integers(sizes)], value, { axis }, sizes.length);
  },
};
