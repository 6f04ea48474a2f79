// PNG without metadata: text, time, EXIF and private chunks go; what the standard names for the picture, its colours and its animation stays.
import { latin1, u32be } from "./bytes.ts";
import { crc32, isChunkType, MAX_UINT31 } from "./png.ts";

/** PNG, third edition, section 11.3: colours, transparency, background, physical size, animation. */
const STAYS = new Set(
  "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "),
);

export function stripPng(bytes: Uint8Array, exif: Uint8Array | null): Uint8Array[] {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = u32be(bytes, at);
    const end = at + 12 + length;
    if (length > MAX_UINT31 || end > bytes.length || !isChunkType(bytes, at + 4)) break;
    const name = latin1(bytes, at + 4, at + 8);
    // An upper case letter in front: decoders may not pass over the chunk, whatever it is.
    const critical = ((bytes[at + 4] as number) & 0x20) === 0;
    if (critical || STAYS.has(name)) kept.push(bytes.subarray(at, end));
    if (name === "IHDR" && exif !== null) kept.push(chunk("eXIf", exif));
    at = end;
    if (name === "IEND") return kept;
  }
  return [...kept, bytes.subarray(at)];
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + body.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(body, 8);
  view.setUint32(8 + body.length, crc32(out.subarray(4, 8 + body.length)));
  return out;
}
