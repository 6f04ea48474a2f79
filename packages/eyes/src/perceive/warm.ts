// Loads what every picture needs, so that the first one does not wait for it. Faces wait for the first person, the reader for the first line.

import { modelPath, openSession } from "./session.ts";
import { textAsset } from "./text/assets.ts";

export async function warm(): Promise<null> {
  await openSession(modelPath("ssd_fp16.onnx"));
  await openSession(modelPath("nano_fp16.onnx"));
  await openSession(textAsset("detector"));
  return null;
}
