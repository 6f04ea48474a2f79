// Markup told by its root element: SVG, HTML pages (often saved under a picture's name), or XML of some other kind.

/** Root elements and first elements that browsers take for HTML (WHATWG MIME Sniffing, 7.1). */
const HTML = new Set(
  "html head body title meta link script style iframe div table h1 font a b br p center noscript".split(" "),
);

export type Markup = "image/svg+xml" | "text/html" | { readonly looksLike: string } | "unfinished";

/** Judges text that begins, after white space, with `<`; null for any other text. */
export function readMarkup(text: string): Markup | null {
  let at = skipSpace(text, 0);
  if (text[at] !== "<") return null;
  // Declarations, comments and the DOCTYPE, whose name is that of the root element (XML 1.0, 2.8).
  for (;;) {
    if (text.startsWith("<!--", at)) at = text.indexOf("-->", at + 4) + 3;
    else if (text.startsWith("<?", at)) at = text.indexOf("?>", at + 2) + 2;
    else break;
    if (at < 4) return "unfinished";
    at = skipSpace(text, at);
  }
  const rest = text.slice(at, at + 200);
  const found = /^<(?:!doctype\s+)?([a-z_][\w:.-]*)(?=[\s/>])/i.exec(rest);
  if (found === null) return rest.length < 200 ? "unfinished" : { looksLike: "markup without an element" };
  const root = found[1] as string;
  const local = root.slice(root.indexOf(":") + 1).toLowerCase();
  if (local === "svg") return "image/svg+xml";
  if (HTML.has(local)) return "text/html";
  return { looksLike: `XML whose root element is <${root}>` };
}

function skipSpace(text: string, at: number): number {
  const rest = /[^\s\uFEFF]/g;
  rest.lastIndex = at;
  return rest.exec(text)?.index ?? text.length;
}
