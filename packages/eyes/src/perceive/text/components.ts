// Connected regions of a probability map, each as the outline that its hull needs and no more.

/** One region where every px is above the threshold; px touch by edge or corner. */
export interface Component {
  /** Corners of the px squares at both ends of each row, x and y alternating: their hull is the region's hull. */
  readonly outline: readonly number[];
  /** Number of px. */
  readonly area: number;
  /** Mean probability, 0 to 1. */
  readonly score: number;
}

/** @param map probabilities, row after row, `width` x `height` */
export function components(map: Float32Array, width: number, height: number, threshold: number): Component[] {
  const found: Component[] = [];
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const left = new Int32Array(height);
  const right = new Int32Array(height);
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || !((map[start] as number) > threshold)) continue;
    let [top, bottom, area, sum] = [height, -1, 0, 0];
    let depth = 1;
    stack[0] = start;
    seen[start] = 1;
    while (depth > 0) {
      const at = stack[--depth] as number;
      const y = (at / width) | 0;
      const x = at - y * width;
      area++;
      sum += map[at] as number;
      // A row that the region enters still holds the ends of the region before.
      if (y < top || y > bottom) {
        left[y] = width;
        right[y] = -1;
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      if (x < (left[y] as number)) left[y] = x;
      if (x > (right[y] as number)) right[y] = x;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] === 1 || !((map[next] as number) > threshold)) continue;
          seen[next] = 1;
          stack[depth++] = next;
        }
    }
    found.push({ outline: outlineOf(left, right, top, bottom), area, score: sum / area });
  }
  return found;
}

function outlineOf(left: Int32Array, right: Int32Array, top: number, bottom: number): number[] {
  const outline: number[] = [];
  for (let y = top; y <= bottom; y++) {
    const [x1, x2] = [left[y] as number, (right[y] as number) + 1];
    outline.push(x1, y, x2, y, x1, y + 1, x2, y + 1);
  }
  return outline;
}
