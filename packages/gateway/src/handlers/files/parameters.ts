// Header values with parameters: `form-data; name="file"; filename="a.png"`. RFC 9110 5.6.6; names of files as browsers and SDKs write them.

export interface HeaderValue {
  /** What stands before the first semicolon, in lower case. */
  readonly value: string;
  /** By name in lower case; of two with one name, the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /\s*;\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))\s*/y;

/** Null where the text is no such value to its end. */
export function readParameters(text: string): HeaderValue | null {
  const semicolon = text.indexOf(";");
  const end = semicolon < 0 ? text.length : semicolon;
  const parameters = new Map<string, string>();
  let at = end;
  while (at < text.length && !/^\s*;?\s*$/.test(text.slice(at))) {
    PARAMETER.lastIndex = at;
    const match = PARAMETER.exec(text);
    if (!match) return null;
    const name = (match[1] ?? "").toLowerCase();
    // Only quotes and backslashes are ever escaped: the others stand in Windows paths that nobody escaped.
    const value = match[2]?.replace(/\\(["\\])/g, "$1") ?? match[3] ?? "";
    if (!parameters.has(name)) parameters.set(name, value);
    at = PARAMETER.lastIndex;
  }
  return { value: text.slice(0, end).trim().toLowerCase(), parameters };
}

/** The text of `filename*=UTF-8''a%20b.png` (RFC 8187); null where it is none. */
export function readExtended(value: string): string | null {
  const match = /^utf-8'[^']*'(.*)$/i.exec(value);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1] ?? "");
  } catch {
    return null;
  }
}
