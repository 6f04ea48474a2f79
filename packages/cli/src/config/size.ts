// Sizes as people write them: 134217728, 128MiB.

const UNITS: Readonly<Record<string, number>> = { "": 1, b: 1, kib: 1024, mib: 1_048_576, gib: 1_073_741_824 };

/** Bytes; a number alone is bytes. Null for what is no size. */
export function bytesOf(text: string): number | null {
  const [, digits = "", unit = ""] = /^(\d{1,15}) ?([kmg]ib|b)?$/i.exec(text.trim()) ?? [];
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  return digits === "" || !Number.isSafeInteger(bytes) ? null : bytes;
}

/** The least that request bodies can share. */
export const MIN_BYTES_IN_FLIGHT = 1_048_576;
