// QR and bar codes, read by ZXing-C++ as wasm from the installed package, never from the network.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from "zxing-wasm/reader";
import type { Box, SeenCode } from "../perception.ts";
import { scaleBox, snap } from "./boxes.ts";
import { type Pixels, pipeline } from "./pixels.ts";

/** Long edge at which codes are looked for, px. */
const MAX_EDGE_PX = 1600;
const OPTIONS: ReaderOptions = {
  // What people print. Left out: film edges, add-ons and the postal kinds, which stripes in photographs resemble.
  formats: [
    "QRCode",
    "MicroQRCode",
    "RMQRCode",
    "DataMatrix",
    "Aztec",
    "PDF417",
    "EAN13",
    "EAN8",
    "UPCA",
    "UPCE",
    "Code128",
    "Code39",
    "Code93",
    "Codabar",
    "ITF",
    "DataBarOmni",
    "DataBarLtd",
    "DataBarExp",
  ],
  // The bytes as they are encoded: HRI would put brackets into GS1 codes.
  textMode: "Plain",
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
};

let ready = false;

/** By default the package would fetch its wasm from a CDN. */
function prepare(): void {
  if (ready) return;
  const path = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(path)).buffer } });
  ready = true;
}

/**
 * Reads every code in a picture, upright or turned; light on dark only QR codes and their like.
 * @returns format as ZXing names it (`QRCode`, `Code128`, ...), exact text, box in px of `pixels`; from top to bottom
 */
export async function readCodes(pixels: Pixels): Promise<SeenCode[]> {
  prepare();
  const scale = Math.min(1, MAX_EDGE_PX / Math.max(pixels.width, pixels.height));
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const rgba = await pipeline(pixels).resize(width, height, { fit: "fill" }).ensureAlpha().raw().toBuffer();
  const data = new Uint8ClampedArray(rgba.buffer as ArrayBuffer, rgba.byteOffset, rgba.byteLength);
  const results = await readBarcodes({ data, width, height, colorSpace: "srgb" }, OPTIONS);
  return results
    .filter(({ isValid, text }) => isValid && text !== "")
    .map(({ format, text, position }) => {
      const box = scaleBox(boxOf(position), pixels.width / width, pixels.height / height);
      return { format, text, box: snap(box, pixels.width, pixels.height) };
    })
    .sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

function boxOf(position: ReadResult["position"]): Box {
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
