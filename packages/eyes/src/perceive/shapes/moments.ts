// Area, centre and spread of what an outline encloses.

export interface Points {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export interface Moments {
  /** Enclosed area, px². */
  readonly area: number;
  readonly x: number;
  readonly y: number;
  /** Central second moments divided by the area, px². */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Green's theorem over the closed polygon. */
export function momentsOf({ xs, ys }: Points): Moments {
  // Near the first point, so that large coordinates cost no precision.
  const ox = xs[0];
  const oy = ys[0];
  let area = 0;
  let mx = 0;
  let my = 0;
  let mxx = 0;
  let mxy = 0;
  let myy = 0;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const x0 = xs[j] - ox;
    const y0 = ys[j] - oy;
    const x1 = xs[i] - ox;
    const y1 = ys[i] - oy;
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    mx += (x0 + x1) * cross;
    my += (y0 + y1) * cross;
    mxx += (x0 * x0 + x0 * x1 + x1 * x1) * cross;
    myy += (y0 * y0 + y0 * y1 + y1 * y1) * cross;
    mxy += (x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0) * cross;
  }
  area /= 2;
  if (Math.abs(area) < 1e-9) return { area: 0, x: ox, y: oy, xx: 0, xy: 0, yy: 0 };
  const x = mx / (6 * area);
  const y = my / (6 * area);
  return {
    area: Math.abs(area),
    x: x + ox,
    y: y + oy,
    xx: mxx / (12 * area) - x * x,
    xy: mxy / (24 * area) - x * y,
    yy: myy / (12 * area) - y * y,
  };
}
