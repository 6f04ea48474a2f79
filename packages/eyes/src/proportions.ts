// Whether one picture can be another one scaled: only then can they be laid over each other.

/** Aspect ratios further apart than this are no rounding, no trimmed border, no pixel that is not quite square. */
const MOST_RATIO = 1.1;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whether the aspect ratios of two sizes, in px, are within 10 % of each other. */
export function haveLikeProportions(a: Size, b: Size): boolean {
  const [p, q] = [a.width * b.height, b.width * a.height];
  return Math.max(p, q) <= MOST_RATIO * Math.min(p, q);
}
