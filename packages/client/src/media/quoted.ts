// Characters out of a stranger's file inside our sentences: short, on one line, and nothing that steers a terminal.

/** `text` in quotes: white space folded, control and format characters as `?`, at most 40 characters. */
export function quoted(text: string): string {
  const line = text.slice(0, 200).replace(/\s+/g, " ").trim().replace(/\p{C}/gu, "?");
  return `"${line.length > 40 ? `${line.slice(0, 40)}...` : line}"`;
}
