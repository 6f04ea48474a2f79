// Colours as people write them: #rrggbb.

/** Channels 0 to 255; fractions are rounded. */
export function hexOf(red: number, green: number, blue: number): string {
  return `#${pair(red)}${pair(green)}${pair(blue)}`;
}

/** `#rrggbb` as channels 0 to 255. */
export function channelsOf(hex: string): [red: number, green: number, blue: number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function pair(channel: number): string {
  return Math.min(255, Math.max(0, Math.round(channel)))
    .toString(16)
    .padStart(2, "0");
}
