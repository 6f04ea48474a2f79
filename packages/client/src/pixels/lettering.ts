// Words as a mask of ink, set by the fonts of this machine.
import type { Mask } from "./paint.ts";
import type { Sharp } from "./sharp.ts";

/** Longest text that is set, in characters. */
const MAX_CHARS = 60;

/**
 * The text in one line, cut to the ink. Null when there is nothing to set, or no font on this machine: many containers have none.
 *
 * @param sizePx height of the font, in px
 */
export async function lettering(sharp: Sharp, text: string, sizePx: number): Promise<Mask | null> {
  const line = oneLine(text);
  if (line === "") return null;
  hasFont ??= findFont(sharp);
  if (!(await hasFont)) return null;
  const mask = await set(sharp, line, sizePx);
  return mask?.ink.some((ink) => ink > 127) ? mask : null;
}

let hasFont: Promise<boolean> | undefined;

/** Without a font every character is the same empty frame. */
async function findFont(sharp: Sharp): Promise<boolean> {
  const [narrow, wide] = await Promise.all([set(sharp, "i", 20), set(sharp, "W", 20)]);
  return narrow !== null && wide !== null && narrow.width < wide.width;
}

async function set(sharp: Sharp, line: string, sizePx: number): Promise<Mask | null> {
  const options = { text: { text: escaped(line), font: `sans bold ${sizePx}`, dpi: 72 } };
  // A libvips of one's own may have been built without Pango.
  const done = await sharp(options)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  return done && { width: done.info.width, height: done.info.height, ink: done.data };
}

function oneLine(text: string): string {
  // Control characters have no shape, and some are not allowed in markup.
  const characters = [...text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim()];
  return characters.length > MAX_CHARS ? `${characters.slice(0, MAX_CHARS - 1).join("")}…` : characters.join("");
}

/** The text is set as Pango markup: `<b>` from a model must be read, not obeyed. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
