// Reads a TensorFlow.js GraphModel from a folder: its nodes by name, and its weights as numbers.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromHalf } from "./half.ts";

export interface TfAttribute {
  readonly s?: string | readonly number[];
  readonly f?: number;
  readonly b?: boolean;
  readonly list?: { readonly i?: readonly (number | string)[]; readonly s?: readonly string[] };
}
export interface TfNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, TfAttribute>>;
}
export interface Weight {
  readonly shape: readonly number[];
  readonly integers: boolean;
  readonly data: Float32Array | Int32Array;
}
export interface GraphModel {
  readonly nodes: ReadonlyMap<string, TfNode>;
  readonly weights: ReadonlyMap<string, Weight>;
}

interface ModelJson {
  readonly modelTopology: { readonly node: readonly TfNode[] };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: "float32" | "int32";
      readonly quantization?: { readonly dtype: string };
    }[];
  }[];
}

export function readGraphModel(path: string): GraphModel {
  const json = JSON.parse(readFileSync(path, "utf8")) as ModelJson;
  const files = json.weightsManifest.flatMap((group) => group.paths);
  const data = Buffer.concat(files.map((file) => readFileSync(join(dirname(path), file))));
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, dtype, quantization } of json.weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const half = quantization?.dtype === "float16";
    if (quantization && !half) throw new Error(`${name}: ${quantization.dtype} weights are not read.`);
    const from = at;
    const read = (i: number): number => {
      if (half) return fromHalf(data.readUInt16LE(from + i * 2));
      return dtype === "int32" ? data.readInt32LE(from + i * 4) : data.readFloatLE(from + i * 4);
    };
    const values = dtype === "int32" ? new Int32Array(count) : new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = read(i);
    weights.set(name, { shape, integers: dtype === "int32", data: values });
    at += count * (half ? 2 : 4);
  }
  return { nodes: new Map(json.modelTopology.node.map((n) => [n.name, n])), weights };
}
