// Where bytes stop being UTF-8. Asked only after a decoder has refused them.

/** Byte that begins what is no UTF-8, at or behind `from`, which must begin a character; the length when all of it is. */
export function notUtf8At(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const width = widthOf(bytes, at);
    if (width === 0) return at;
    at += width;
  }
  return bytes.length;
}

/** Bytes of the character at `at`; 0 when it is none. Source: RFC 3629, section 4. */
function widthOf(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const width =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let index = 1; index < width; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  // Longer than needed, a surrogate, or behind the last character there is.
  const refused =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return refused ? 0 : width;
}
