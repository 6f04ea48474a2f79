// A picture's px at the points of a grid, as they are: averaging would mix colours that are not in the picture.
import type { Box } from "../perception.ts";
import type { Pixels } from "./pixels.ts";

/**
 * Takes the px in the middle of each of `columns` x `rows` cells of a box.
 * @param box whole px inside the picture, not empty
 */
export function sample({ data, width }: Pixels, box: Box, columns: number, rows: number): Pixels {
  const [x1, y1, x2, y2] = box;
  const samples = new Uint8Array(columns * rows * 3);
  for (let row = 0, out = 0; row < rows; row++) {
    const y = y1 + Math.floor(((row + 0.5) * (y2 - y1)) / rows);
    for (let column = 0; column < columns; column++, out += 3) {
      const x = x1 + Math.floor(((column + 0.5) * (x2 - x1)) / columns);
      const p = (y * width + x) * 3;
      samples[out] = data[p];
      samples[out + 1] = data[p + 1];
      samples[out + 2] = data[p + 2];
    }
  }
  return { data: samples, width: columns, height: rows };
}

/** The whole picture, its long edge brought to `edgePx` or less. */
export function sampleWhole(pixels: Pixels, edgePx: number): Pixels {
  const { width, height } = pixels;
  const scale = Math.min(1, edgePx / Math.max(width, height));
  const columns = Math.max(1, Math.round(width * scale));
  return sample(pixels, [0, 0, width, height], columns, Math.max(1, Math.round(height * scale)));
}
