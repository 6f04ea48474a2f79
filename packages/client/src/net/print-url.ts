// How a URL is named in errors: without what may be a secret (user name, password, query, fragment) and never longer than a line.

const MAX_LENGTH = 200;

/** Scheme, host and path of a URL; the scheme alone where there is no host (`data:`, `javascript:`). */
export function printUrl(url: URL): string {
  if (url.host === "") return `${url.protocol}…`;
  return shorten(`${url.protocol}//${url.host}${url.pathname}`);
}

/** Text that did not parse as a URL. With an `@` in it nobody knows where a password ends, so only the scheme is printed. */
export function printBadUrl(text: string): string {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,20}:)/i.exec(text)?.[1] ?? "";
  if (text.includes("@")) return `"${scheme}…"`;
  const shown = text.slice(0, text.search(/[?#]|$/)).replace(/[^\x20-\x7e\u00a1-\uffff]/g, " ");
  return `"${shorten(shown)}"`;
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
