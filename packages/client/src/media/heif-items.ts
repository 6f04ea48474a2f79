// Where the bytes of a HEIF picture are: those of the primary item, and of the tiles that it is put together from.
import type { Box } from "./boxes.ts";
import { u16be, u32be } from "./bytes.ts";

/** Honest pictures have a few hundred tiles at most, each of one extent. */
const MAX_ITEMS = 65_536;

/** Bytes that they need beyond the end of the file. `boxes`: those in `meta`. */
export function missingOfItems(bytes: Uint8Array, boxes: readonly Box[]): number {
  const one = (name: string): Box | undefined => boxes.find((box) => box.name === name);
  const [pitm, iloc, iref] = [one("pitm"), one("iloc"), one("iref")];
  const id = pitm === undefined ? null : primaryId(bytes, pitm);
  if (id === null || iloc === undefined) return 0;
  const wanted = new Set([id, ...(iref === undefined ? [] : tilesOf(bytes, iref, id))]);
  return Math.max(0, endOfItems(bytes, iloc, wanted) - bytes.length);
}

/** Items that a picture is derived from (`dimg`). Source: ISO/IEC 14496-12, 8.11.12. */
function tilesOf(bytes: Uint8Array, { body, end: to }: Box, id: number): number[] {
  const end = to ?? 0;
  const each = bytes[body] === 0 ? 2 : 4;
  const idAt = (at: number): number => (each === 2 ? u16be(bytes, at) : u32be(bytes, at));
  for (let at = body + 4; at + 8 + each + 2 <= end; ) {
    const length = u32be(bytes, at);
    if (length < 8 + each + 2 || at + length > end) break;
    if (u32be(bytes, at + 4) === DIMG && idAt(at + 8) === id) {
      const count = u16be(bytes, at + 8 + each);
      const first = at + 8 + each + 2;
      const there = Math.min(count, Math.floor((at + length - first) / each));
      return Array.from({ length: there }, (_, i) => idAt(first + i * each));
    }
    at += length;
  }
  return [];
}

/** `dimg` */
const DIMG = 0x64696d67;

/** Where the last of the extents of these items ends. Source: ISO/IEC 14496-12, 8.11.3. */
function endOfItems(bytes: Uint8Array, { body, end: to }: Box, wanted: ReadonlySet<number>): number {
  const end = to ?? 0;
  if (body + 8 > end) return 0;
  const version = bytes[body] as number;
  const sizes = u16be(bytes, body + 4);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15] as const;
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const idBytes = version < 2 ? 2 : 4;
  const methodBytes = version === 0 ? 0 : 2;
  const extentBytes = indexBytes + offsetBytes + lengthBytes;
  let at = body + 6;
  let count = version < 2 ? u16be(bytes, at) : at + 4 > end ? 0 : u32be(bytes, at);
  at += idBytes;
  let last = 0;
  for (count = Math.min(count, MAX_ITEMS); count > 0; count--) {
    const head = idBytes + methodBytes + 2 + baseBytes;
    if (at + head + 2 > end) break;
    const id = numberIn(bytes, at, idBytes);
    // 0: offsets count from the start of the file; others lie inside `meta`.
    const inFile = methodBytes === 0 || (u16be(bytes, at + idBytes) & 15) === 0;
    const base = numberIn(bytes, at + head - baseBytes, baseBytes);
    const extents = u16be(bytes, at + head);
    at += head + 2;
    if (at + extents * extentBytes > end) break;
    if (inFile && extentBytes > 0 && wanted.has(id))
      for (let i = 0; i < extents; i++) {
        const from = at + i * extentBytes + indexBytes;
        const offset = numberIn(bytes, from, offsetBytes);
        last = Math.max(last, base + offset + numberIn(bytes, from + offsetBytes, lengthBytes));
      }
    at += extents * extentBytes;
  }
  return last;
}

/** A number of so many bytes, most significant first; 0 of none. */
function numberIn(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[at + i] as number);
  return value;
}

/** The id that `pitm` names. */
export function primaryId(bytes: Uint8Array, { body, end }: Box): number | null {
  const wide = bytes[body] !== 0;
  if (body + (wide ? 8 : 6) > (end ?? 0)) return null;
  return wide ? u32be(bytes, body + 4) : u16be(bytes, body + 4);
}
