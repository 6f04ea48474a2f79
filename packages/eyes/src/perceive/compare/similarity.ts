// Structural similarity of two pictures of one size: do they show the same edges in the same places?
// After Z. Wang et al., "Image quality assessment: from error visibility to structural similarity", IEEE TIP 13(4), 2004.

/** Constants of the paper for 8 bits: (0.01 * 255)² and (0.03 * 255)². */
const C1 = 6.5025;
const C2 = 58.5225;
const WINDOW_PX = 8;
/** Windows overlap by half. */
const STRIDE_PX = 4;
/** A window with less variance in both pictures shows nothing that could match. */
const MIN_VARIANCE = 25;
/** A window that is at least this similar in structure shows the same thing. */
const MATCH = 0.5;
/**
 * A window with strong structure that is less similar shows another thing, if the other picture has structure of its own there or none at all.
 * In between, blur or coding may have taken it.
 */
const UNLIKE = { under: 0.4, variance: 300, ownShare: 0.35, noShare: 0.005 };

export interface Similarity {
  /** Mean over all windows, 1 is equal. */
  readonly mean: number;
  /** Of the windows that show any structure, the share that show the same; 1 when none does. */
  readonly matched: number;
  /** Px of windows with strong structure in which the pictures show different things. */
  readonly unlike: Uint8Array;
}

/** @param a luma of the one picture, `b` of the other, both `width` x `height` */
export function similarityOf(a: Float32Array, b: Float32Array, width: number, height: number): Similarity {
  const across = Math.min(WINDOW_PX, width);
  const down = Math.min(WINDOW_PX, height);
  let sum = 0;
  let windows = 0;
  let structured = 0;
  let matched = 0;
  const unlike = new Uint8Array(width * height);
  for (let top = 0; top + down <= height; top += STRIDE_PX)
    for (let left = 0; left + across <= width; left += STRIDE_PX) {
      let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
      for (let y = 0; y < down; y++)
        for (let i = (top + y) * width + left, end = i + across; i < end; i++) {
          const p = a[i];
          const q = b[i];
          sa += p;
          sb += q;
          saa += p * p;
          sbb += q * q;
          sab += p * q;
        }
      const n = across * down;
      const meanA = sa / n;
      const meanB = sb / n;
      const varianceA = saa / n - meanA * meanA;
      const varianceB = sbb / n - meanB * meanB;
      const covariance = sab / n - meanA * meanB;
      const structure = (2 * covariance + C2) / (varianceA + varianceB + C2);
      sum += (structure * (2 * meanA * meanB + C1)) / (meanA * meanA + meanB * meanB + C1);
      windows++;
      if (varianceA < MIN_VARIANCE && varianceB < MIN_VARIANCE) continue;
      structured++;
      if (structure > MATCH) matched++;
      if (structure < UNLIKE.under && areUnlike(varianceA, varianceB))
        for (let y = 0; y < down; y++) unlike.fill(1, (top + y) * width + left, (top + y) * width + left + across);
    }
  return { mean: sum / windows, matched: structured === 0 ? 1 : matched / structured, unlike };
}

function areUnlike(a: number, b: number): boolean {
  const more = Math.max(a, b);
  const less = Math.min(a, b);
  return more > UNLIKE.variance && (less > UNLIKE.ownShare * more || less < UNLIKE.noShare * more);
}
