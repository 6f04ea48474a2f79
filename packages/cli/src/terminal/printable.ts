// Text from outside, for a terminal.

/** Longest foreign text in a report. */
const MAX_CHARS = 600;

/** No control characters, no marks that turn the direction of writing, and not a whole web page. */
export function printable(text: string, maxChars = MAX_CHARS): string {
  const clean = text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, " ");
  return clean.length > maxChars ? `${clean.slice(0, maxChars)}...` : clean;
}
