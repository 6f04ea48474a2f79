// Integers and names inside bytes. Callers check the length first: nothing here reads past the end on purpose.

export const u16be = (b: Uint8Array, at: number): number => ((b[at] as number) << 8) | (b[at + 1] as number);
export const u16le = (b: Uint8Array, at: number): number => ((b[at + 1] as number) << 8) | (b[at] as number);
export const u24le = (b: Uint8Array, at: number): number => ((b[at + 2] as number) << 16) | u16le(b, at);
export const u32be = (b: Uint8Array, at: number): number => (u16be(b, at) * 0x10000 + u16be(b, at + 2)) >>> 0;
export const u32le = (b: Uint8Array, at: number): number => (u16le(b, at + 2) * 0x10000 + u16le(b, at)) >>> 0;

/** The bytes as characters 0 to 255, one a byte: for four-letter names and signatures. */
export function latin1(b: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...b.subarray(from, to));
}

/** Whether `text` (characters 0 to 255) stands at `at`. */
export function has(b: Uint8Array, at: number, text: string): boolean {
  if (at + text.length > b.length) return false;
  for (let i = 0; i < text.length; i++) if (b[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
