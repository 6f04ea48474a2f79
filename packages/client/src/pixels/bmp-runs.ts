// The run lengths of BMP (BI_RLE8 and BI_RLE4): runs, literal stretches, ends of lines, jumps.
import { Undecodable } from "./raw.ts";

/** One byte a px, rows from the bottom as in the file. What is jumped over is colour 0. */
export function unpackRuns(data: Uint8Array, width: number, height: number, bits: 4 | 8): Uint8Array {
  const out = new Uint8Array(width * height);
  let x = 0;
  let y = 0;
  let at = 0;
  const put = (index: number): void => {
    // What sticks out of a row is dropped, as by every reader.
    if (x < width && y < height) out[y * width + x] = index;
    x++;
  };
  while (y < height) {
    const count = data[at];
    const value = data[at + 1];
    if (count === undefined || value === undefined) throw new Undecodable("its runs end before the picture does");
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(bits === 8 ? value : i % 2 === 0 ? value >> 4 : value & 15);
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      return out;
    } else if (value === 2) {
      x += data[at] ?? 0;
      y += data[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) {
        const byte = data[at + (bits === 8 ? i : i >> 1)] ?? 0;
        put(bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
      }
      // Stretches are padded to 16 bits.
      at += Math.ceil((bits === 8 ? value : Math.ceil(value / 2)) / 2) * 2;
    }
  }
  return out;
}
