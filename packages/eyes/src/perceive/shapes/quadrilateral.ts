// Which four-sided figure four corners make.

/** Corners that are off by this much are still right, degrees. */
const RIGHT_ANGLE_SLACK = 6;
const PARALLEL_SLACK = 6;
/** Sides that differ by this share, or by this many px, are equal. */
const EQUAL_SHARE = 0.06;
const EQUAL_PX = 1.2;

/** @param xs x of four corners in order, px @returns `square`, `rectangle`, `diamond`, `parallelogram`, `trapezium` or `quadrilateral` */
export function quadrilateralName(xs: readonly number[], ys: readonly number[]): string {
  const sides = [0, 1, 2, 3].map((i) => ({ dx: xs[(i + 1) % 4] - xs[i], dy: ys[(i + 1) % 4] - ys[i] }));
  const lengths = sides.map(({ dx, dy }) => Math.hypot(dx, dy));
  const headings = sides.map(({ dx, dy }) => (Math.atan2(dy, dx) * 180) / Math.PI);
  const isParallel = [isNear(headings[0], headings[2]), isNear(headings[1], headings[3])];
  const isRight = [0, 1, 2, 3].every(
    (i) => Math.abs(turn(headings[i], headings[(i + 1) % 4]) - 90) < RIGHT_ANGLE_SLACK,
  );
  const width = (lengths[0] + lengths[2]) / 2;
  const height = (lengths[1] + lengths[3]) / 2;
  const isEqual = isSameLength(width, height);
  if (isRight && !isEqual) return "rectangle";
  const tilt = ((headings[0] % 90) + 90) % 90;
  if (isRight) return Math.abs(tilt - 45) < 12 ? "diamond" : "square";
  if (isParallel[0] && isParallel[1]) return isEqual ? "diamond" : "parallelogram";
  return isParallel[0] || isParallel[1] ? "trapezium" : "quadrilateral";
}

/** Equal to within a few per cent, or a px. */
export function isSameLength(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(EQUAL_PX, EQUAL_SHARE * Math.max(a, b));
}

/** Angle between two headings, 0 to 180 degrees. */
export function turn(a: number, b: number): number {
  const difference = Math.abs(a - b) % 360;
  return difference > 180 ? 360 - difference : difference;
}

function isNear(a: number, b: number): boolean {
  const difference = turn(a, b) % 180;
  return Math.min(difference, 180 - difference) < PARALLEL_SLACK;
}
