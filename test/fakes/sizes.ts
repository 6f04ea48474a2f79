// The size at which a model sees a picture, for images marked `oversized_image: "error"`. Source: Claude documentation, Vision coordinates
// (2026-09-26), its reference algorithm written down anew.

export interface Size {
  readonly width: number;
  readonly height: number;
}

const patches = (px: number): number => Math.ceil(px / 28);

/** Half to even, as Python rounds. */
function round(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

/** `high`: Claude 4.7 and later. The larger of the sides is halved towards the largest that fits. */
export function seenAt({ width, height }: Size, high: boolean): Size {
  const [maxEdge, maxTokens] = high ? [2576, 4784] : [1568, 1568];
  const fits = (w: number, h: number): boolean =>
    patches(w) * 28 <= maxEdge && patches(h) * 28 <= maxEdge && patches(w) * patches(h) <= maxTokens;
  if (fits(width, height)) return { width, height };
  if (height > width) {
    const turned = seenAt({ width: height, height: width }, high);
    return { width: turned.height, height: turned.width };
  }
  const other = (w: number): number => Math.max(round(w / (width / height)), 1);
  let low = 1;
  let over = width;
  while (low + 1 < over) {
    const middle = (low + over) >> 1;
    if (fits(middle, other(middle))) low = middle;
    else over = middle;
  }
  return { width: low, height: other(low) };
}
