// Codes as SVG, module by module, from ZXing's own writer.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";

/** `modulePx` is the width of one module; `heightPx` the height of a linear code's bars (a matrix code is square). */
export interface Symbol {
  readonly format: "QRCode" | "Code128";
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly modulePx: number;
  readonly heightPx?: number;
}

/** Black runs as one path, without the quiet zone: leave 4 modules of light round a QR code, 10 beside a Code 128. */
export async function symbolSvg({ format, text, x, y, modulePx, heightPx }: Symbol): Promise<string> {
  prepareZXingModule({ overrides: { wasmBinary: wasm() } });
  const options = format === "QRCode" ? { options: "ecLevel=M" } : {};
  const { symbol, error } = await writeBarcode(text, { format, scale: 1, addQuietZones: false, ...options });
  if (error) throw new Error(`${format} ${text}: ${error}`);
  const rows = heightPx === undefined ? symbol.height : 1;
  const rowPx = heightPx ?? modulePx;
  let path = "";
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < symbol.width; column++) {
      if ((symbol.data[row * symbol.width + column] ?? 255) > 127) continue;
      let end = column;
      while (end < symbol.width && (symbol.data[row * symbol.width + end] ?? 255) <= 127) end++;
      path += `M${x + column * modulePx} ${y + row * rowPx}h${(end - column) * modulePx}v${rowPx}H${x + column * modulePx}z`;
      column = end;
    }
  return `<path d="${path}" fill="#111111"/>`;
}

/** The writer would fetch its wasm from the network by default. */
function wasm(): ArrayBuffer {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/writer/zxing_writer.wasm")));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
