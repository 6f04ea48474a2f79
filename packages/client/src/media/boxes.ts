// The boxes of an ISO base media file (ISO/IEC 14496-12, 4.2): a length, a name of four letters, a content.
import { latin1, u32be } from "./bytes.ts";

export interface Box {
  readonly name: string;
  /** Where its content begins. */
  readonly body: number;
  /** Where it ends; null where it goes on to the end of the file. */
  readonly end: number | null;
}

/** Boxes beyond these are not looked at; honest files have a dozen side by side. */
const MAX_BOXES = 1024;

/**
 * The boxes side by side from `from` to `to`, as far as their heads are in the bytes. What cannot be a box ends the list. The last may end beyond the
 * bytes, and none ends beyond `to`.
 */
export function boxesIn(bytes: Uint8Array, from: number, to: number, max = MAX_BOXES): Box[] {
  const boxes: Box[] = [];
  for (let at = from; boxes.length < max && at + 8 <= Math.min(to, bytes.length); ) {
    let length = u32be(bytes, at);
    let head = 8;
    if (length === 1) {
      if (at + 16 > Math.min(to, bytes.length)) break;
      length = u32be(bytes, at + 8) * 2 ** 32 + u32be(bytes, at + 12);
      head = 16;
    }
    const end = length === 0 ? (Number.isFinite(to) ? to : null) : at + length;
    if ((length !== 0 && length < head) || (end !== null && end > to)) break;
    boxes.push({ name: latin1(bytes, at + 4, at + 8), body: at + head, end });
    if (end === null) break;
    at = end;
  }
  return boxes;
}
