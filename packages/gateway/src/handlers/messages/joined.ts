// Lists in a header: as many whole entries as fit.

/** Most characters of a header. */
const MAX_CHARS = 2048;

/** Cut at a whole entry; null for none. What callers wrote may stand in an entry: only what a header takes is kept. */
export function joined(entries: readonly string[]): string | null {
  let value = "";
  for (const entry of entries) {
    const clean = entry.replace(/[^\x20-\x7e]/g, "?");
    const longer = value === "" ? clean : `${value}, ${clean}`;
    if (longer.length > MAX_CHARS) break;
    value = longer;
  }
  return value === "" ? null : value;
}
