// Sizes and times in few characters.

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** 187 B, 12.3 kB, 480 MB: powers of 1000, three digits. */
export function shortSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** `2026-11-22 09:30`, UTC. Null for what is no time. */
export function shortTime(time: string | number): string | null {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 16).replace("T", " ");
}
