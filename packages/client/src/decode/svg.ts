// SVG drawn in the size that it names. librsvg gets text alone: no file, no address, so it can open neither; a drawing that would lose a picture by
// that is refused instead.
import { InputError, LimitError } from "../errors/errors.ts";
import { loadSharp } from "./packages.ts";
import type { DrawnPng } from "./protocol.ts";

/** Longest time for one drawing, in s. */
const MAX_S = 20;

export async function svgToPng(bytes: Uint8Array, maxPixels: number): Promise<DrawnPng> {
  const external = externalIn(new TextDecoder().decode(bytes));
  if (external !== null) throw new InputError("input.svg-external", { start: external.slice(0, 60) });
  const sharp = await loadSharp("drawing SVG pictures");
  // The size first, without a limit of sharp's own: the error can then say how large the picture claims to be.
  const header = await sharp(bytes, { limitInputPixels: false }).metadata();
  const { width, height } = header;
  if (header.format !== "svg")
    throw new InputError("input.undecodable", { mediaType: "image/svg+xml", detail: "no SVG" });
  if (width * height > maxPixels)
    throw new LimitError("limit.pixels", { limit: maxPixels, actual: width * height, unit: "px", width, height });
  const drawn = sharp(bytes, { limitInputPixels: maxPixels }).timeout({ seconds: MAX_S }).ensureAlpha();
  return { bytes: await drawn.png({ compressionLevel: 1 }).toBuffer(), width, height };
}

/**
 * What stands for pixels that are elsewhere: pictures, parts of other drawings, entities, paints. Fonts and style sheets of others are not looked for: without
 * them a drawing is still whole. Namespaced (`svg:image`) and with any spaces.
 */
const ELEMENTS = /<(?:[\w.-]+:)?(?:image|use|feImage|tref)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)/gi;
const HREF = /\s(?:[\w.-]+:)?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
/** Colours, masks and the like that are drawn from elsewhere, as attributes and in styles. */
const PAINTS =
  /\b(?:fill|stroke|filter|mask|mask-image|clip-path|marker(?:-(?:start|mid|end))?)\s*(?:=\s*["']|:)\s*[^"';}]{0,200}?url\(\s*["']?([^)"']*)/gi;
const ENTITIES = /<!ENTITY\s+(?:%\s+)?\S+\s+(?:SYSTEM|PUBLIC)\s+([^>]*)/i;

function externalIn(text: string): string | null {
  const entity = ENTITIES.exec(text);
  if (entity !== null) return (entity[1] ?? "").replaceAll(/["']/g, "").trim();
  for (const [, attributes = ""] of text.matchAll(ELEMENTS))
    for (const [, double, single] of attributes.matchAll(HREF))
      if (isElsewhere(double ?? single ?? "")) return (double ?? single ?? "").trim();
  for (const [, url = ""] of text.matchAll(PAINTS)) if (isElsewhere(url)) return url.trim();
  return null;
}

function isElsewhere(reference: string): boolean {
  const href = reference.trim();
  return href !== "" && !href.startsWith("#") && !/^data:/i.test(href);
}
