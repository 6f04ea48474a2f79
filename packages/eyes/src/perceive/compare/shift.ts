// Whether the second picture shows the same scene with the camera moved a little: the shift at which the two correlate best.

/** How far a scene may have moved, as a share of the picture's sides. */
const MAX_SHARE = 0.18;
/** The search begins on pictures of this long edge, px. */
const COARSE_EDGE_PX = 64;

export interface Shift {
  /** Px by which the scene lies further right, and further down, in the second picture. */
  readonly x: number;
  readonly y: number;
  /** Correlation where both pictures show the scene, -1 to 1; and without any shift. */
  readonly correlation: number;
  readonly unmoved: number;
}

interface Level {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Coarse to fine. @param a luma of the first picture, `b` of the second, both `width` x `height` */
export function findShift(a: Float32Array, b: Float32Array, width: number, height: number): Shift {
  const levels: Level[] = [{ a, b, width, height }];
  for (
    let level = levels[0] as Level;
    Math.max(level.width, level.height) > COARSE_EDGE_PX && Math.min(level.width, level.height) >= 16;
  ) {
    level = halved(level);
    levels.push(level);
  }
  const coarsest = levels[levels.length - 1] as Level;
  const unmoved = correlationAt(coarsest, 0, 0);
  const reachX = Math.floor(MAX_SHARE * coarsest.width);
  const reachY = Math.floor(MAX_SHARE * coarsest.height);
  let best = bestAround(coarsest, 0, 0, reachX, reachY);
  for (let i = levels.length - 2; i >= 0; i--) best = bestAround(levels[i] as Level, 2 * best.x, 2 * best.y, 1, 1);
  return { ...best, unmoved };
}

function bestAround(level: Level, x: number, y: number, reachX: number, reachY: number) {
  let best = { x, y, correlation: -1 };
  for (let dy = y - reachY; dy <= y + reachY; dy++)
    for (let dx = x - reachX; dx <= x + reachX; dx++) {
      const correlation = correlationAt(level, dx, dy);
      if (correlation > best.correlation) best = { x: dx, y: dy, correlation };
    }
  return best;
}

/** Px of large levels are sampled: so many say enough. */
const SAMPLES = 30_000;

function correlationAt({ a, b, width, height }: Level, dx: number, dy: number): number {
  const left = Math.max(0, -dx);
  const right = Math.min(width, width - dx);
  const top = Math.max(0, -dy);
  const bottom = Math.min(height, height - dy);
  const every = Math.max(1, Math.floor(Math.sqrt((width * height) / SAMPLES)));
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y += every)
    for (let x = left; x < right; x += every) {
      const p = a[y * width + x];
      const q = b[(y + dy) * width + x + dx];
      n++;
      sa += p;
      sb += q;
      saa += p * p;
      sbb += q * q;
      sab += p * q;
    }
  if (n === 0) return -1;
  const variances = (saa - (sa * sa) / n) * (sbb - (sb * sb) / n);
  return variances < 1e-3 ? 0 : (sab - (sa * sb) / n) / Math.sqrt(variances);
}

function halved({ a, b, width, height }: Level): Level {
  const [w, h] = [width >> 1, height >> 1];
  return { a: halve(a, width, w, h), b: halve(b, width, w, h), width: w, height: h };
}

function halve(values: Float32Array, stride: number, width: number, height: number): Float32Array {
  const half = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const p = 2 * y * stride + 2 * x;
      half[i] = (values[p] + values[p + 1] + values[p + stride] + values[p + stride + 1]) / 4;
    }
  return half;
}
