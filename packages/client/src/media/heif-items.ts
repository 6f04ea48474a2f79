// Where the bytes of a HEIF picture are: those of the primary item, and of the tiles that it is put together from.
import type { Box } from "./boxes.ts";
import { u16be, u32be } from "./bytes.ts";

/** Honest pictures have a few hundred tiles at most, each of one extent. */
const MAX_ITEMS = 65_536;

const boxIn = (boxes: readonly Box[], name: string): Box | undefined => boxes.find((box) => box.name === name);

/** Items that a picture is derived from (`dimg`). Source: ISO/IEC 14496-12, 8.11.12. */
export function tilesOf(bytes: Uint8Array, boxes: readonly Box[], id: number): number[] {
  const { body, end: to } = boxIn(boxes, "iref") ?? NOWHERE;
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
/** A box that is not there. */
const NOWHERE: Box = { name: "", body: 0, end: 0 };

/** Where each item ends: the last of its extents, by id. Those inside `meta` are left out. Source: ISO/IEC 14496-12, 8.11.3. */
export function endsOfItems(bytes: Uint8Array, boxes: readonly Box[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const { body, end: to } = boxIn(boxes, "iloc") ?? NOWHERE;
  const end = to ?? 0;
  if (body + 8 > end) return ends;
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
    if (inFile && extentBytes > 0)
      for (let i = 0; i < extents; i++) {
        const from = at + i * extentBytes + indexBytes;
        const offset = numberIn(bytes, from, offsetBytes);
        const last = base + offset + numberIn(bytes, from + offsetBytes, lengthBytes);
        ends.set(id, Math.max(ends.get(id) ?? 0, last));
      }
    at += extents * extentBytes;
  }
  return ends;
}

/** A number of so many bytes, most significant first; 0 of none. */
function numberIn(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[at + i] as number);
  return value;
}

/** The id that `pitm` names; null where there is none. `boxes`: those in `meta`. */
export function primaryId(bytes: Uint8Array, boxes: readonly Box[]): number | null {
  const { body, end } = boxIn(boxes, "pitm") ?? NOWHERE;
  const wide = bytes[body] !== 0;
  if (body + (wide ? 8 : 6) > (end ?? 0)) return null;
  return wide ? u32be(bytes, body + 4) : u16be(bytes, body + 4);
}
