// Sums of numbers that are only known to lie between two others.
import type { Range } from "./plan.ts";

export const ZERO: Range = Object.freeze({ low: 0, high: 0 });

export function exactly(value: number): Range {
  return { low: value, high: value };
}

export function plus(a: Range, b: Range): Range {
  return { low: a.low + b.low, high: a.high + b.high };
}

export function times(a: Range, factor: number): Range {
  return { low: a.low * factor, high: a.high * factor };
}

export function sum(ranges: readonly Range[]): Range {
  return ranges.reduce(plus, ZERO);
}
