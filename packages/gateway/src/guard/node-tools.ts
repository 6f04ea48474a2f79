// Node's own byte tools, for reading bodies: searching ten times, decoding many times and checking base64 twice as fast as portable code.
import { Buffer } from "node:buffer";
import type { ByteTools } from "@fovea/client/internal/wire/byte-tools";
import { allLetters as allLettersPortable } from "@fovea/client/internal/wire/letters";

const view = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);

export const NODE_TOOLS: ByteTools = {
  find: (bytes, needle, from) => view(bytes).indexOf(needle, from),
  encode: (bytes) => Buffer.from(view(bytes).toString("base64"), "latin1"),
  decode: (letters) => Buffer.from(view(letters).toString("latin1"), "base64"),
  allLetters,
};

/** Letters checked at a time, a multiple of four: what fits the second cache of most processors. */
const STRIDE = 65_536;
const DASH = 0x2d;
const UNDERSCORE = 0x5f;
/** Where the letters are decoded to, and never read. Made when first needed. */
let decoded: Buffer | null = null;

// Node's decoder skips what is no letter, and so gives less than four letters would; but it takes both alphabets.
function allLetters(bytes: Uint8Array, start: number, end: number): boolean {
  // Text that is no base64 shows it soon, and would take the decoder long.
  if (!allLettersPortable(bytes, start, Math.min(end, start + 64))) return false;
  decoded ??= Buffer.allocUnsafeSlow((STRIDE / 4) * 3);
  let at = start;
  while (end - at >= 4) {
    const stop = Math.min(at + STRIDE, end - ((end - at) % 4));
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset + at, stop - at);
    if (decoded.write(piece.toString("latin1"), "base64") !== ((stop - at) / 4) * 3) return false;
    if (piece.indexOf(DASH) >= 0 || piece.indexOf(UNDERSCORE) >= 0) return false;
    at = stop;
  }
  return allLettersPortable(bytes, at, end);
}
