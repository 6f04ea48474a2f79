// WebP without metadata: the EXIF, XMP and unknown chunks go, their flags are cleared, and the length in front is counted anew.
import { latin1, u32le } from "./bytes.ts";

const FLAG_EXIF = 0x08;
const FLAG_XMP = 0x04;
/** RFC 9649, section 2.7. */
const STAYS = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP", "ANIM", "ANMF"]);

export function stripWebp(bytes: Uint8Array, exif: Uint8Array | null): Uint8Array[] {
  const end = Math.min(bytes.length, 8 + u32le(bytes, 4));
  const chunks: Uint8Array[] = [];
  let at = 12;
  while (at + 8 <= end) {
    const size = u32le(bytes, at + 4);
    if (at + 8 + size > end) return [bytes];
    const next = at + 8 + size + (size & 1);
    const name = latin1(bytes, at, at + 4);
    if (name === "VP8X" && size >= 1)
      chunks.push(withFlags(new Uint8Array(bytes.subarray(at, Math.min(next, end))), exif !== null));
    else if (STAYS.has(name)) chunks.push(evenly(bytes.subarray(at, Math.min(next, end))));
    at = next;
  }
  if (exif !== null) chunks.push(chunk("EXIF", exif));
  // Not `slice`: that of a Node Buffer is a view on the caller's bytes.
  const head = new Uint8Array(bytes.subarray(0, 12));
  const length = chunks.reduce((sum, one) => sum + one.length, 4);
  new DataView(head.buffer).setUint32(4, length, true);
  return [head, ...chunks];
}

function withFlags(extended: Uint8Array, exif: boolean): Uint8Array {
  const flags = (extended[8] as number) & ~(FLAG_EXIF | FLAG_XMP);
  extended[8] = exif ? flags | FLAG_EXIF : flags;
  return extended;
}

/** A last chunk often lacks the byte that pads it. */
function evenly(one: Uint8Array): Uint8Array {
  if (one.length % 2 === 0) return one;
  const padded = new Uint8Array(one.length + 1);
  padded.set(one);
  return padded;
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + body.length + (body.length & 1));
  for (let i = 0; i < 4; i++) out[i] = name.charCodeAt(i);
  new DataView(out.buffer).setUint32(4, body.length, true);
  out.set(body, 8);
  return out;
}
