// IEEE 754 half precision <-> number, round half to even; too large numbers become the largest finite half.

export function toHalf(value: number): number {
  const word = new Uint32Array(Float32Array.of(value).buffer)[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112;
  const mantissa = word & 0x7fffff;
  if (exponent >= 31) return sign | 0x7bff;
  if (exponent < -10) return sign;
  if (exponent <= 0) {
    const full = mantissa | 0x800000;
    const shift = 14 - exponent;
    const rounded = (full >>> shift) + ((full >>> (shift - 1)) & 1);
    return sign | rounded;
  }
  const half = (exponent << 10) | (mantissa >>> 13);
  const up = mantissa & 0x1000 && (mantissa & 0xfff || half & 1);
  return sign | (up ? half + 1 : half);
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const mantissa = half & 1023;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
