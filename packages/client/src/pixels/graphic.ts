// Whether a picture is drawn (screens, text, diagrams) or photographed: drawn ones have neighbours of exactly one colour, and show what a lossy
// codec does to them.
import type { RawPicture } from "./raw.ts";

/** Share of equal neighbours from which a picture counts as drawn. Photographs have 2 to 25 %, screenshots 60 to 98 %. */
const DRAWN = 0.45;
/** Rows that are looked at. */
const SAMPLE_ROWS = 256;

export function isGraphic({ data, width, height, channels }: RawPicture): boolean {
  if (width < 2) return false;
  const step = Math.max(1, Math.floor(height / SAMPLE_ROWS));
  let same = 0;
  let all = 0;
  for (let y = 0; y < height; y += step) {
    const end = (y + 1) * width * channels;
    for (let at = y * width * channels + channels; at < end; at += channels) {
      let equal = 1;
      for (let c = 0; c < channels; c++) if (data[at + c] !== data[at + c - channels]) equal = 0;
      same += equal;
      all++;
    }
  }
  return same / all >= DRAWN;
}
